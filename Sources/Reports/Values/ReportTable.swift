/// A column of a report's table.
package struct ReportColumn: Sendable, Hashable {
  /// What kind of cells stand in it; a kind may give several columns of a CSV file.
  package enum Kind: Sendable, Hashable {
    case text, count, rate, duration, seconds, time, money, list, decimal, flag
    /// Of any kind: a table of a figure a row.
    case figure
  }

  /// Who is to see it.
  package enum Audience: Sendable, Hashable { case everybody, people, machines }

  /// Stable name, snake case.
  package var key: String
  /// Heading in the report's language.
  package var title: String
  package var kind: Kind
  package var audience: Audience
  /// Heading under which it stands when the table is cut into narrower ones; nil for columns that
  /// name the row, which are repeated in each.
  package var group: String?

  package init(
    _ key: String, _ title: String, _ kind: Kind, group: String? = nil,
    audience: Audience = .everybody
  ) {
    self.key = key
    self.title = title
    self.kind = kind
    self.group = group
    self.audience = audience
  }
}

/// A table of a report: every row has a cell for every column.
package struct ReportTable: Sendable, Hashable {
  /// Stable name, snake case.
  package var key: String
  /// Heading in the report's language.
  package var title: String
  package var columns: [ReportColumn]
  package var rows: ReportRows
  /// What its figures mean, a sentence each.
  package var definitions: [String]
  /// Most rows that people are shown for one value of the first column; nil for all.
  package var shownPerGroup: Int?
  /// Kept from people, who get the same in sentences.
  package var isForMachines: Bool

  package init(
    _ key: String, _ title: String, columns: [ReportColumn], rows: [[ReportCell]],
    definitions: [String] = [], shownPerGroup: Int? = nil, isForMachines: Bool = false
  ) {
    precondition(
      rows.allSatisfy { $0.count == columns.count }, "table \(key): a row has not all cells")
    self.init(
      key, title, columns: columns, made: ReportRows(rows), definitions: definitions,
      shownPerGroup: shownPerGroup, isForMachines: isForMachines)
  }

  /// A table with rows that are made when they are asked for.
  package init(
    _ key: String, _ title: String, columns: [ReportColumn], made rows: ReportRows,
    definitions: [String] = [], shownPerGroup: Int? = nil, isForMachines: Bool = false
  ) {
    self.key = key
    self.title = title
    self.columns = columns
    self.rows = rows
    self.definitions = definitions
    self.shownPerGroup = shownPerGroup
    self.isForMachines = isForMachines
  }
}
