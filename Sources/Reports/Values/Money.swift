package import FoundationEssentials

/// An amount in one currency. Amounts of different currencies are never added up.
package struct Money: Sendable, Hashable {
  package var amount: Decimal
  /// ISO 4217; nil when the CRM gave none, which is a currency of its own here.
  package var currency: String?

  package init(_ amount: Decimal, _ currency: String?) {
    self.amount = amount
    self.currency = currency
  }

  /// One sum per currency, in the order of their codes, the nameless last.
  package static func sums(_ parts: some Sequence<Money>) -> [Money] {
    var sums: [String?: Decimal] = [:]
    for part in parts { sums[part.currency, default: 0] += part.amount }
    return sums.map { Money($0.value, $0.key) }.sorted {
      switch ($0.currency, $1.currency) {
      case (let left?, let right?): left < right
      case (let left, _): left != nil
      }
    }
  }

  /// Decimal digits with a point, `1250000.50`.
  package var digits: String { amount.description }
}

extension ReportLocale {
  /// Sums side by side: `RUB 1,250,000 + EUR 300`, `1 250 000 ₽ + 300 €`. A dash for none.
  package func money(_ sums: [Money]) -> String {
    sums.isEmpty ? "–" : sums.map(money).joined(separator: " + ")
  }

  /// `RUB 1,250,000` in English, `1 250 000 ₽` in Russian; hundredths only where there are any.
  package func money(_ sum: Money) -> String {
    let rounded = sum.amount.formattedParts
    let point = self == .en ? "." : ","
    let digits = grouped(rounded.whole) + (rounded.hundredths.map { point + $0 } ?? "")
    let signed = (sum.amount < 0 ? "-" : "") + digits
    guard let currency = sum.currency else { return "\(signed) \(Phrase.noCurrency[self])" }
    switch self {
    case .en: return "\(currency) \(signed)"
    case .ru: return "\(signed)\u{A0}\(Self.symbols[currency] ?? currency)"
    }
  }

  private static let symbols = [
    "RUB": "₽", "EUR": "€", "USD": "$", "KZT": "₸", "UAH": "₴", "GBP": "£", "BYN": "Br",
  ]
}

extension Decimal {
  /// Digits before the point and, unless they are zero, two after it; rounded, without a sign.
  fileprivate var formattedParts: (whole: String, hundredths: String?) {
    let half = Decimal(5) / 1000
    let parts = (magnitude + half).description.split(separator: ".")
    let tail = String(((parts.count > 1 ? String(parts[1]) : "") + "00").prefix(2))
    return (parts.first.map(String.init) ?? "0", tail == "00" ? nil : tail)
  }
}
