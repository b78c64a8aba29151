/// A text of the reports in every language that they speak.
package struct Phrase: Sendable, Hashable {
  package var en: String
  package var ru: String

  package init(_ en: String, _ ru: String) {
    self.en = en
    self.ru = ru
  }

  package subscript(_ locale: ReportLocale) -> String {
    switch locale {
    case .en: en
    case .ru: ru
    }
  }
}

extension Phrase {
  static let asOf = Phrase("as of", "на")
  static let completeness = Phrase("Completeness of the data", "Полнота данных")
  static let provisional = Phrase(
    "PROVISIONAL: the data has a fault, see below.",
    "ПРЕДВАРИТЕЛЬНО: в данных изъян, см. ниже.")
  static let nothing = Phrase("nothing", "ничего")
  static let noCurrency = Phrase("(no currency)", "(без валюты)")
  static let nobody = Phrase("(nobody)", "(никто)")
  static let allManagers = Phrase("all", "все")
  static let total = Phrase("Total", "Итого")
  static let stage = Phrase("stage", "этап")
  static let manager = Phrase("manager", "менеджер")
  static let deal = Phrase("deal", "сделка")
  static let deals = Phrase("deals", "сделок")
  static let figure = Phrase("figure", "показатель")
  static let value = Phrase("value", "значение")

  /// Said under a table that was cut for people.
  static func more(_ number: Int, _ locale: ReportLocale) -> String {
    switch locale {
    case .en: "… and \(locale.count(number)) more; --format csv gives all of them"
    case .ru: "… и ещё \(locale.count(number)); все даст --format csv"
    }
  }
}

extension Plural {
  static let days = Plural(en: ("day", "days"), ru: ("день", "дня", "дней"))
  static let records = Plural(en: ("record", "records"), ru: ("запись", "записи", "записей"))
  static let gaps = Plural(en: ("gap", "gaps"), ru: ("пробел", "пробела", "пробелов"))
  static let attempts = Plural(en: ("attempt", "attempts"), ru: ("попытка", "попытки", "попыток"))
  static let misses = Plural(
    en: ("missed call", "missed calls"),
    ru: ("пропущенный звонок", "пропущенных звонка", "пропущенных звонков"))
  static let tasks = Plural(
    en: ("overdue task", "overdue tasks"),
    ru: ("просроченная задача", "просроченные задачи", "просроченных задач"))
  static let pieces = Plural(
    en: ("piece of evidence", "pieces of evidence"),
    ru: ("свидетельство", "свидетельства", "свидетельств"))
}
