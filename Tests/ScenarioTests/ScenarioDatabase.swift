import Postgres
import Store
import TestSupport

/// A migrated database that one run of a scenario has to itself; afterwards it is emptied and given
/// to another: a new one, whose sessions know no plan yet, costs more than a scenario.
struct ScenarioDatabase: Sendable {
  let uri: String
  let store: Store

  static func take() async throws -> ScenarioDatabase {
    if let free = await ScenarioDatabases.shared.next() { return free }
    let database = try await TestDatabase.make(template: "scenario") { uri in
      let store = Store(database: uri)
      _ = try await store.migrate()
      await store.close()
    }
    return ScenarioDatabase(uri: database.uri, store: Store(database: database.uri))
  }

  func connect() throws -> Connection {
    try Connection(ConnectionTarget(uri, searchPath: "tollgate"))
  }

  func giveBack(_ connection: Connection) async throws {
    let tables = try connection.query(
      """
      select string_agg(quote_ident(c.relname), ', ') as names
      from pg_class c
      where c.relnamespace = 'tollgate'::regnamespace
        and c.relkind in ('r', 'p')
        and not c.relispartition
        and c.relname not like 'schema%'
      """
    ).first?.string("names")
    if let tables { try connection.script("truncate \(tables) restart identity") }
    connection.close()
    await ScenarioDatabases.shared.add(self)
  }
}

/// The databases that nobody uses.
private actor ScenarioDatabases {
  static let shared = ScenarioDatabases()

  private var free: [ScenarioDatabase] = []

  func next() -> ScenarioDatabase? { free.popLast() }

  func add(_ database: ScenarioDatabase) { free.append(database) }
}
