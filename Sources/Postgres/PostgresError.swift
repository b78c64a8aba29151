/// Why PostgreSQL, or libpq on our side, did not do what was asked.
///
/// `description` is safe for a log: values out of rows are kept apart in `sensitiveDetail`.
package struct PostgresError: Error, Sendable {
  package enum Code: String, Sendable, Hashable {
    /// The server was not reached, or the session was lost.
    case connection
    /// The server was reached and turned us away: user, password or pg_hba.conf.
    case authentication
    /// The server refused a statement; `sqlState` says why.
    case server
    /// A statement was stopped by a `Canceller` or by a time-out of the server.
    case cancelled
    /// The server refused rows of a COPY, or COPY was used out of order.
    case copy
    /// A value of a row is not of the type that was asked for, is null, or has no such column.
    case decode
    /// COMMIT or ROLLBACK without BEGIN, or a transaction inside a transaction.
    case transaction
    /// The session was lost while COMMIT was on its way: it may have taken effect or not.
    case commitUnknown
    /// The call itself makes no sense: an unreadable address, a closed connection.
    case usage
  }

  /// What a caller should do about an error.
  package enum ErrorClass: String, Sendable, Hashable {
    /// The rows are at fault: find them and set them aside.
    case data
    /// The surroundings are at fault: roll back, wait, do it again.
    case retry
    /// Settings or rights are at fault: stop and tell the administrator.
    case configuration
    /// We are at fault.
    case bug
  }

  package var code: Code
  /// What was tried, such as the beginning of the statement; never holds parameters.
  package var operation: String
  /// Five characters, <https://www.postgresql.org/docs/current/errcodes-appendix.html>; nil when
  /// the error did not come from the server.
  package var sqlState: String?
  /// The primary message, in the server's language; values that it quotes are blanked.
  package var message: String
  /// The server's words unabridged, with DETAIL and CONTEXT. May hold telephone numbers and names:
  /// not for logs.
  package var sensitiveDetail: String?
  package var hint: String?
  /// Where in a COPY or a function it happened, such as `COPY leg, line 3, column source`.
  package var context: String?
  /// The row of a COPY, counted from 1, that the server could not take; nil when it named none.
  package var copyLine: Int?
  package var constraint: String?
  package var table: String?
  package var column: String?

  package init(_ code: Code, operation: String, message: String, sqlState: String? = nil) {
    self.code = code
    self.operation = operation
    self.message = message
    self.sqlState = sqlState
  }

  /// What a caller should do about this error.
  package var errorClass: ErrorClass {
    if let sqlState { return ErrorClass(sqlState: sqlState) }
    return switch code {
    case .connection, .commitUnknown, .cancelled: .retry
    case .authentication: .configuration
    case .server, .copy, .decode, .transaction, .usage: .bug
    }
  }
}

extension PostgresError.ErrorClass {
  /// - Parameter sqlState: five characters, of which the first two are the class.
  init(sqlState: String) {
    self =
      switch (sqlState.prefix(2), sqlState) {
      case ("22", _), ("23", _): .data
      // 25006: a standby took over and is still read-only. 55P03: lock_timeout.
      case ("08", _), ("40", _), ("53", _), ("57", _), (_, "25006"), (_, "55P03"): .retry
      case ("28", _), ("3D", _), ("3F", _), ("42", _): .configuration
      default: .bug
      }
  }
}

extension PostgresError: CustomStringConvertible {
  package var description: String {
    var facts: [String] = []
    if let sqlState { facts.append("SQLSTATE \(sqlState)") }
    if let constraint { facts.append("constraint \(constraint)") }
    if let table { facts.append("table \(table)") }
    if let column { facts.append("column \(column)") }
    if let context { facts.append(context) }
    var text = "PostgreSQL, \(operation): \(message)"
    if !facts.isEmpty { text += " (\(facts.joined(separator: "; ")))" }
    if let hint { text += " Hint: \(hint)" }
    return text
  }
}
