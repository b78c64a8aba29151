import Clibpq

/// One row of a result: a value that may be kept and sent to other threads.
///
/// It shares the memory of the whole result; who keeps one row of a big result keeps all of it.
package struct Row: Sendable {
  let result: ServerResult
  let index: Int

  /// Names of the columns, in order.
  package var columns: [String] { result.names }

  /// Whether the column, by name or number from 0, is null.
  package func isNull(_ column: some ColumnKey) throws(PostgresError) -> Bool {
    let number = Int32(truncatingIfNeeded: try column.number(in: self))
    return PQgetisnull(result.handle, Int32(truncatingIfNeeded: index), number) == 1
  }

  /// A value that must not be null.
  func required<Value>(
    _ column: some ColumnKey, _ wanted: String, _ decode: (Field) -> Value?
  ) throws(PostgresError) -> Value {
    if let value = try optional(column, wanted, decode) { return value }
    throw error(column, message: "is null where \(wanted) is wanted.")
  }

  /// Reads a value that may be null.
  ///
  /// - Parameters:
  ///   - column: name or number from 0.
  ///   - wanted: what the caller asks for, for the error.
  ///   - decode: gives nil when the field is of another type.
  /// - Returns: the value, or nil for null.
  /// - Throws: `.decode`.
  func optional<Value>(
    _ column: some ColumnKey, _ wanted: String, _ decode: (Field) -> Value?
  ) throws(PostgresError) -> Value? {
    let number = try column.number(in: self)
    let field = Int32(truncatingIfNeeded: number)
    let row = Int32(truncatingIfNeeded: index)
    if PQgetisnull(result.handle, row, field) == 1 { return nil }
    let bytes = UnsafeRawBufferPointer(
      start: PQgetvalue(result.handle, row, field),
      count: Int(PQgetlength(result.handle, row, field)))
    let type = result.types[number]
    let value = withExtendedLifetime(result) { decode(Field(type: type, bytes: bytes)) }
    if let value { return value }
    throw error(
      column,
      message: "is of type \(SQLType.name(of: type)), or out of range, where \(wanted) is wanted.")
  }

  private func error(_ column: some ColumnKey, message: String) -> PostgresError {
    var error = PostgresError(
      .decode, operation: "read a row", message: "column \(column) \(message)")
    error.column = "\(column)"
    return error
  }
}

/// What names a column: its name, or its number from 0.
package protocol ColumnKey {
  /// The column's number from 0 in a row's result.
  func number(in row: Row) throws(PostgresError) -> Int
}

extension String: ColumnKey {
  package func number(in row: Row) throws(PostgresError) -> Int {
    try row.result.column(named: self)
  }
}

extension Int: ColumnKey {
  package func number(in row: Row) throws(PostgresError) -> Int {
    try row.result.column(at: self)
  }
}
