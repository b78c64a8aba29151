import Clibpq

/// One PostgreSQL session.
///
/// Every call blocks until the server has answered, so it belongs to an actor on a
/// `ThreadExecutor` and not to the cooperative pool. Not Sendable: one thread at a time.
package final class Connection {
  /// libpq's `PGconn`; nil after `close()`.
  private var handle: OpaquePointer?
  /// Kept here, as libpq holds an unretained pointer to it.
  let notices: NoticeReceiver
  /// Whether COPY data is being sent.
  var isCopying = false

  /// Connects, and sets the session's time zone to UTC and its search path.
  ///
  /// - Throws: `.usage` when the address can't be read, `.authentication` when the server turns
  ///   us away, `.connection` otherwise.
  package init(_ target: ConnectionTarget) throws(PostgresError) {
    let operation = "connect to \(target)"
    let opened = try Self.open(target, operation: operation)
    handle = opened
    notices = NoticeReceiver()
    notices.attach(to: opened)
    try beginSession(searchPath: target.searchPath, operation: operation)
  }

  deinit { close() }

  /// Ends the session; an open transaction is rolled back by the server. Safe to repeat.
  package func close() {
    guard let handle else { return }
    PQfinish(handle)
    self.handle = nil
    isCopying = false
  }

  /// The server's version as libpq counts it: 150018 is 15.18.
  package var serverVersion: Int { handle.map { Int(PQserverVersion($0)) } ?? 0 }

  /// Whether the session is still usable as far as is known; a lost network shows at the next call.
  package var isOpen: Bool { handle.map { PQstatus($0) == CONNECTION_OK } ?? false }

  /// Whether a transaction is open, one that has failed and waits for its rollback included.
  package var isInTransaction: Bool {
    guard let handle else { return false }
    let status = PQtransactionStatus(handle)
    return status == PQTRANS_INTRANS || status == PQTRANS_INERROR || status == PQTRANS_ACTIVE
  }

  /// What to call when the server sends a notice or warning; by default warnings are logged.
  package func onNotice(_ body: @escaping (String) -> Void) { notices.body = body }

  /// The open handle.
  func open(_ operation: String) throws(PostgresError) -> OpaquePointer {
    guard let handle else {
      throw PostgresError(.usage, operation: operation, message: "the connection is closed.")
    }
    return handle
  }

  private func beginSession(searchPath: String?, operation: String) throws(PostgresError) {
    // One round trip. Names go as parameters; quote_ident makes one schema of any name.
    let sql = """
      select set_config('TimeZone', 'UTC', false), set_config('DateStyle', 'ISO, YMD', false),
        set_config('IntervalStyle', 'iso_8601', false),
        case when $1 is null then null else set_config('search_path', quote_ident($1), false) end
      """
    do throws(PostgresError) {
      try execute(sql, [searchPath])
    } catch {
      close()
      throw error
    }
  }
}
