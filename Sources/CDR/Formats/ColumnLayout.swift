/// The columns that a family of formats knows, by the names that their makers gave them.
protocol ColumnName: CaseIterable, RawRepresentable<Int>, Sendable {
  /// Other names for the same column.
  static var aliases: [String: Self] { get }
  /// Columns that exist and are of no use here.
  static var unused: [String] { get }
  /// The column that no record can do without.
  static var start: Self { get }
}

extension ColumnName {
  /// The name as the format's maker writes it.
  var name: String { "\(self)" }

  /// Nil when there is no such column; `.some(nil)` when it is known and of no use.
  static func column(named text: String) -> Self?? {
    let name = text.lowercased()
    if let column = allCases.first(where: { $0.name == name }) ?? aliases[name] { return column }
    return unused.contains(name) ? .some(nil) : nil
  }

  static var allNames: [String] { (allCases.map(\.name) + aliases.keys + unused).sorted() }
}

/// Which column stands where in a record.
struct ColumnLayout<Column: ColumnName>: Sendable {
  /// Number of columns.
  let count: Int
  private let places: [Int]

  /// - Parameter columns: in their order; nil is a column of no use.
  init(_ columns: [Column?]) {
    var places = [Int](repeating: -1, count: Column.allCases.count)
    for (index, column) in columns.enumerated() {
      guard let column, places[column.rawValue] < 0 else { continue }
      places[column.rawValue] = index
    }
    count = columns.count
    self.places = places
  }

  /// Index of `column` in the record, or nil.
  subscript(_ column: Column) -> Int? {
    let place = places[column.rawValue]
    return place < 0 ? nil : place
  }

  /// - Throws: `CDRError` naming the first unknown column and all that are known.
  init(names: [String], format: String, required: [Column]) throws(CDRError) {
    var columns: [Column?] = []
    for (index, name) in names.enumerated() {
      guard let column = Column.column(named: name) else {
        throw CDRError(
          code: .unknownColumn,
          description: """
            Column \(index + 1) of the list for \(format) is "\(name)", which is not known. Known \
            columns: \(Column.allNames.joined(separator: ", ")); write - for one to leave out.
            """)
      }
      columns.append(column)
    }
    self.init(columns)
    for column in required where self[column] == nil {
      throw CDRError(
        code: .missingColumn,
        description: """
          The column list for \(format) has no "\(column.name)", without which no call can be \
          placed in time. Add it to the PBX's template and to the list.
          """)
    }
  }

  /// Reads a row of column names; nil when it is none. Columns that are not known are left out,
  /// since makers add some with every release.
  init?(header fields: [String]) {
    guard fields.count >= 4 else { return nil }
    let found = fields.map { Column.column(named: $0) }
    let columns = found.map { $0 ?? nil }
    let known = found.filter { $0 != nil }.count
    // A caller may be called "src", but not half of a record.
    guard known * 2 > fields.count,
      columns.contains(where: { $0?.rawValue == Column.start.rawValue })
    else { return nil }
    self.init(columns)
  }
}
