import ArgumentParser
import Ingest
import Store

struct QuarantineCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "quarantine", abstract: "Records that could not be taken.",
    subcommands: [List.self, Show.self, Replay.self, Discard.self])

  struct List: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Lists them with file, line, byte offset and reason.")
    @OptionGroup var global: GlobalOptions
    @Option(help: "Only this reason, such as columns.") var reason: String?
    @Flag(help: "Those dealt with, too.") var all = false
    @Option(help: "How many at most.") var limit: Int32 = 200

    func run() async throws {
      try await Workplace.run {
        let place = try await Workplace.open(global)
        Console.show(
          try await place.store.quarantine(reason: reason, settled: all, limit: limit),
          json: global.json, empty: "The quarantine is empty.")
      }
    }
  }

  struct Show: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Shows a record with its bytes.")
    @OptionGroup var global: GlobalOptions
    @Argument(help: "The record's number.") var id: Int64

    func run() async throws {
      try await Workplace.run {
        let place = try await Workplace.open(global)
        let listing = try await place.store.quarantineRecord(id)
        guard let row = listing.rows.first else {
          throw CommandError(.failure, "There is no record \(id) in quarantine.")
        }
        if global.json {
          Console.json(listing.json.first ?? "")
          return
        }
        for (name, value) in zip(listing.columns, row) where !value.isEmpty {
          Console.line("\(name): \(TextTable.printable(value))")
        }
      }
    }
  }

  struct Replay: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Reads them again, after the configuration or the program was mended.",
      discussion: """
        Rows of a CRM import that name something unknown are taken by the next import, as soon as \
        the thing they name is there.
        """)
    @OptionGroup var global: GlobalOptions
    @Argument(help: "Numbers of the records; all that wait when none is given.") var ids: [Int64] =
      []

    func run() async throws {
      var left = 0
      try await Workplace.run {
        let place = try await Workplace.open(global)
        let replay = QuarantineReplay(store: place.store, profiles: place.settings.exchanges)
        var summary = try await replay.run(ids.isEmpty ? nil : ids)
        let documents = try await DocumentReplay(
          store: place.store, ingest: DocumentIngest(place: place)
        ).run(ids.isEmpty ? nil : ids)
        summary.tried += documents.tried
        summary.left += documents.left
        let taken = documents.tried - documents.left.count
        for record in summary.left {
          Console.note("record \(record.id) still can't be taken: \(record.why)")
        }
        let outcome = summary.outcome
        Console.line(
          global.json
            ? "{\"tried\":\(summary.tried),\"legs_new\":\(outcome.legsNew),"
              + "\"legs_duplicate\":\(outcome.legsDuplicate),\"documents\":\(taken),"
              + "\"left\":\(summary.left.count)}"
            : "\(summary.tried) tried: \(outcome.legsNew) became legs, \(outcome.legsDuplicate) "
              + "were known already, \(taken) files or parts of files were taken, "
              + "\(summary.left.count) stay.")
        left = summary.left.count
      }
      if left > 0 { throw ExitCode.quarantined }
    }
  }

  struct Discard: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Puts a record away for good; who and why are kept.")
    @OptionGroup var global: GlobalOptions
    @Argument(help: "The record's number.") var id: Int64
    @Option(help: "Why.") var why: String
    @Option(help: "Who says so (default: the user that runs this).") var by: String?

    func run() async throws {
      try await Workplace.run {
        let place = try await Workplace.open(global)
        try await place.store.discard(id, by: by ?? Person.current, why: why)
        Console.line("Discarded.")
      }
    }
  }
}
