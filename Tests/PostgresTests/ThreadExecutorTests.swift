import Foundation
import Postgres
import TestSupport
import Testing

@Suite struct ThreadExecutorTests {
  @Test("an actor's jobs all run on the one thread of its executor, named as asked")
  func oneThread() async throws {
    let session = Session(name: "tollgate-test-thread")
    var threads: Set<String> = []
    for _ in 0..<20 { threads.insert(try await session.thread()) }
    #expect(threads.count == 1)
    #expect(try await session.threadName() == "tollgate-test-t")
  }

  @Test("the thread ends with the executor")
  func ends() async throws {
    var session: Session? = Session(name: "tollgate-ending")
    let folder = try #require(try await session?.threadFolder())
    #expect(FileManager.default.fileExists(atPath: folder))
    session = nil
    for _ in 0..<200 where FileManager.default.fileExists(atPath: folder) {
      try await Task.sleep(for: .milliseconds(10))
    }
    #expect(!FileManager.default.fileExists(atPath: folder))
  }

  @Test("a statement is cancelled from another thread, and the session goes on")
  func cancel() async throws {
    let database = try await TestDatabase.make()
    let session = Session(name: "tollgate-cancel")
    let canceller = try await session.connect(database.uri)
    let sleeping = Task { try await session.sleepInServer() }
    try await Task.sleep(for: .milliseconds(200))
    try canceller.cancel()
    let error = await #expect(throws: PostgresError.self) { try await sleeping.value }
    #expect(error?.code == .cancelled)
    #expect(error?.sqlState == "57014")
    #expect(try await session.answers())
  }
}

/// An actor as the store's.
private actor Session {
  private let executor: ThreadExecutor
  private var connection: Connection?

  nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

  init(name: String) { executor = ThreadExecutor(name: name) }

  func thread() throws -> String { try threadFolder() }

  func threadName() throws -> String {
    try String(contentsOfFile: "/proc/thread-self/comm", encoding: .utf8).filter { $0 != "\n" }
  }

  /// The thread's folder below /proc.
  func threadFolder() throws -> String {
    "/proc/" + (try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/thread-self"))
  }

  func connect(_ uri: String) throws -> Canceller {
    let connection = try Connection(ConnectionTarget(uri))
    self.connection = connection
    return try connection.canceller()
  }

  func sleepInServer() throws { try connection?.execute("select pg_sleep(30)") }

  func answers() throws -> Bool { try connection?.query("select 1").count == 1 }
}
