import Postgres
import Store
import TestSupport
import Testing

@Suite("The order of events", .timeLimit(.minutes(10)))
struct EventOrderTests {
  @Test("does not hide what was written first and committed last from who read in between")
  func lateCommit() async throws {
    let office = try await OutboxOffice.make()
    let early = try office.connect()
    let late = try office.connect()
    try early.begin()
    try OutboxOffice.record(1, by: early)
    try late.begin()
    try OutboxOffice.record(2, by: late)
    try late.commit()
    let first = try await office.events()
    #expect(first.count == 1)
    #expect(first.first?.json?.contains(#""subject":"d2""#) == true)
    try early.commit()
    let second = try await office.events(after: first.last?.sequence ?? 0)
    #expect(second.map(\.sequence) == [2])
    #expect(second.first?.json?.contains(#""subject":"d1""#) == true)
    early.close()
    late.close()
  }

  @Test("shows a reader who goes by places each event once, while many write and many publish")
  func manyWriters() async throws {
    let office = try await OutboxOffice.make()
    let isDone = Flag(false)
    let all = Array(Int64(1)...150)
    async let first = Self.follow(office, until: isDone)
    async let second = Self.follow(office, until: isDone)
    try await withThrowingTaskGroup(of: Void.self) { group in
      for writer in 1...6 {
        group.addTask { try Self.write(25, of: writer, to: office) }
      }
      try await group.waitForAll()
    }
    isDone.set(true)
    #expect(try await first == all)
    #expect(try await second == all)
    #expect(try await office.store.faults().rows.isEmpty)
  }

  @Test("is announced once a transaction, to its own company only")
  func announced() async throws {
    let office = try await OutboxOffice.make()
    let listener = Store(database: office.database.uri)
    let stranger = Store(database: office.database.uri, schema: "other")
    _ = try await stranger.migrate()
    #expect(try await !listener.waitForEvents(milliseconds: 1))
    #expect(try await !stranger.waitForEvents(milliseconds: 1))
    try office.record(1)
    #expect(try await listener.waitForEvents(milliseconds: 5_000))
    #expect(try await !stranger.waitForEvents(milliseconds: 50))
    #expect(try await !listener.waitForEvents(milliseconds: 1))
  }

  /// Reads page by page, until somebody has said that no more comes and none does.
  private static func follow(_ office: OutboxOffice, until isDone: Flag) async throws -> [Int64] {
    let store = Store(database: office.database.uri)
    var seen: [Int64] = []
    var query = EventQuery()
    query.limit = 7
    while true {
      let isLast = isDone.isSet
      _ = try await store.publishEvents()
      let page = try await store.events(query)
      seen += page.map(\.sequence)
      query.after = page.last?.sequence ?? query.after
      if isLast && page.isEmpty { break }
    }
    await store.close()
    return seen
  }

  /// Commits transactions that take a little while, each of its own length.
  private static func write(_ count: Int, of deal: Int, to office: OutboxOffice) throws {
    let connection = try office.connect()
    defer { connection.close() }
    for _ in 0..<count {
      try connection.begin()
      try OutboxOffice.record(deal, by: connection)
      try connection.execute("select pg_sleep(random() * 0.01)")
      try connection.commit()
    }
  }
}
