import EmbeddedPostgres
import Ingest
import Store

/// What a command works with: the settings and the open store. The composition root.
struct Workplace {
  let settings: Settings
  let store: Store

  /// Opens the configured database, or the embedded cluster, which is started when it isn't
  /// running and brought up to date. A database of the user's own is not changed without being
  /// asked to: see `tollgate db migrate`.
  static func open(_ options: GlobalOptions) async throws -> Workplace {
    let settings = try options.settings()
    if let database = settings.database {
      let store = Store(database: database, schema: settings.schema)
      try await store.checkSchema()
      return try await Workplace(settings: settings, store: store).configured()
    }
    let running = try await EmbeddedCluster(dataFolder: options.dataFolder).start()
    if let note = running.note { Console.note(note) }
    let store = Store(database: running.uri, schema: settings.schema)
    _ = try await store.migrate()
    return try await Workplace(settings: settings, store: store).configured()
  }

  /// Writes thresholds and our own numbers where the SQL reads them.
  func configured() async throws -> Workplace {
    guard settings.path != nil else { return self }
    try await ownNumbers.configure()
    try await store.configure(settings.stored)
    return self
  }

  /// Our own lines, as the configuration and persons have it.
  var ownNumbers: OwnNumbers { OwnNumbers(store: store, settings: settings) }

  /// Runs a command's body and turns whatever it throws into one sentence and an exit code.
  static func run(_ body: () async throws -> Void) async throws {
    do {
      try await body()
    } catch {
      throw Console.failure(error)
    }
  }
}

extension OwnNumbers {
  fileprivate init(store: Store, settings: Settings) {
    self.init(
      store: store, profiles: settings.exchanges,
      fallback: PBXProfile(default: "", company: settings.company))
  }
}
