import Postgres
import Schema

/// What a schema has of our migrations, functions and views, inside the migrator's transaction.
struct SchemaLedger {
  let connection: Connection
  let schema: String

  /// Waits for any other migrator of this schema, makes the schema and the ledger.
  func prepare() throws {
    _ = try connection.query(
      "select pg_advisory_xact_lock(hashtextextended('tollgate/migrate/' || $1, 0))", [schema])
    let existing = try connection.query(
      "select from pg_namespace where nspname = $1", [schema])
    if existing.isEmpty {
      // The server quotes the name; there is no way to pass an identifier as a parameter.
      let statement = try connection.query("select format('create schema %I', $1) as sql", [schema])
      if let sql = try statement.first?.string("sql") { try connection.script(sql) }
    }
    try workAsOwner()
    try connection.script(Schema.text("bootstrap/ledger_of_migrations.sql"))
  }

  /// Takes the role that owns the tables, if we may: a company's schema stays all its own,
  /// whoever brings it up to date.
  private func workAsOwner() throws {
    let statement = try connection.query(Schema.text("bootstrap/owner_of_schema.sql"), [schema])
    if let sql = try statement.first?.string("sql") { try connection.script(sql) }
  }

  /// - Returns: names of the migrations that were applied now.
  func applyMigrations(_ migrations: [Migration]) throws -> [String] {
    var known: [Int: String] = [:]
    for row in try connection.query("select version, checksum from schema_migration") {
      known[try row.int("version")] = try row.string("checksum")
    }
    if let newest = known.keys.max(), newest > Store.programVersion {
      throw StoreError.ahead(newest, schema: schema)
    }
    var applied: [String] = []
    for migration in migrations {
      let checksum = migration.text.sha256Hex
      if let was = known[migration.version] {
        guard was == checksum else { throw changed(migration) }
        continue
      }
      try connection.script(migration.text)
      try connection.execute(
        "insert into schema_migration (version, name, checksum) values ($1, $2, $3)",
        [migration.version, migration.name, checksum])
      applied.append(migration.name)
    }
    return applied
  }

  private func changed(_ migration: Migration) -> StoreError {
    StoreError(
      .schemaChanged, operation: "migrate schema \(schema)",
      message: "Migration \(migration.name) was applied with other content than this program "
        + "holds. Use the program that applied it, or restore the schema from a backup.")
  }

  /// Makes functions and views anew when any of them changed. They may lean on each other in any
  /// order: what does not fit yet is tried again after the others.
  ///
  /// - Returns: how many were made.
  func applyObjects(_ files: [Schema.SQLFile], force: Bool) throws -> Int {
    var known: [String: String] = [:]
    for row in try connection.query("select path, checksum from schema_object") {
      known[try row.string("path")] = try row.string("checksum")
    }
    let wanted = Dictionary(
      files.map { ($0.path, $0.text.sha256Hex) }, uniquingKeysWith: { first, _ in first })
    guard force || wanted != known else { return 0 }
    try dropObjects()
    try connection.script("set local check_function_bodies = off")
    var pending = files
    while !pending.isEmpty {
      let left = try applyOnce(pending)
      if left.files.count == pending.count, let error = left.error { throw error }
      pending = left.files
    }
    try connection.execute("delete from schema_object")
    let paths = wanted.keys.sorted()
    try connection.execute(
      "insert into schema_object (path, checksum) select * from unnest($1::text[], $2::text[])",
      [paths, paths.map { wanted[$0] ?? "" }])
    return files.count
  }

  /// Functions and views are ours alone, whatever an earlier program called them.
  private func dropObjects() throws {
    try connection.script(Schema.text("bootstrap/drop_objects.sql"))
  }

  private func applyOnce(
    _ files: [Schema.SQLFile]
  ) throws -> (files: [Schema.SQLFile], error: PostgresError?) {
    var left: [Schema.SQLFile] = []
    var last: PostgresError?
    try connection.script("savepoint object")
    for file in files {
      do {
        // One round trip for each, as companies may be many and the server far away.
        try connection.script(file.text + "\n;release savepoint object; savepoint object")
      } catch {
        try connection.script("rollback to savepoint object")
        left.append(file)
        last = error
      }
    }
    try connection.script("release savepoint object")
    return (left, last)
  }
}

extension Schema {
  /// The text of a file that is always there; empty when it isn't.
  static func text(_ path: String) -> String {
    files.first { $0.path == path }?.text ?? ""
  }
}
