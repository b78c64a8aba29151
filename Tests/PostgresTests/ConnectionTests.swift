import Postgres
import TestSupport
import Testing

@Suite struct ConnectionTests {
  private func connect(searchPath: String? = nil) async throws -> Connection {
    let database = try await TestDatabase.make()
    return try Connection(ConnectionTarget(database.uri, searchPath: searchPath))
  }

  @Test("a session runs in UTC and UTF-8 under its application name")
  func session() async throws {
    let connection = try await connect()
    let row = try #require(
      try connection.query(
        """
        select current_setting('TimeZone') as zone, current_setting('client_encoding') as encoding,
          current_setting('application_name') as application
        """
      ).first)
    #expect(try row.string("zone") == "UTC")
    #expect(try row.string("encoding") == "UTF8")
    #expect(try row.string("application") == "tollgate")
    #expect(connection.serverVersion >= 150_000)
  }

  @Test("execute counts rows, script runs several statements")
  func execute() async throws {
    let connection = try await connect()
    try connection.script("create table t (a int); insert into t values (1), (2), (3)")
    #expect(
      try connection.execute("update t set a = a + $1 where a > $2", [Int32(1), Int32(1)]) == 2)
    #expect(
      try connection.query("select a from t order by a").map { try $0.int("a") } == [1, 3, 4])
    #expect(try connection.execute("create table u ()") == 0)
  }

  @Test(
    "unqualified names are found in a schema of any name",
    arguments: ["plain", "Фирма «Ромашка»", "a\"b'c; drop", "Mixed, Case", "with.dot"])
  func searchPath(schema: String) async throws {
    let database = try await TestDatabase.make()
    let connection = try Connection(ConnectionTarget(database.uri, searchPath: schema))
    try connection.execute(
      "select set_config('test.sql', format('create schema %I', $1), false)", [schema])
    try connection.script("do $$ begin execute current_setting('test.sql'); end $$")
    try connection.execute("create table here (a int)")
    let row = try #require(
      try connection.query(
        """
        select n.nspname from pg_class c join pg_namespace n on n.oid = c.relnamespace
        where c.relname = 'here'
        """
      ).first)
    #expect(try row.string(0) == schema)
  }

  @Test("a schema named $user, which the server would take for the user's name, is refused")
  func userSchema() async throws {
    let database = try await TestDatabase.make()
    let error = #expect(throws: PostgresError.self) {
      try Connection(ConnectionTarget(database.uri, searchPath: "$user"))
    }
    #expect(error?.code == .usage)
  }

  @Test("a closed connection says so")
  func closed() async throws {
    let connection = try await connect()
    connection.close()
    connection.close()
    #expect(!connection.isOpen)
    let error = #expect(throws: PostgresError.self) { try connection.query("select 1") }
    #expect(error?.code == .usage)
  }

  @Test("notices go to the handler")
  func notices() async throws {
    let connection = try await connect()
    let heard = Heard()
    connection.onNotice { heard.messages.append($0) }
    try connection.script("do $$ begin raise notice 'hello'; end $$")
    #expect(heard.messages == ["hello"])
  }

  @Test("a session killed by the server is a reason to try again")
  func lostSession() async throws {
    let database = try await TestDatabase.make()
    let first = try Connection(ConnectionTarget(database.uri))
    let second = try Connection(ConnectionTarget(database.uri))
    let pid = try #require(try first.query("select pg_backend_pid() as pid").first).int32("pid")
    try second.execute("select pg_terminate_backend($1, 5000)", [pid])
    let error = #expect(throws: PostgresError.self) { try first.query("select 1") }
    #expect(error?.code == .connection)
    #expect(error?.errorClass == .retry)
    #expect(!first.isOpen)
  }

  @Test("more than one statement is refused where parameters go")
  func severalStatements() async throws {
    let connection = try await connect()
    #expect(throws: PostgresError.self) { try connection.execute("select 1; select 2") }
    #expect(try connection.query("select 1 as a").count == 1)
  }
}

private final class Heard {
  var messages: [String] = []
}
