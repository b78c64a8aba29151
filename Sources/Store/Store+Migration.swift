import Crypto
import Postgres
import Schema

/// What a migration did.
package struct MigrationSummary: Sendable, Hashable {
  /// File names of the migrations applied now.
  package var applied: [String]
  /// Number of functions, views and triggers made anew.
  package var objects: Int
  /// Version of the schema now.
  package var version: Int
}

extension Store {
  /// Highest migration that this program holds.
  package static var programVersion: Int {
    migrations.last?.version ?? 0
  }

  /// Brings the schema to this program's version, in one transaction. Two migrators at once are
  /// safe: the second waits and finds nothing to do.
  ///
  /// - Throws: `schemaAhead` when a newer program was here, `schemaChanged` when an applied
  ///   migration differs from ours.
  package func migrate() throws(StoreError) -> MigrationSummary {
    let connection = try connection
    do {
      return try connection.transaction {
        let ledger = SchemaLedger(connection: connection, schema: schema)
        try ledger.prepare()
        let applied = try ledger.applyMigrations(Self.migrations)
        let objects = try ledger.applyObjects(Self.objects, force: !applied.isEmpty)
        // A trigger goes with its function.
        if objects > 0 { try connection.execute("select switch_gate_enforcement()") }
        return MigrationSummary(
          applied: applied, objects: objects, version: Self.programVersion)
      }
    } catch let error as StoreError {
      throw error
    } catch let error as PostgresError {
      throw StoreError(operation: "migrate the schema", cause: error)
    } catch {
      throw StoreError(.invalid, operation: "migrate the schema", message: "\(error)")
    }
  }

  /// The schemas of the database that hold a company and belong to who asks, by name.
  package func companySchemas() throws(StoreError) -> [String] {
    try asking(to: "look for companies' schemas") { connection throws(PostgresError) in
      try connection.query(Schema.text("bootstrap/company_schemas.sql"))
        .map { row throws(PostgresError) in try row.string("name") }
    }
  }

  /// Refuses a schema that this program can't work with.
  ///
  /// - Throws: `schemaBehind` or `schemaAhead`.
  package func checkSchema() throws(StoreError) {
    let version = try asking(to: "read the schema's version") { connection throws(PostgresError) in
      let known = try connection.query(
        "select to_regclass('schema_migration') is not null as known")
      guard try known.first?.bool("known") == true else { return 0 }
      let rows = try connection.query("select max(version) as version from schema_migration")
      return try rows.first?.optionalInt("version") ?? 0
    }
    guard version != Self.programVersion else { return }
    guard version < Self.programVersion else { throw StoreError.ahead(version, schema: schema) }
    throw StoreError(
      .schemaBehind, operation: "use schema \(schema)",
      message: "It is at version \(version) and this program needs \(Self.programVersion). "
        + "Run 'tollgate db migrate'.")
  }

  private static let migrations: [Migration] = Schema.files
    .compactMap { Migration(path: $0.path, text: $0.text) }
    .sorted { $0.version < $1.version }

  private static let objects: [Schema.SQLFile] = Schema.files.filter {
    $0.path.hasPrefix("functions/") || $0.path.hasPrefix("views/")
      || $0.path.hasPrefix("triggers/")
  }
}

extension StoreError {
  static func ahead(_ version: Int, schema: String) -> StoreError {
    StoreError(
      .schemaAhead, operation: "use schema \(schema)",
      message: "A newer Tollgate brought it to version \(version); this one knows "
        + "\(Store.programVersion). Install the newer program.")
  }
}

/// One migration file, `migrations/NNNN_what.sql`.
struct Migration {
  let version: Int
  let name: String
  let text: String

  init?(path: String, text: String) {
    guard path.hasPrefix("migrations/") else { return nil }
    let name = String(path.dropFirst("migrations/".count))
    guard let version = Int(name.prefix(4)) else { return nil }
    self.version = version
    self.name = name
    self.text = text
  }
}

extension String {
  /// SHA-256 of the UTF-8 text, in hexadecimal.
  var sha256Hex: String { SHA256.hash(data: Array(utf8)).hexadecimal }
}
