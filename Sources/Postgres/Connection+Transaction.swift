import Clibpq

extension Connection {
  /// Runs `body` in a transaction of its own: committed when it returns, rolled back when it throws.
  ///
  /// - Returns: what `body` returns.
  /// - Throws: what `body` throws, or what COMMIT does: `.commitUnknown` when nobody knows whether
  ///   it took effect.
  package func transaction<Result>(_ body: () throws -> Result) throws -> Result {
    try begin()
    let result: Result
    do {
      result = try body()
    } catch {
      // The body's error is the one to tell; if this fails too, the session is lost, and with it
      // the transaction.
      try? rollback()
      throw error
    }
    try commit()
    return result
  }

  /// - Throws: `.transaction` when one is open.
  package func begin() throws(PostgresError) {
    guard !isInTransaction else {
      throw PostgresError(
        .transaction, operation: "begin", message: "a transaction is open; they don't nest.")
    }
    try execute("begin")
  }

  /// - Throws: `.transaction` when none is open, or when the server rolled back instead because a
  ///   statement in it had failed; `.commitUnknown` when the session was lost on the way.
  package func commit() throws(PostgresError) {
    try requireTransaction("commit")
    let handle = try open("commit")
    let result: ServerResult
    do throws(PostgresError) {
      result = try check(PQexec(handle, "commit"), operation: "commit")
    } catch {
      var error = error
      if error.code == .connection { error.code = .commitUnknown }
      throw error
    }
    // The server answers the COMMIT of a failed transaction with success and this tag.
    guard result.commandTag != "ROLLBACK" else {
      throw PostgresError(
        .transaction, operation: "commit",
        message: "a statement of the transaction had failed, so it was rolled back.")
    }
  }

  /// Undoes the open transaction, a COPY in it included.
  ///
  /// - Throws: `.transaction` when none is open.
  package func rollback() throws(PostgresError) {
    if isCopying { try abortCopy(reason: "rolled back") }
    try requireTransaction("rollback")
    try execute("rollback")
  }

  private func requireTransaction(_ operation: String) throws(PostgresError) {
    if isCopying {
      throw PostgresError(
        .copy, operation: operation, message: "a COPY is under way; end or abort it first.")
    }
    let handle = try open(operation)
    guard PQstatus(handle) == CONNECTION_OK else {
      throw PostgresError(
        .connection, operation: operation,
        message: "the session was lost before, and the transaction with it.")
    }
    guard isInTransaction else {
      throw PostgresError(
        .transaction, operation: operation, message: "no transaction is open.")
    }
  }
}
