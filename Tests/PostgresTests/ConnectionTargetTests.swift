import Postgres
import TestSupport
import Testing

@Suite struct ConnectionTargetTests {
  @Test(
    "a target's description shows the place and never the password",
    arguments: [
      (
        "postgresql://olga:s3cret@db.example:5433/crm",
        "host=db.example port=5433 dbname=crm user=olga"
      ),
      ("host=db password='s3 cret' user=olga", "host=db user=olga"), ("crm", "dbname=crm"),
      ("service=crm", "service=crm"), ("", "the database of the PG environment"),
      ("postgresql://olga:s3cret%zz@db/crm", "unreadable database address"),
    ])
  func description(text: String, expected: String) {
    let target = ConnectionTarget(text)
    #expect(target.description == expected)
    #expect("\(target)" == expected)
    #expect(!String(reflecting: target).contains("s3"))
    var dumped = ""
    dump(target, to: &dumped)
    #expect(!dumped.contains("s3"))
  }

  @Test("an unreadable address is a usage error that does not repeat it")
  func unreadable() throws {
    let error = try #require(throws: PostgresError.self) {
      try Connection(ConnectionTarget("postgresql://olga:s3cret%zz@db/crm"))
    }
    #expect(error.code == .usage)
    #expect(!error.description.contains("s3cret"))
  }

  @Test("options win over the text")
  func options() async throws {
    let database = try await TestDatabase.make()
    let target = ConnectionTarget(
      database.uri, applicationName: "tollgate-test",
      options: ["options": "-c statement_timeout=1234"])
    let row = try #require(
      try Connection(target).query(
        """
        select current_setting('statement_timeout') as timeout,
          current_setting('application_name') as name
        """
      ).first)
    #expect(try row.string("timeout") == "1234ms")
    #expect(try row.string("name") == "tollgate-test")
  }
}
