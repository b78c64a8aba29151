import Foundation
import Postgres
import Synchronization
import TestSupport
import Testing

@Suite struct TestDatabaseTests {
  @Test("each test has a database of its own")
  func separate() async throws {
    let first = try await TestDatabase.make()
    let second = try await TestDatabase.make()
    try Connection(ConnectionTarget(first.uri)).script("create table only_here (a int)")
    let error = #expect(throws: PostgresError.self) {
      try Connection(ConnectionTarget(second.uri)).query("select a from only_here")
    }
    #expect(error?.sqlState == "42P01")
  }

  @Test("a template is prepared once, however many tests ask for it at once, and copied for each")
  func template() async throws {
    let counter = Counter()
    let uris = try await withThrowingTaskGroup(of: String.self) { group in
      for _ in 0..<4 {
        group.addTask {
          try await TestDatabase.make(template: "once") { uri in
            counter.increment()
            try Connection(ConnectionTarget(uri)).script("create table t as select 7 as a")
          }.uri
        }
      }
      return try await group.reduce(into: Set<String>()) { $0.insert($1) }
    }
    #expect(counter.value == 1)
    #expect(uris.count == 4)
    for uri in uris {
      let rows = try Connection(ConnectionTarget(uri)).query("select a from t")
      #expect(try rows.map { try $0.int("a") } == [7])
    }
  }

  @Test("a dropped database is gone, though someone uses it")
  func drop() async throws {
    let database = try await TestDatabase.make()
    let session = try Connection(ConnectionTarget(database.uri))
    try await database.drop()
    #expect(throws: PostgresError.self) { try session.query("select 1") }
    #expect(throws: PostgresError.self) { try Connection(ConnectionTarget(database.uri)) }
  }

  @Test("the samples' folder is found")
  func samples() {
    #expect(FileManager.default.fileExists(atPath: Samples.root))
  }
}

private final class Counter: Sendable {
  private let count = Mutex(0)
  var value: Int { count.withLock { $0 } }
  func increment() { count.withLock { $0 += 1 } }
}
