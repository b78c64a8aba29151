import Postgres
import TestSupport
import Testing

@Suite struct TransactionTests {
  private struct Stop: Error {}

  private func connect() async throws -> Connection {
    let database = try await TestDatabase.make()
    let connection = try Connection(ConnectionTarget(database.uri))
    try connection.script("create table t (a int primary key)")
    return connection
  }

  private func count(_ connection: Connection) throws -> Int {
    try connection.query("select count(*) as n from t").first?.int("n") ?? -1
  }

  @Test("a transaction commits when its body returns and rolls back when it throws")
  func commitAndRollback() async throws {
    let connection = try await connect()
    let result = try connection.transaction {
      #expect(connection.isInTransaction)
      try connection.execute("insert into t values (1)")
      return "done"
    }
    #expect(result == "done")
    #expect(throws: Stop.self) {
      try connection.transaction {
        try connection.execute("insert into t values (2)")
        throw Stop()
      }
    }
    #expect(!connection.isInTransaction)
    #expect(try count(connection) == 1)
  }

  @Test("the server's error in a transaction is the one that is thrown, and the session goes on")
  func serverError() async throws {
    let connection = try await connect()
    let error = #expect(throws: PostgresError.self) {
      try connection.transaction {
        try connection.execute("insert into t values (1)")
        try connection.execute("insert into t values (1)")
      }
    }
    #expect(error?.sqlState == "23505")
    #expect(try count(connection) == 0)
  }

  @Test("an error that the body swallows still fails the commit")
  func swallowed() async throws {
    let connection = try await connect()
    let error = #expect(throws: PostgresError.self) {
      try connection.transaction {
        try connection.execute("insert into t values (1)")
        do { try connection.execute("insert into t values (1)") } catch {}
      }
    }
    #expect(error?.code == .transaction)
    #expect(!connection.isInTransaction)
  }

  @Test("a deferred constraint fails at the commit")
  func deferred() async throws {
    let connection = try await connect()
    try connection.script("create table u (a int references t deferrable initially deferred)")
    let error = #expect(throws: PostgresError.self) {
      try connection.transaction { try connection.execute("insert into u values (9)") }
    }
    #expect(error?.sqlState == "23503")
    #expect(!connection.isInTransaction)
  }

  @Test("transactions don't nest, and none can end that was not begun")
  func misuse() async throws {
    let connection = try await connect()
    #expect(throws: PostgresError.self) { try connection.commit() }
    #expect(throws: PostgresError.self) { try connection.rollback() }
    let error = #expect(throws: PostgresError.self) {
      try connection.transaction { try connection.transaction {} }
    }
    #expect(error?.code == .transaction)
    #expect(!connection.isInTransaction)
  }

  @Test("a session that is lost during commit leaves the outcome unknown")
  func lostCommit() async throws {
    let database = try await TestDatabase.make()
    let first = try Connection(ConnectionTarget(database.uri))
    let second = try Connection(ConnectionTarget(database.uri))
    let pid = try #require(try first.query("select pg_backend_pid() as pid").first).int32("pid")
    try first.begin()
    try second.execute("select pg_terminate_backend($1, 5000)", [pid])
    let error = #expect(throws: PostgresError.self) { try first.commit() }
    #expect(error?.code == .commitUnknown)
    #expect(error?.errorClass == .retry)
  }

  @Test("rolling back in the middle of a COPY ends the COPY")
  func rollbackInCopy() async throws {
    let connection = try await connect()
    #expect(throws: Stop.self) {
      try connection.transaction {
        try connection.startCopy("copy t from stdin (format binary)")
        throw Stop()
      }
    }
    #expect(try count(connection) == 0)
  }
}
