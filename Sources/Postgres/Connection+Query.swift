import Clibpq

extension Connection {
  /// Runs one statement by the extended protocol.
  ///
  /// - Parameters:
  ///   - sql: one statement of ours, `$1`… for its parameters.
  ///   - parameters: in the order of their numbers.
  /// - Returns: the rows inserted, updated, deleted or selected; 0 for other statements.
  /// - Throws: `.server`, `.cancelled`, `.connection`.
  @discardableResult
  package func execute(
    _ sql: String, _ parameters: [any SQLEncodable] = []
  ) throws(PostgresError) -> Int {
    try run(sql, parameters).affectedRows
  }

  /// Runs one statement by the extended protocol.
  ///
  /// - Parameters:
  ///   - sql: one statement of ours, `$1`… for its parameters.
  ///   - parameters: in the order of their numbers.
  /// - Returns: all rows, in memory.
  /// - Throws: `.server`, `.cancelled`, `.connection`.
  package func query(
    _ sql: String, _ parameters: [any SQLEncodable] = []
  ) throws(PostgresError) -> [Row] {
    let result = try run(sql, parameters)
    return (0..<result.rowCount).map { Row(result: result, index: $0) }
  }

  /// Runs several statements by the simple protocol; without an explicit transaction in the text,
  /// all of them are one.
  ///
  /// - Parameter sql: text of ours, never made from data.
  /// - Throws: `.server`, `.cancelled`, `.connection`.
  package func script(_ sql: String) throws(PostgresError) {
    let operation = Self.label(sql)
    let handle = try open(operation)
    try refuseDuringCopy(operation)
    _ = try check(PQexec(handle, sql), operation: operation)
  }

  private func run(
    _ sql: String, _ parameters: [any SQLEncodable]
  ) throws(PostgresError) -> ServerResult {
    let operation = Self.label(sql)
    let handle = try open(operation)
    try refuseDuringCopy(operation)
    return try check(ParameterList(parameters).run(sql, on: handle), operation: operation)
  }

  /// Takes a result over, and turns a failure into an error.
  func check(
    _ result: OpaquePointer?, operation: String
  ) throws(PostgresError) -> ServerResult {
    let handle = try open(operation)
    guard let result else { throw PostgresError(connection: handle, operation: operation) }
    let owned = ServerResult(result)
    switch PQresultStatus(result) {
    case PGRES_COMMAND_OK, PGRES_TUPLES_OK, PGRES_SINGLE_TUPLE, PGRES_EMPTY_QUERY:
      return owned
    case PGRES_COPY_IN, PGRES_COPY_OUT, PGRES_COPY_BOTH:
      PQputCopyEnd(handle, "COPY was not asked for")
      drain(handle)
      throw PostgresError(
        .usage, operation: operation, message: "a COPY has to begin with startCopy.")
    default:
      throw PostgresError(result: result, connection: handle, operation: operation)
    }
  }

  /// Reads and drops what is left of a statement, so that the next one may begin.
  func drain(_ handle: OpaquePointer) {
    while let result = PQgetResult(handle) {
      let status = PQresultStatus(result)
      PQclear(result)
      // A COPY never ends by reading results; a lost session never ends at all.
      if status == PGRES_COPY_IN || PQstatus(handle) == CONNECTION_BAD { return }
      if status == PGRES_COPY_OUT { dropCopyOut(handle) }
    }
  }

  private func dropCopyOut(_ handle: OpaquePointer) {
    var buffer: UnsafeMutablePointer<CChar>?
    while PQgetCopyData(handle, &buffer, 0) > 0 {
      PQfreemem(buffer)
      buffer = nil
    }
  }

  private func refuseDuringCopy(_ operation: String) throws(PostgresError) {
    guard isCopying else { return }
    throw PostgresError(
      .copy, operation: operation, message: "a COPY is under way; end or abort it first.")
  }

  /// The beginning of a statement, on one line. It is text of ours: no values stand in it.
  static func label(_ sql: String) -> String {
    let words = sql.prefix(200).split { $0.isWhitespace }.joined(separator: " ")
    return words.count > 60 ? words.prefix(59) + "…" : words
  }
}
