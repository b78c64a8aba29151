/// One value of a report's table, in a form that every renderer can write its own way.
package enum ReportCell: Sendable, Hashable {
  /// Nothing is known, or it makes no sense here.
  case none
  case text(String)
  /// A fixed word for machines, and what people read.
  case word(String, String)
  case count(Int)
  case rate(Rate)
  /// Business seconds, and wall seconds beside.
  case duration(business: Int, wall: Int?)
  /// Seconds of talk or waiting, which know no business time.
  case seconds(Int)
  /// A date or time of the company's clocks, `2025-05-31 17:05`.
  case time(String)
  case money([Money])
  case list([String])
  case decimal(String)
  case flag(Bool)

  /// The count, or nothing.
  static func count(_ number: Int?) -> ReportCell { number.map { .count($0) } ?? .none }
  static func text(_ text: String?) -> ReportCell { text.map { .text($0) } ?? .none }
  static func time(_ text: String?) -> ReportCell { text.map { .time($0) } ?? .none }
  static func seconds(_ number: Int?) -> ReportCell { number.map { .seconds($0) } ?? .none }
  static func duration(_ business: Int?, _ wall: Int?) -> ReportCell {
    business.map { .duration(business: $0, wall: wall) } ?? .none
  }
}
