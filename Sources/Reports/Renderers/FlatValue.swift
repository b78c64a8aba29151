/// A cell taken apart for machines: plain values under stable names.
enum FlatValue: Sendable, Hashable {
  case null
  case text(String)
  case integer(Int)
  case flag(Bool)
  case texts([String])
  case money([Money])
}

extension ReportColumn {
  /// Names of the values that a cell of this column gives, always the same.
  var flatKeys: [String] {
    switch kind {
    case .text, .count, .time, .money, .list, .decimal, .flag: [key]
    case .rate: [key, key + "_of"]
    case .duration: [key + "_business_seconds", key + "_wall_seconds"]
    case .seconds: [key + "_seconds"]
    case .figure: [key, key + "_of", key + "_wall"]
    }
  }

  /// The values of a cell, as many as there are keys.
  func flatValues(_ cell: ReportCell) -> [FlatValue] {
    let values = Self.values(cell)
    let missing = max(0, flatKeys.count - values.count)
    // A figure of one value has neither a denominator nor wall time; wall time stands third.
    if kind == .figure, case .duration(let business, let wall) = cell {
      return [.integer(business), .null, wall.map { .integer($0) } ?? .null]
    }
    return values.prefix(flatKeys.count) + Array(repeating: .null, count: missing)
  }

  private static func values(_ cell: ReportCell) -> [FlatValue] {
    switch cell {
    case .none: [.null]
    case .text(let text), .time(let text), .decimal(let text): [.text(text)]
    case .word(let word, _): [word.isEmpty ? .null : .text(word)]
    case .count(let number), .seconds(let number): [.integer(number)]
    case .rate(let rate): [.integer(rate.part), .integer(rate.of)]
    case .duration(let business, let wall):
      [.integer(business), wall.map { .integer($0) } ?? .null]
    case .money(let sums): [.money(sums)]
    case .list(let items): [.texts(items)]
    case .flag(let isSet): [.flag(isSet)]
    }
  }
}
