import Postgres
import TestSupport
import Testing

@Suite struct PostgresErrorTests {
  @Test(
    "an SQLSTATE says what to do",
    arguments: [
      ("22P02", PostgresError.ErrorClass.data), ("23505", .data), ("08006", .retry),
      ("25006", .retry), ("25001", .bug), ("40001", .retry), ("40P01", .retry), ("53100", .retry),
      ("55P03", .retry), ("55006", .bug), ("57P01", .retry), ("28P01", .configuration),
      ("3D000", .configuration), ("42P01", .configuration), ("3F000", .configuration),
      ("XX000", .bug), ("P0001", .bug),
    ])
  func classes(sqlState: String, expected: PostgresError.ErrorClass) {
    let error = PostgresError(.server, operation: "test", message: "test", sqlState: sqlState)
    #expect(error.errorClass == expected)
  }

  @Test("the server's error keeps its state and names, and its values out of the description")
  func server() async throws {
    let connection = try Connection(ConnectionTarget(try await TestDatabase.make().uri))
    try connection.script("create table person (phone text constraint person_phone_key unique)")
    try connection.execute("insert into person values ($1)", ["+79261234567"])
    let twice = try #require(throws: PostgresError.self) {
      try connection.execute("insert into person values ($1)", ["+79261234567"])
    }
    #expect(twice.sqlState == "23505")
    #expect(twice.constraint == "person_phone_key")
    #expect(twice.table == "person")
    #expect(!twice.description.contains("7926"))
    #expect(twice.description.contains("person_phone_key"))
    #expect(twice.sensitiveDetail?.contains("+79261234567") == true)
    let notNumber = try #require(throws: PostgresError.self) {
      try connection.query("select $1::int", ["+7926x"])
    }
    #expect(!notNumber.description.contains("7926"))
    #expect(notNumber.message == "invalid input syntax for type integer: \"…\"")
  }

  @Test("a database that is not there is a matter of configuration")
  func missingDatabase() async throws {
    let target = ConnectionTarget(
      try await TestDatabase.make().uri, options: ["dbname": "no_such_database"])
    let error = try #require(throws: PostgresError.self) { try Connection(target) }
    #expect(error.code == .connection)
    #expect(error.sqlState == "3D000")
    #expect(error.errorClass == .configuration)
    #expect(error.description.contains("no_such_database"))
    #expect(!error.description.contains(".c:"))
  }

  @Test("a user who is turned away is told so")
  func unknownUser() async throws {
    let target = ConnectionTarget(
      try await TestDatabase.make().uri, options: ["user": "stranger"])
    let error = try #require(throws: PostgresError.self) { try Connection(target) }
    #expect(error.code == .authentication)
    #expect(error.errorClass == .configuration)
  }

  @Test("a wrong or missing password is told as such, and the password is not repeated")
  func wrongPassword() async throws {
    let database = try await TestDatabase.make()
    try Connection(ConnectionTarget(database.uri)).script(
      """
      create role needs_password login password 'right one';
      do $$ begin
        execute format(
          'copy (values (%L), (%L)) to %L', 'local all needs_password scram-sha-256',
          'local all all trust', current_setting('hba_file'));
        perform pg_reload_conf();
        perform pg_sleep(0.3);
      end $$
      """)
    func refusal(_ options: [String: String]) throws -> PostgresError {
      let all = options.merging(["user": "needs_password"]) { $1 }
      return try #require(throws: PostgresError.self) {
        try Connection(ConnectionTarget(database.uri, options: all))
      }
    }
    let wrong = try refusal(["password": "s3cret"])
    #expect(wrong.code == .authentication)
    #expect(wrong.sqlState == "28P01")
    #expect(!wrong.description.contains("s3cret"))
    let missing = try refusal(["passfile": "/nonexistent"])
    #expect(missing.code == .authentication)
    #expect(missing.errorClass == .configuration)
    #expect(missing.hint?.contains("pgpass") == true)
    let absent = try refusal(["password": "right one", "dbname": "no_such_database"])
    #expect(absent.sqlState == "3D000")
  }

  @Test("a server that is not there is a reason to try again, and the text names the place")
  func noServer() throws {
    let target = ConnectionTarget("postgresql://user:s3cret@127.0.0.1:1/crm")
    let error = try #require(throws: PostgresError.self) { try Connection(target) }
    #expect(error.code == .connection)
    #expect(error.errorClass == .retry)
    #expect(error.description.contains("127.0.0.1"))
    #expect(!error.description.contains("s3cret"))
  }

  @Test("a host name that does not resolve is an error that names it")
  func noHost() throws {
    let target = ConnectionTarget("host=no-such-host.invalid dbname=crm")
    let error = try #require(throws: PostgresError.self) { try Connection(target) }
    #expect(error.code == .connection)
    #expect(error.description.contains("no-such-host.invalid"))
  }
}
