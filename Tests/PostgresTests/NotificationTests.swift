import Postgres
import TestSupport
import Testing

@Suite struct NotificationTests {
  @Test("a notification of another session arrives, on a channel of any name")
  func arrives() async throws {
    let database = try await TestDatabase.make()
    let listener = try Connection(ConnectionTarget(database.uri))
    let speaker = try Connection(ConnectionTarget(database.uri))
    try listener.listen("Канал \"a\"")
    try speaker.execute("select pg_notify($1, $2)", ["Канал \"a\"", "привет"])
    let heard = try #require(try listener.waitForNotification(timeoutMilliseconds: 5000))
    #expect(heard.channel == "Канал \"a\"")
    #expect(heard.payload == "привет")
    #expect(try listener.waitForNotification(timeoutMilliseconds: 0) == nil)
  }

  @Test("waiting ends at its time-out")
  func timeout() async throws {
    let listener = try Connection(ConnectionTarget(try await TestDatabase.make().uri))
    try listener.listen("c")
    let start = ContinuousClock.now
    #expect(try listener.waitForNotification(timeoutMilliseconds: 60) == nil)
    #expect(ContinuousClock.now - start >= .milliseconds(60))
  }

  @Test("several notifications come in the order in which they were sent")
  func order() async throws {
    let connection = try Connection(ConnectionTarget(try await TestDatabase.make().uri))
    try connection.listen("c")
    for number in 1...3 { try connection.execute("select pg_notify('c', $1)", ["\(number)"]) }
    var heard: [String] = []
    while let next = try connection.waitForNotification(timeoutMilliseconds: 100) {
      heard.append(next.payload)
    }
    #expect(heard == ["1", "2", "3"])
  }

  @Test("waiting on a lost session is an error")
  func lost() async throws {
    let database = try await TestDatabase.make()
    let listener = try Connection(ConnectionTarget(database.uri))
    let other = try Connection(ConnectionTarget(database.uri))
    let pid = try #require(try listener.query("select pg_backend_pid() as pid").first).int32("pid")
    try other.execute("select pg_terminate_backend($1, 5000)", [pid])
    let error = #expect(throws: PostgresError.self) {
      try listener.waitForNotification(timeoutMilliseconds: 5000)
    }
    #expect(error?.errorClass == .retry)
  }
}
