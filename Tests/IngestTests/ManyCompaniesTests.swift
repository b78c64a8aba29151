import Foundation
import Ingest
import Postgres
import SampleOffice
import Store
import TestSupport
import Testing

/// A company is a schema: fifty of them in one database, migrated and filled at the same time by
/// roles that may do nothing but that, know nothing of each other.
///
/// All use the same deal numbers, telephone numbers and exchanges, for different clients; so what
/// one company sees of another is a wrong link, a conflict, or a right that its role lacks.
@Suite("Many companies in one database", .timeLimit(.minutes(5)))
struct ManyCompaniesTests {
  private static let companies = 50
  private static let offices = 5

  /// One company: the even ones share a role, as those of one host might; each odd one has its own.
  private struct Company {
    let schema: String
    let role: String
    let office: Int
  }

  @Test("each gets what it would have got alone, and nothing of the others")
  func fifty() async throws {
    let database = try await TestDatabase.make()
    let admin = try Connection(ConnectionTarget(database.uri))
    defer { admin.close() }
    let companies = Self.companies(of: database)
    try Self.makeRoles(companies, admin, database)
    try admin.listen("tollgate_events")
    let offices = try (1...Self.offices).map {
      try ShuffledOffice(.tiny(seed: UInt64($0), intricate: $0 % 2 == 0))
    }

    let found = try await withThrowingTaskGroup(of: (Int, CompanyState).self) { group in
      for (index, company) in companies.enumerated() {
        let office = offices[company.office]
        group.addTask {
          let board = try Switchboard(database, schema: company.schema, role: company.role)
          return (index, try await Self.state(of: board, with: office))
        }
      }
      return try await group.reduce(into: [Int: CompanyState]()) { $0[$1.0] = $1.1 }
    }

    let alone = try await Self.statesAlone(offices)
    #expect(alone.allSatisfy { $0.facts.calls.count > 20 && $0.facts.evidence.count > 5 })
    for (index, company) in companies.enumerated() {
      let state = try #require(found[index])
      let wanted = alone[company.office]
      #expect(state.facts.differences(from: wanted.facts) == [], "\(company.schema)")
      #expect(state.tables == wanted.tables, "\(company.schema)")
      #expect(state.faults == [], "\(company.schema)")
    }
    #expect(try Self.schemas(of: admin) == companies.map(\.schema).sorted())
    #expect(try Self.announcers(admin) == Set(companies.map(\.schema)))
    try Self.dropRoles(companies, admin)
  }

  @Test("a company's session hears of its own events only")
  func events() async throws {
    let database = try await TestDatabase.make()
    let office = try ShuffledOffice(.tiny(seed: 1))
    let names = ["Company 1", "company_2"]
    let boards = try names.map { try Switchboard(database, schema: $0) }
    for board in boards { _ = try await board.store.migrate() }
    let listeners = names.map { Store(database: database.uri, schema: $0) }
    for listener in listeners { #expect(try await !listener.waitForEvents(milliseconds: 0)) }

    try await boards[0].take(office.straight, of: office)
    #expect(try await listeners[0].waitForEvents(milliseconds: 1_000))
    #expect(try await !listeners[1].waitForEvents(milliseconds: 100))
    #expect(try await boards[0].store.publishEvents() > 0)
    #expect(try await boards[1].store.publishEvents() == 0)
  }

  // MARK: Roles and names

  /// Some names that only quotes make into names.
  private static func companies(of database: TestDatabase) -> [Company] {
    let odd = ["Company", "ООО «Пример»", "o'neil \"and\" sons", "select", "a.b"]
    return (0..<companies).map { index in
      let own = index % 2 == 1
      return Company(
        schema: index < odd.count ? odd[index] : "company_\(index)",
        role: database.name + (own ? "_\(index)" : "_host"), office: index % offices)
    }
  }

  private static func roles(_ companies: [Company]) -> [String] {
    Set(companies.map(\.role)).sorted()
  }

  /// Roles are the cluster's, so their names begin with the database's.
  private static func makeRoles(
    _ companies: [Company], _ admin: Connection, _ database: TestDatabase
  ) throws {
    try admin.script("revoke all on database \(database.name) from public")
    for role in roles(companies) {
      try admin.script(
        """
        create role \(role) login nosuperuser nocreatedb nocreaterole noreplication nobypassrls;
        grant connect, create, temporary on database \(database.name) to \(role)
        """)
    }
  }

  private static func dropRoles(_ companies: [Company], _ admin: Connection) throws {
    try admin.script("set client_min_messages = error")
    for role in roles(companies) {
      // So many locks in one transaction that each role needs its own.
      try admin.script("drop owned by \(role) cascade")
      try admin.script("drop role \(role)")
    }
  }

  // MARK: What is there

  private static func state(
    of board: Switchboard, with office: ShuffledOffice
  ) async throws -> CompanyState {
    _ = try await board.store.migrate()
    try await board.take(office.straight, of: office)
    let state = try await CompanyState(board)
    await board.store.close()
    return state
  }

  /// The same offices, each in a database of its own.
  private static func statesAlone(_ offices: [ShuffledOffice]) async throws -> [CompanyState] {
    var states: [CompanyState] = []
    for office in offices {
      let board = try await Switchboard.make()
      states.append(try await state(of: board, with: office))
    }
    return states
  }

  /// Every schema that is not the server's own and holds anything.
  private static func schemas(of admin: Connection) throws -> [String] {
    try admin.query(
      """
      select n.nspname::text as name
      from pg_namespace n
      where n.nspname !~ '^(pg_|information_schema$)'
        and (exists (select from pg_class c where c.relnamespace = n.oid)
          or exists (select from pg_proc p where p.pronamespace = n.oid))
      """
    ).map { try $0.string("name") }.sorted()
  }

  /// Which companies said that they have events.
  private static func announcers(_ admin: Connection) throws -> Set<String> {
    var schemas: Set<String> = []
    while let heard = try admin.waitForNotification(timeoutMilliseconds: 0) {
      schemas.insert(heard.payload)
    }
    return schemas
  }
}

/// What a company has, whatever its schema is called.
private struct CompanyState: Sendable {
  let facts: OfficeFacts
  /// Rows by table.
  let tables: [String]
  let faults: [String]

  init(_ board: Switchboard) async throws {
    facts = try OfficeFacts(board)
    tables = try board.rows(
      """
      select c.relname,
        (xpath('/row/rows/text()', query_to_xml(
          format('select count(*) as rows from %s', c.oid::regclass), false, true, '')))[1]::text
      from pg_class c
      where c.relnamespace = quote_ident(current_schema)::regnamespace and c.relkind = 'r'
      order by c.relname
      """)
    faults = try await board.store.faults().json
  }
}
