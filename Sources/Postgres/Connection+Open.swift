import Clibpq
import Glibc

extension Connection {
  /// Opens a session, or says why not.
  static func open(
    _ target: ConnectionTarget, operation: String
  ) throws(PostgresError) -> OpaquePointer {
    let keywords = try target.keywords()
    guard let handle = start(keywords) else {
      throw PostgresError(.connection, operation: operation, message: "out of memory.")
    }
    if PQstatus(handle) != CONNECTION_BAD {
      // libpq tells the SQLSTATE of a refused connection only inside a verbose message, and
      // verbosity can be set only on a handle. The attempt that was started has sent nothing yet;
      // PQreset begins it anew with all that PQconnectdb does for time-outs and several hosts.
      PQsetErrorVerbosity(handle, PQERRORS_VERBOSE)
      PQreset(handle)
    }
    guard PQstatus(handle) == CONNECTION_OK else {
      let error = refusal(handle, operation: operation)
      PQfinish(handle)
      throw error
    }
    PQsetErrorVerbosity(handle, PQERRORS_DEFAULT)
    return handle
  }

  private static func start(_ keywords: [(String, String)]) -> OpaquePointer? {
    let names = keywords.map { strdup($0.0) }
    let values = keywords.map { strdup($0.1) }
    defer { (names + values).forEach { free($0) } }
    let constNames = names.map { UnsafePointer($0) } + [nil]
    let constValues = values.map { UnsafePointer($0) } + [nil]
    return PQconnectStartParams(constNames, constValues, 1)
  }

  private static func refusal(_ handle: OpaquePointer, operation: String) -> PostgresError {
    let lines = (PQerrorMessage(handle).map { String(cString: $0) } ?? "").split(separator: "\n")
    let sqlState = lines.compactMap(sqlState(in:)).last
    let message = lines.filter { !isLocation($0) }.joined(separator: " ")
    let wantsPassword = PQconnectionNeedsPassword(handle) == 1
    let isRefused = wantsPassword || sqlState?.hasPrefix("28") == true
    var error = PostgresError(
      isRefused ? .authentication : .connection, operation: operation,
      message: message.isEmpty ? "libpq gave no reason." : message,
      sqlState: sqlState ?? (wantsPassword ? "28P01" : nil))
    if wantsPassword {
      error.hint = "Put the password into ~/.pgpass (mode 0600) or PGPASSWORD."
    } else if sqlState == nil {
      error.hint = "Check that the server runs and that host and port are right."
    }
    return error
  }

  /// The five characters after the severity in a verbose message: `FATAL:  28P01: password …`.
  private static func sqlState(in line: Substring) -> String? {
    line.split(separator: ":").map { $0.drop { $0 == " " } }.last { part in
      part.utf8.count == 5 && part.utf8.allSatisfy(isSQLStateByte)
        && part.utf8.contains { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
    }.map(String.init)
  }

  private static func isSQLStateByte(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
      || (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte)
  }

  /// Whether a line of a verbose message only says where in the server's source it arose, such as
  /// `LOCATION:  auth_failed, auth.c:335`, its first word in the server's language.
  private static func isLocation(_ line: Substring) -> Bool {
    let parts = line.split(separator: ":")
    guard parts.count > 1, let number = parts.last else { return false }
    return parts[parts.count - 2].hasSuffix(".c") && Int(number) != nil
  }
}
