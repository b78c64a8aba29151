import Clibpq

/// Where a session goes and how it begins.
package struct ConnectionTarget: Sendable {
  /// Anything that libpq takes: a URI, `key=value` pairs, a database name, or nothing, for the
  /// `PG…` environment variables and the service file. May hold a password.
  package var text: String
  /// What `pg_stat_activity` shows.
  package var applicationName: String
  /// The one schema that unqualified names mean, any name at all; nil leaves the server's default.
  package var searchPath: String?
  /// More of libpq's keywords; they win over `text`.
  package var options: [String: String]

  package init(
    _ text: String, applicationName: String = "tollgate", searchPath: String? = nil,
    options: [String: String] = [:]
  ) {
    self.text = text
    self.applicationName = applicationName
    self.searchPath = searchPath
    self.options = options
  }

  /// libpq's keywords and values in rising precedence: of a keyword that occurs twice, the last
  /// counts (`conninfo_array_parse` in fe-connect.c).
  func keywords() throws(PostgresError) -> [(String, String)] {
    // The server takes this for the name of the user, quoted or not (namespace.c).
    if searchPath == "$user" {
      throw PostgresError(
        .usage, operation: "connect to \(self)", message: "no schema may be called $user.")
    }
    let given = try parsed()
    var result = [
      ("keepalives", "1"), ("keepalives_idle", "30"), ("keepalives_interval", "10"),
      ("keepalives_count", "3"),
    ]
    // A parameter beats environment and service file, so our default is given only where none
    // of them speaks.
    let timeoutIsGiven = given["service"] != nil || Self.environment["connect_timeout"] != nil
    if !timeoutIsGiven { result.append(("connect_timeout", "10")) }
    result.append(("dbname", text))
    result.append(("application_name", applicationName))
    result += options.sorted { $0.key < $1.key }
    result.append(("client_encoding", "UTF8"))
    return result
  }

  /// What the environment and its service file say.
  private static var environment: [String: String] {
    guard let defaults = PQconndefaults() else { return [:] }
    defer { PQconninfoFree(defaults) }
    return values(defaults)
  }

  /// The keywords that `text` itself gives.
  private func parsed() throws(PostgresError) -> [String: String] {
    guard text.contains("=") || text.contains("://") else {
      return text.isEmpty ? [:] : ["dbname": text]
    }
    var reason: UnsafeMutablePointer<CChar>?
    guard let options = PQconninfoParse(text, &reason) else {
      var error = PostgresError(
        .usage, operation: "read the database's address",
        message: "it is neither a postgresql:// URI nor key=value pairs that libpq understands; "
          + "special characters in a URI need percent-encoding.")
      // libpq quotes what it could not read, which may be part of a password.
      error.sensitiveDetail = reason.map { String(cString: $0) }
      PQfreemem(reason)
      throw error
    }
    defer { PQconninfoFree(options) }
    return Self.values(options)
  }

  private static func values(_ list: UnsafeMutablePointer<PQconninfoOption>) -> [String: String] {
    var result: [String: String] = [:]
    var option = list
    while let keyword = option.pointee.keyword {
      if let value = option.pointee.val {
        result[String(cString: keyword)] = String(cString: value)
      }
      option += 1
    }
    return result
  }
}

extension ConnectionTarget: CustomStringConvertible, CustomDebugStringConvertible,
  CustomReflectable
{
  /// Host, port, database and user: never a password.
  package var description: String {
    // Unreadable text is not shown at all, as nobody knows where in it the password stands.
    guard let values = try? parsed() else { return "unreadable database address" }
    let merged = values.merging(options) { $1 }
    let shown = ["service", "host", "port", "dbname", "user"].compactMap { key in
      merged[key].map { "\(key)=\($0)" }
    }
    return shown.isEmpty ? "the database of the PG environment" : shown.joined(separator: " ")
  }

  package var debugDescription: String { description }

  package var customMirror: Mirror { Mirror(self, children: ["target": description]) }
}
