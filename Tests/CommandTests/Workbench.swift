import Foundation
import Postgres
import TestSupport

/// A company's database of one test, and the program that works on it.
struct Workbench: Sendable {
  let database: TestDatabase
  /// Configuration file; nil when the program goes by its defaults.
  let configuration: String?

  /// An empty database: not even a schema.
  static func empty(configuration: String? = nil) async throws -> Workbench {
    Workbench(database: try await TestDatabase.make(), configuration: configuration)
  }

  /// A migrated database, nothing in it.
  static func migrated(configuration: String? = nil) async throws -> Workbench {
    let database = try await TestDatabase.make(template: "command_migrated") { uri in
      try await prepare(uri, nil, [["db", "migrate"]])
    }
    return Workbench(database: database, configuration: configuration)
  }

  /// The office's CRM and gates; no call yet.
  /// A configuration other than the office's own may be given.
  static func furnished(
    _ office: OfficeFiles, configuration: String? = nil
  ) async throws -> Workbench {
    let database = try await TestDatabase.make(template: "command_furnished_\(office.name)") {
      uri in
      try await prepare(
        uri, office.configuration,
        [["db", "migrate"], ["crm", "import", office.crm], ["gate", "rules", "apply"]])
    }
    return Workbench(
      database: database, configuration: configuration ?? office.configuration)
  }

  /// The office's CRM and gates and all of its calls.
  static func busy(_ office: OfficeFiles) async throws -> Workbench {
    let database = try await TestDatabase.make(template: "command_busy_\(office.name)") { uri in
      try await prepare(
        uri, office.configuration,
        [
          ["db", "migrate"], ["crm", "import", office.crm], ["gate", "rules", "apply"], ["ingest"],
        ])
    }
    return Workbench(database: database, configuration: office.configuration)
  }

  private static func prepare(
    _ uri: String, _ configuration: String?, _ commands: [[String]]
  ) async throws {
    for command in commands {
      let environment = environment(uri, configuration)
      let outcome = try await Program.run(command, environment: environment)
      // 4: done, with records in quarantine, of which the office has some.
      guard outcome.exitCode == 0 || outcome.exitCode == 4 else {
        throw WorkbenchError(description: "tollgate \(command.joined(separator: " ")): \(outcome)")
      }
    }
  }

  private static func environment(_ uri: String, _ configuration: String?) -> [String: String] {
    var values = ["TOLLGATE_DATABASE": uri]
    values["TOLLGATE_CONFIG"] = configuration
    return values
  }

  /// Runs the program on this database to its end.
  func tollgate(
    _ arguments: String..., environment: [String: String] = [:], input: String? = nil
  ) async throws -> Outcome {
    try await tollgate(arguments, environment: environment, in: nil, input: input)
  }

  /// The same in a folder.
  func tollgate(
    _ arguments: [String], environment: [String: String] = [:], in folder: ScratchFolder?,
    input: String? = nil
  ) async throws -> Outcome {
    try await Program.run(
      arguments,
      environment: Self.environment(database.uri, configuration).merging(environment) { $1 },
      in: folder, input: input)
  }

  /// Starts the program on this database.
  func start(_ arguments: String...) throws -> RunningProgram {
    try Program.start(
      arguments, environment: Self.environment(database.uri, configuration))
  }

  /// Runs SQL in the company's schema.
  func script(_ sql: String) throws {
    let connection = try connect()
    defer { connection.close() }
    try connection.script(sql)
  }

  /// The first column of what a query gives.
  func values(_ sql: String) throws -> [String] {
    let connection = try connect()
    defer { connection.close() }
    return try connection.query("select (t.v)::text as v from (\(sql)) t (v)")
      .map { try $0.string("v") }
  }

  func connect() throws -> Connection {
    try Connection(ConnectionTarget(database.uri, applicationName: "test", searchPath: "tollgate"))
  }
}

extension Workbench {
  /// Sessions of the program that wait for somebody's lock.
  static let locked = """
    select pid from pg_stat_activity
    where datname = current_database() and application_name = 'tollgate'
      and wait_event_type = 'Lock'
    """

  /// Waits until so many sessions of the program wait for a lock.
  func waitForLocked(sessions: Int) async throws {
    while try values(Self.locked).count < sessions { try await Task.sleep(for: .milliseconds(20)) }
  }
}

/// Keeps everybody else from writing to a table: the program stops there until it is released.
struct TableLock {
  private let connection: Connection

  /// Locks a table by its name, text of a test's own.
  init(_ table: String, of bench: Workbench) throws {
    connection = try bench.connect()
    try connection.begin()
    try connection.execute("lock table \(table) in exclusive mode")
  }

  func release() { connection.close() }
}

struct WorkbenchError: Error, CustomStringConvertible {
  var description: String
}
