import ArgumentParser
import EmbeddedPostgres
import Store

struct DBCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "db", abstract: "The embedded cluster, and migrations of any database.",
    subcommands: [Start.self, Stop.self, Status.self, Migrate.self, URL.self])

  struct Start: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Starts the embedded cluster.")
    @OptionGroup var global: GlobalOptions

    func run() async throws {
      try await Workplace.run {
        let running = try await EmbeddedCluster(dataFolder: global.dataFolder).start()
        if let note = running.note { Console.note(note) }
        Console.line("Running: PostgreSQL \(running.version), process \(running.pid).")
      }
    }
  }

  struct Stop: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Stops the embedded cluster.")
    @OptionGroup var global: GlobalOptions

    func run() async throws {
      try await Workplace.run {
        try await EmbeddedCluster(dataFolder: global.dataFolder).stop()
        Console.line("Stopped.")
      }
    }
  }

  struct Status: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Says whether the embedded cluster runs.")
    @OptionGroup var global: GlobalOptions

    func run() async throws {
      try await Workplace.run {
        switch try await EmbeddedCluster(dataFolder: global.dataFolder).status() {
        case .notCreated: Console.line("Not created yet: no data in \(global.dataFolder).")
        case .stopped: Console.line("Stopped. Data in \(global.dataFolder).")
        case .running(let running):
          Console.line("Running: PostgreSQL \(running.version), process \(running.pid).")
        }
      }
    }
  }

  struct Migrate: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Brings the schema to this program's version; safe to repeat and to run twice.")
    @OptionGroup var global: GlobalOptions

    @Flag(
      help: """
        Every company's schema in the database that is there already and belongs to the role, one \
        after the other.
        """)
    var allSchemas = false

    func run() async throws {
      try await Workplace.run {
        let settings = try global.settings()
        let target: String
        if let database = settings.database {
          target = database
        } else {
          target = try await EmbeddedCluster(dataFolder: global.dataFolder).start().uri
        }
        guard allSchemas else { return try await migrate(settings.schema, of: target) }
        let looker = Store(database: target, schema: settings.schema)
        let schemas = try await looker.companySchemas()
        await looker.close()
        try await migrate(schemas, of: target)
      }
    }

    /// One that fails keeps none of the others from being brought up to date.
    private func migrate(_ schemas: [String], of target: String) async throws {
      var failed: ExitCode?
      for schema in schemas {
        do {
          try await migrate(schema, of: target)
        } catch {
          let exit = Console.failure(error)
          failed = failed ?? exit
        }
      }
      if let failed { throw failed }
    }

    private func migrate(_ schema: String, of target: String) async throws {
      let store = Store(database: target, schema: schema)
      let summary = try await store.migrate()
      await store.close()
      Console.line(
        "Schema \(schema) is at version \(summary.version); "
          + "\(summary.applied.count) migrations applied, \(summary.objects) objects made anew.")
    }
  }

  struct URL: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Prints the database's URI, for psql and other programs.")
    @OptionGroup var global: GlobalOptions

    func run() async throws {
      try await Workplace.run {
        if let database = try global.settings().database {
          Console.line(database)
        } else {
          Console.line(try await EmbeddedCluster(dataFolder: global.dataFolder).start().uri)
        }
      }
    }
  }
}
