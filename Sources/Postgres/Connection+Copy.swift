import Clibpq

extension Connection {
  /// Begins a `COPY … FROM STDIN (format binary)`.
  ///
  /// - Parameter sql: the statement, text of ours, never made from data.
  /// - Throws: `.server`, `.connection`; `.copy` when one is under way.
  package func startCopy(_ sql: String) throws(PostgresError) {
    let operation = Self.label(sql)
    let handle = try open(operation)
    guard !isCopying else {
      throw PostgresError(.copy, operation: operation, message: "a COPY is under way already.")
    }
    let result = PQexec(handle, sql)
    if let result, PQresultStatus(result) == PGRES_COPY_IN {
      PQclear(result)
      isCopying = true
      return
    }
    _ = try check(result, operation: operation)
    throw PostgresError(.usage, operation: operation, message: "this is no COPY from STDIN.")
  }

  /// Sends bytes of the COPY, cut anywhere.
  ///
  /// What the server has against them is told by `endCopy`.
  package func putCopyData(_ bytes: UnsafeRawBufferPointer) throws(PostgresError) {
    let handle = try copying("send COPY data")
    var rest = bytes[...]
    while !rest.isEmpty {
      // Slices keep libpq's output buffer, which grows to hold a whole one, small.
      let slice = UnsafeRawBufferPointer(rebasing: rest.prefix(1 << 18))
      let address = slice.baseAddress?.assumingMemoryBound(to: CChar.self)
      guard PQputCopyData(handle, address, Int32(slice.count)) == 1 else {
        let error = PostgresError(connection: handle, operation: "send COPY data")
        isCopying = false
        drain(handle)
        throw error
      }
      rest = rest.dropFirst(slice.count)
    }
  }

  /// Sends what the writer holds and empties it, to be filled again.
  package func send(_ writer: inout CopyBinaryWriter) throws(PostgresError) {
    try writer.withBytes { bytes throws(PostgresError) in try putCopyData(bytes) }
    writer.reset()
  }

  /// Ends the COPY and hears what the server has to say of its rows.
  ///
  /// - Returns: the number of rows taken.
  /// - Throws: `.copy` with `copyLine`, when it is known, if the server refused a row.
  @discardableResult
  package func endCopy() throws(PostgresError) -> Int {
    let operation = "end COPY"
    let handle = try copying(operation)
    isCopying = false
    guard PQputCopyEnd(handle, nil) == 1 else {
      throw PostgresError(connection: handle, operation: operation)
    }
    defer { drain(handle) }
    do throws(PostgresError) {
      return try check(PQgetResult(handle), operation: operation).affectedRows
    } catch {
      var error = error
      if error.code == .server { error.code = .copy }
      throw error
    }
  }

  /// Gives the COPY up; none of its rows stay. A transaction around it has failed then.
  ///
  /// - Parameter reason: what the server's log shall say; no data.
  /// - Throws: `.connection`; `.copy` when none is under way.
  package func abortCopy(reason: String) throws(PostgresError) {
    let operation = "abort COPY"
    let handle = try copying(operation)
    isCopying = false
    guard PQputCopyEnd(handle, reason) == 1 else {
      throw PostgresError(connection: handle, operation: operation)
    }
    // The server always answers with an error: 57014 that tells our reason, or an earlier one
    // about a row. Either way the rows are gone, as was wished.
    drain(handle)
    guard PQstatus(handle) == CONNECTION_OK else {
      throw PostgresError(connection: handle, operation: operation)
    }
  }

  private func copying(_ operation: String) throws(PostgresError) -> OpaquePointer {
    guard isCopying else {
      throw PostgresError(.copy, operation: operation, message: "no COPY is under way.")
    }
    return try open(operation)
  }
}
