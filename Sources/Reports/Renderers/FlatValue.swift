/// A cell taken apart for machines: plain values under stable names.
enum FlatValue: Sendable, Hashable {
  case null
  case text(String)
  case integer(Int)
  case flag(Bool)
  case texts([String])
  case money([Money])
}

extension FlatValue {
  /// The first value of a cell, which is all that a column with one key shows.
  init(firstOf cell: ReportCell) {
    switch cell {
    case .none: self = .null
    case .text(let text), .time(let text), .decimal(let text): self = .text(text)
    case .word(let word, _): self = word.isEmpty ? .null : .text(word)
    case .count(let number), .seconds(let number): self = .integer(number)
    case .rate(let rate): self = .integer(rate.part)
    case .duration(let business, _): self = .integer(business)
    case .money(let sums): self = .money(sums)
    case .list(let items): self = .texts(items)
    case .flag(let isSet): self = .flag(isSet)
    }
  }
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
    case .rate(let rate): [.integer(rate.part), .integer(rate.of)]
    case .duration(let business, let wall):
      [.integer(business), wall.map { .integer($0) } ?? .null]
    default: [FlatValue(firstOf: cell)]
    }
  }
}
