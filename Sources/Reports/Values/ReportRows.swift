/// The rows of a table: kept, or made of the report's values each time they are asked for, so that
/// a list of a hundred thousand leaks is not in memory twice.
package struct ReportRows: Sendable {
  /// Makes the cells of a row for somebody: what is kept from machines need not be made for them.
  package typealias Making = @Sendable (Int, ReportColumn.Audience) -> [ReportCell]

  private let making: Making
  package let count: Int

  package init(_ rows: [[ReportCell]]) {
    self.init(count: rows.count) { index, _ in rows[index] }
  }

  /// - Parameters:
  ///   - count: of rows.
  ///   - making: is asked for rows from 0 to below `count`, any number of times.
  package init(count: Int, _ making: @escaping Making) {
    self.count = count
    self.making = making
  }

  /// The cells of a row as `audience` needs them.
  func cells(_ index: Int, for audience: ReportColumn.Audience) -> [ReportCell] {
    making(index, audience)
  }
}

extension ReportRows: RandomAccessCollection {
  package var startIndex: Int { 0 }
  package var endIndex: Int { count }
  package subscript(index: Int) -> [ReportCell] { making(index, .everybody) }
}

extension ReportRows: Hashable {
  package static func == (left: ReportRows, right: ReportRows) -> Bool { left.elementsEqual(right) }
  package func hash(into hasher: inout Hasher) { for row in self { hasher.combine(row) } }
}
