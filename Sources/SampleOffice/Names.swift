/// Invented people and companies. Any likeness is chance.
enum Names {
  static let surnames = [
    "Берёзкин", "Ветров", "Громов", "Дубравин", "Ежов", "Журавлёв", "Зимин", "Ильин", "Калинин",
    "Ларин", "Медведев", "Некрасов", "Осокин", "Пахомов", "Рябинин", "Снегирёв", "Тополев",
    "Уваров", "Фомин", "Хохлов", "Цветков", "Чижов", "Шубин", "Щукин", "Яблоков", "Соловьёв",
  ]
  static let men = [
    ("Андрей", "Андреевич"), ("Борис", "Борисович"), ("Виктор", "Викторович"),
    ("Глеб", "Глебович"), ("Денис", "Денисович"), ("Егор", "Егорович"), ("Игорь", "Игоревич"),
    ("Кирилл", "Кириллович"), ("Леонид", "Леонидович"), ("Максим", "Максимович"),
    ("Олег", "Олегович"), ("Павел", "Павлович"), ("Роман", "Романович"), ("Фёдор", "Фёдорович"),
  ]
  static let women = [
    ("Анна", "Андреевна"), ("Вера", "Викторовна"), ("Галина", "Глебовна"),
    ("Дарья", "Денисовна"), ("Елена", "Егоровна"), ("Ирина", "Игоревна"), ("Ксения", "Кирилловна"),
    ("Любовь", "Леонидовна"), ("Мария", "Максимовна"), ("Ольга", "Олеговна"),
    ("Полина", "Павловна"), ("Софья", "Романовна"),
  ]
  static let germans = ["Anke Vogelsang", "Bernd Tannhoff", "Carla Sievert", "Dieter Maibaum"]
  static let companyFirst = [
    "Северный", "Южный", "Зелёный", "Тихий", "Новый", "Дальний", "Ясный", "Быстрый", "Серебряный",
    "Речной", "Каменный", "Золотой",
  ]
  static let companySecond = [
    "Берег", "Ключ", "Лес", "Мост", "Порог", "Причал", "Родник", "Склад", "Утёс", "Хутор", "Маяк",
  ]
  static let goods = [
    "Поставка окон", "Монтаж вентиляции", "Ремонт кровли", "Проект отопления", "Складские стеллажи",
    "Обслуживание лифта", "Вывеска", "Мебель для офиса", "Фасадные работы", "Сети связи",
  ]
  static let places = [
    "Офис клиента", "Наш офис, переговорная 2", "Склад, Лесная 5", "Кафе «Маяк»", "Zoom",
  ]
  static let notes = [
    "Обсудить смету и сроки", "Замер объекта, взять образцы", "Показать похожие проекты",
    "Познакомиться с директором",
  ]
  static let lossReasons = [
    "Дорого", "Выбрали других", "Нет бюджета", "Не дозвонились", "Передумали",
  ]
  /// Names that trunks hand over and that readers of CSV trip on.
  static let awkwardCallers = [
    "Smith, \"Joe\" <boss>", "=1+1", "🙂 Клиент", "O'Brien, Jr.", "ИП Чижов; оптом",
    "Back\\slash & Co", "ООО \"Родник\", отдел закупок", "таб\tв имени",
    "Общество с ограниченной ответственностью «Северный Берег и партнёры»",
    "1 Общество с ограниченной ответственностью «Тихий Причал»",
  ]

  /// Equal numbers give equal names.
  static func person(_ index: Int) -> String {
    let surname = surnames[index * 7 % surnames.count]
    if index % 2 == 0 {
      let (name, patronymic) = men[index / 2 % men.count]
      return index % 3 == 0 ? "\(surname) \(name)" : "\(surname) \(name) \(patronymic)"
    }
    let (name, patronymic) = women[index / 2 % women.count]
    return index % 3 == 0 ? "\(surname)а \(name)" : "\(surname)а \(name) \(patronymic)"
  }

  static func company(_ index: Int) -> String {
    let first = companyFirst[index % companyFirst.count]
    let second = companySecond[index / companyFirst.count % companySecond.count]
    let round = index / (companyFirst.count * companySecond.count)
    let number = round == 0 ? "" : " \(round + 1)"
    switch index % 3 {
    case 0: return "ООО «\(first) \(second)\(number)»"
    case 1: return "ООО \"\(first) \(second)\(number)\""
    default: return "АО \(first) \(second)\(number)"
    }
  }
}
