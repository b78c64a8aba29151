import CDR
import Foundation
import Ingest
import PhoneNumbers
import Postgres
import Store
import TestSupport
import Testing

/// A migrated schema of one test's database, and a folder in which its exchange writes files.
struct Switchboard: Sendable {
  let database: TestDatabase
  let store: Store
  let spool: Spool
  private let target: ConnectionTarget

  static func make() async throws -> Switchboard {
    try Switchboard(
      await TestDatabase.make(template: "switchboard") { uri in
        let store = Store(database: uri)
        _ = try await store.migrate()
        await store.close()
      })
  }

  /// A schema of the database; who asks is a role, or the cluster's owner where none is given.
  init(_ database: TestDatabase, schema: String = "tollgate", role: String? = nil) throws {
    self.database = database
    let uri = role.map { database.uri + "&user=" + $0 } ?? database.uri
    store = Store(database: uri, schema: schema)
    spool = try Spool()
    target = ConnectionTarget(uri, searchPath: schema)
  }

  /// Takes what is new in a file; its last line counts as it is, without waiting for more.
  @discardableResult
  func take(
    _ path: String, by profile: PBXProfile = .moscow, options: IngestOptions = .withoutWaiting
  ) async throws -> IngestSummary {
    try await FileIngest(store: store, profile: profile, options: options).take(path)
  }

  /// Rows of a query whose columns are all text and not null, by column.
  func table(_ sql: String) throws -> [[String: String]] {
    let connection = try Connection(target)
    defer { connection.close() }
    let decoder = JSONDecoder()
    return try connection.query("select row_to_json(t)::text as line from (\(sql)) t").map { row in
      try decoder.decode([String: String].self, from: Data(try row.string("line").utf8))
    }
  }

  /// Rows of a query, each as PostgreSQL writes a row: `(1,text,)`.
  func rows(_ sql: String) throws -> [String] {
    let connection = try Connection(target)
    defer { connection.close() }
    return try connection.query("select (t.*)::text as line from (\(sql)) t")
      .map { try $0.string("line") }
  }

  func run(_ sql: String) throws {
    let connection = try Connection(target)
    defer { connection.close() }
    try connection.script(sql)
  }

  /// Numbers of the records of `MasterLog` that are legs, in order; a doubled one stands twice.
  func records() throws -> [Int] {
    try table("select split_part(unique_id, '.', 2) as number from leg").compactMap {
      $0["number"].flatMap { Int($0) }
    }.sorted()
  }

  /// Reason, line, first byte and length of each record in quarantine.
  func quarantine() throws -> [String] {
    try rows("select reason, line, byte_offset, byte_length from quarantine order by quarantine_id")
  }

  /// The database agrees with itself: the conservation law, links, evidence.
  func expectSound(sourceLocation: SourceLocation = #_sourceLocation) async throws {
    #expect(try await store.faults().json == [], sourceLocation: sourceLocation)
  }
}

extension PBXProfile {
  /// An Asterisk in Moscow whose extensions have three digits.
  static let moscow = PBXProfile(
    name: "hq", settings: FormatSettings(timeZone: "Europe/Moscow"),
    rules: DialPlan.Rules(region: "RU"))

  /// The same with other settings of its files.
  func with(
    format: String? = nil, _ change: (inout FormatSettings) -> Void = { _ in }
  ) -> PBXProfile {
    var profile = self
    profile.format = format ?? self.format
    change(&profile.settings)
    return profile
  }
}

extension IngestOptions {
  static let withoutWaiting: IngestOptions = {
    var options = IngestOptions()
    options.tailGraceSeconds = 0
    return options
  }()
}
