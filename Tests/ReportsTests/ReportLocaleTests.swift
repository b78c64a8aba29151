import FoundationEssentials
import Reports
import Store
import Testing

@Suite("Languages of reports")
struct ReportLocaleTests {
  private let words = Plural(en: ("deal", "deals"), ru: ("сделка", "сделки", "сделок"))

  @Test(
    "a number takes the form of its word",
    arguments: [
      (0, "0 deals", "0 сделок"), (1, "1 deal", "1 сделка"), (2, "2 deals", "2 сделки"),
      (4, "4 deals", "4 сделки"), (5, "5 deals", "5 сделок"), (11, "11 deals", "11 сделок"),
      (12, "12 deals", "12 сделок"), (14, "14 deals", "14 сделок"), (21, "21 deals", "21 сделка"),
      (22, "22 deals", "22 сделки"), (111, "111 deals", "111 сделок"),
      (121, "121 deals", "121 сделка"),
    ])
  func plural(number: Int, english: String, russian: String) {
    #expect(ReportLocale.en.plural(number, words) == english)
    #expect(ReportLocale.ru.plural(number, words) == russian)
  }

  @Test(
    "fewer than 20 are a fraction, from 20 on it is a percentage with its n",
    arguments: [
      (7, 19, "7/19", "7/19"), (7, 20, "35% n=20", "35\u{A0}% n=20"), (0, 0, "–", "–"),
      (0, 20, "0% n=20", "0\u{A0}% n=20"), (20, 20, "100% n=20", "100\u{A0}% n=20"),
      (1, 1000, "<1% n=1,000", "<1\u{A0}% n=1\u{A0}000"),
      (999, 1000, ">99% n=1,000", ">99\u{A0}% n=1\u{A0}000"),
      (25, 200, "13% n=200", "13\u{A0}% n=200"),
    ])
  func rate(part: Int, of: Int, english: String, russian: String) {
    #expect(ReportLocale.en.rate(Rate(part, of: of)) == english)
    #expect(ReportLocale.ru.rate(Rate(part, of: of)) == russian)
  }

  @Test(
    "times are told in two units",
    arguments: [
      (0, "0 s", "0 s"), (59, "59 s", "59 s"), (60, "1 min", "1 min"), (3599, "59 min", "59 min"),
      (3600, "1 h 00 min", "1 h 00 min"), (11_100, "3 h 05 min", "3 h 05 min"),
      (86_399, "23 h 59 min", "23 h 59 min"), (86_400, "24 h 00 min", "1 d 0 h"),
      (360_000, "100 h", "4 d 4 h"), (4_500_000, "1,250 h", "52 d 2 h"),
    ])
  func duration(seconds: Int, business: String, wall: String) {
    #expect(ReportLocale.en.duration(seconds, inDays: false) == business)
    #expect(ReportLocale.en.duration(seconds, inDays: true) == wall)
  }

  @Test("wall time stands beside business time only where it says something else")
  func wallBeside() {
    #expect(ReportLocale.ru.duration(business: 600, wall: 600) == "10 мин")
    #expect(ReportLocale.ru.duration(business: 600, wall: 90_000) == "10 мин (1 д 1 ч)")
    #expect(ReportLocale.en.duration(business: 600, wall: nil) == "10 min")
  }

  @Test("dates are ISO in English and day.month.year in Russian")
  func dates() {
    #expect(ReportLocale.en.date("2024-03-08 18:00") == "2024-03-08 18:00")
    #expect(ReportLocale.ru.date("2024-03-08 18:00") == "08.03.2024 18:00")
    #expect(ReportLocale.ru.date("2024-03-08") == "08.03.2024")
    #expect(ReportLocale.ru.date("") == "")
  }

  @Test(
    "amounts are grouped, with hundredths only where there are any",
    arguments: [
      ("1250000", "RUB 1,250,000", "1\u{A0}250\u{A0}000\u{A0}₽"),
      ("999.5", "RUB 999.50", "999,50\u{A0}₽"), ("0.05", "RUB 0.05", "0,05\u{A0}₽"),
      ("0", "RUB 0", "0\u{A0}₽"), ("1.999", "RUB 2", "2\u{A0}₽"),
      ("-1500", "RUB -1,500", "-1\u{A0}500\u{A0}₽"),
      (
        "12345678901234.56", "RUB 12,345,678,901,234.56",
        "12\u{A0}345\u{A0}678\u{A0}901\u{A0}234,56\u{A0}₽"
      ),
    ])
  func money(amount: String, english: String, russian: String) throws {
    let money = Money(try #require(Decimal(string: amount)), "RUB")
    #expect(ReportLocale.en.money(money) == english)
    #expect(ReportLocale.ru.money(money) == russian)
  }

  @Test("currencies are never added up, the nameless one neither")
  func currencies() {
    let sums = Money.sums([
      Money(5, "RUB"), Money(1, nil), Money(7, "EUR"), Money(10, "RUB"), Money(2, nil),
    ])
    #expect(sums == [Money(7, "EUR"), Money(15, "RUB"), Money(3, nil)])
    #expect(ReportLocale.ru.money(sums) == "7\u{A0}€ + 15\u{A0}₽ + 3 (без валюты)")
    #expect(ReportLocale.en.money([]) == "–")
  }

  @Test("every finding has a sentence in every language")
  func findings() throws {
    let kinds = [
      "watermark", "silence", "quarantine", "gap", "ambiguous", "internal", "no_calls", "no_tasks",
    ]
    for kind in kinds {
      let found: [CompletenessFinding] = try SampleReports.rows(
        #"[{"kind":"\#(kind)","level":"fault","name":"hq","count":2,"total":40}]"#)
      for locale in ReportLocale.allCases {
        let sentence = try #require(found.first.map { locale.sentence($0) })
        #expect(!sentence.hasPrefix(kind), "\(kind) \(locale)")
      }
    }
  }
}
