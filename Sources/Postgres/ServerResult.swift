import Clibpq

/// A result of libpq, shared by its rows and freed with the last of them.
///
/// Never changed after it arrived, and libpq only reads in the accessors used here: so rows may go
/// to other threads.
final class ServerResult: @unchecked Sendable {
  let handle: OpaquePointer
  let rowCount: Int
  /// Object ids of the columns' types.
  let types: [UInt32]
  let names: [String]
  /// Column of each name; a name that occurs twice has `ambiguous`.
  private let columnByName: [String: Int]
  private static let ambiguous = -1

  /// Takes over `handle`.
  init(_ handle: OpaquePointer) {
    self.handle = handle
    rowCount = Int(PQntuples(handle))
    let columns = 0..<PQnfields(handle)
    types = columns.map { PQftype(handle, $0) }
    names = columns.map { PQfname(handle, $0).map { String(cString: $0) } ?? "" }
    columnByName = Dictionary(
      names.enumerated().map { ($1, $0) }, uniquingKeysWith: { _, _ in Self.ambiguous })
  }

  deinit { PQclear(handle) }

  /// Rows that the command touched or gave; 0 for commands that count none.
  var affectedRows: Int { PQcmdTuples(handle).flatMap { Int(String(cString: $0)) } ?? 0 }

  /// The command's tag, such as `INSERT 0 1` or `ROLLBACK`.
  var commandTag: String { PQcmdStatus(handle).map { String(cString: $0) } ?? "" }

  func column(named name: String) throws(PostgresError) -> Int {
    guard let column = columnByName[name] else {
      throw Self.noColumn(
        "the result has no column \(name), only \(names.joined(separator: ", ")).")
    }
    guard column != Self.ambiguous else {
      throw Self.noColumn("the result has several columns \(name); name them apart.")
    }
    return column
  }

  func column(at index: Int) throws(PostgresError) -> Int {
    guard names.indices.contains(index) else {
      throw Self.noColumn("the result has no column \(index), it has \(names.count).")
    }
    return index
  }

  private static func noColumn(_ message: String) -> PostgresError {
    PostgresError(.decode, operation: "read a row", message: message)
  }
}
