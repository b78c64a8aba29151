import EmbeddedPostgres
import Postgres

/// The one PostgreSQL cluster of a test process, started when it is first needed and gone when the
/// process ends.
actor TestCluster {
  static let shared = TestCluster()

  /// CREATE DATABASE blocks for some tens of milliseconds.
  private let thread = ThreadExecutor(name: "test-cluster")
  private var starting: Task<RunningCluster, any Error>?
  private var session: Connection?
  private var templates: [String: Task<Void, any Error>] = [:]

  nonisolated var unownedExecutor: UnownedSerialExecutor { thread.asUnownedSerialExecutor() }

  /// Makes a database, a copy of `template` or an empty one, and gives its URI.
  func create(_ name: String, template: String? = nil) async throws -> String {
    let cluster = try await running()
    // Names are made by TestDatabase of letters, digits and underscores.
    let clause = template.map { " template \($0)" } ?? ""
    try admin(cluster).execute("create database \(name)\(clause)")
    return cluster.uri.replacing("///tollgate?", with: "///\(name)?", maxReplacements: 1)
  }

  func drop(_ name: String) async throws {
    let cluster = try await running()
    try admin(cluster).execute("drop database if exists \(name) with (force)")
  }

  /// Makes a template once in this process; later calls wait for the first.
  func prepareTemplate(
    _ name: String, prepare: @escaping @Sendable (String) async throws -> Void
  ) async throws {
    if let preparing = templates[name] { return try await preparing.value }
    let preparing = Task { try await prepare(self.create(name)) }
    templates[name] = preparing
    try await preparing.value
  }

  private func running() async throws -> RunningCluster {
    if let starting { return try await starting.value }
    let task = Task {
      let folder = try TestFolder.make()
      folder.removeAtExit()
      return try await EmbeddedCluster(dataFolder: folder.path, durability: .none).start()
    }
    starting = task
    return try await task.value
  }

  private func admin(_ cluster: RunningCluster) throws -> Connection {
    if let session, session.isOpen { return session }
    precondition(cluster.socketFolder.hasPrefix("/"), "tests run on the local socket only")
    let session = try Connection(ConnectionTarget(cluster.uri))
    self.session = session
    return session
  }
}
