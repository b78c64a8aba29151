import Evidence

/// The language of a report, and how it writes numbers, times and money.
package enum ReportLocale: String, Sendable, Hashable, CaseIterable {
  case en, ru

  /// A date or time of the company's clocks, given as `2025-05-31` or `2025-05-31 17:05`:
  /// unchanged in English, `31.05.2025 17:05` in Russian.
  package func date(_ text: String) -> String {
    guard self == .ru else { return text }
    let parts = text.prefix(10).split(separator: "-")
    guard parts.count == 3 else { return text }
    return parts.reversed().joined(separator: ".") + text.dropFirst(10)
  }

  /// A whole number, its thousands apart: `1,250` or `1 250`, with a space that does not break.
  package func count(_ number: Int) -> String {
    let sign = number < 0 ? "-" : ""
    return sign + grouped(String(number.magnitude))
  }

  /// A number and its word: `1 deal`, `5 deals`; `1 сделка`, `2 сделки`, `5 сделок`.
  package func plural(_ number: Int, _ words: Plural) -> String {
    switch self {
    case .en: count(number) + " " + (number == 1 ? words.en.one : words.en.other)
    case .ru: RussianPlural.count(number, words.ru.one, words.ru.few, words.ru.many)
    }
  }

  /// A share with its n: `63% n=45`; a fraction, `7/12`, when n is below 20, as a percentage of
  /// so few would say more than is known; a dash when there is nothing to share.
  package func rate(_ rate: Rate) -> String {
    guard rate.of > 0 else { return "–" }
    guard rate.of >= Rate.leastForPercent else { return "\(rate.part)/\(rate.of)" }
    let percent =
      switch self {
      case .en: rate.percentText + "%"
      case .ru: rate.percentText + "\u{A0}%"
      }
    return "\(percent) n=\(count(rate.of))"
  }

  /// Groups a run of digits by three.
  func grouped(_ digits: String) -> String {
    let mark: Character = self == .en ? "," : "\u{A0}"
    var result = ""
    for (index, digit) in digits.enumerated() {
      if index > 0, (digits.count - index) % 3 == 0 { result.append(mark) }
      result.append(digit)
    }
    return result
  }
}

/// The forms of a word after a number.
package struct Plural: Sendable, Hashable {
  package struct English: Sendable, Hashable {
    package var one, other: String
  }

  /// `one` after 1, 21, 101; `few` after 2 to 4, 22; `many` after 0, 5 to 20, 11 to 14.
  package struct Russian: Sendable, Hashable {
    package var one, few, many: String
  }

  package var en: English
  package var ru: Russian

  package init(en: (one: String, other: String), ru: (one: String, few: String, many: String)) {
    self.en = English(one: en.one, other: en.other)
    self.ru = Russian(one: ru.one, few: ru.few, many: ru.many)
  }
}
