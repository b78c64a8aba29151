import ArgumentParser
import CallModel
import Store

struct EventsCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "events",
    abstract: "What happened, as CloudEvents: one JSON object a line, or to webhooks.",
    discussion: """
        tollgate events --follow --after 4711
        tollgate events deliver --follow
        tollgate events dead

      docs/webhooks.md tells what is in an event and how a receiver checks its signature.
      """,
    subcommands: [
      List.self, EventsDeliverCommand.self, EventsWebhooksCommand.self, EventsDeadCommand.self,
      EventsReplayCommand.self, EventsForgetCommand.self,
    ],
    defaultSubcommand: List.self)

  struct List: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "list", abstract: "Prints events in their order (what `events` alone does).",
      discussion: """
        Whoever keeps the sequence of the last event that he dealt with, and goes on --after it, \
        misses none and sees none twice.
        """)
    @OptionGroup var global: GlobalOptions
    @Flag(help: "Wait for more, until ended by SIGINT or SIGTERM.") var follow = false
    @Option(help: "Only after the event with this sequence (default: from the first).")
    var after: Int64?
    @Flag(help: "Only events from now on.") var new = false
    @Option(help: "Only events of this type; * stands for any text. May be repeated.")
    var type: [String] = []
    @Option(help: "Only about this deal: the CRM's id.") var deal: String?
    @Option(help: "How many at most.") var limit: Int64?

    func run() async throws {
      Interruption.listen()
      try await Workplace.run {
        let store = try await Workplace.open(global).store
        var query = EventQuery()
        query.types = type.isEmpty ? nil : type
        query.deal = deal
        var reached = try await store.publishEvents()
        query.after = after ?? (new ? reached : 0)
        var left = limit ?? .max
        while left > 0, !Interruption.isWished {
          query.limit = min(left, 1_000)
          let page = try await store.events(query)
          Self.show(page)
          left -= Int64(page.count)
          query.after = page.last?.sequence ?? query.after
          if Interruption.hasLostReader { return }
          guard page.count < query.limit else { continue }
          // What is left of the published ones was not asked for.
          query.after = max(query.after, reached)
          guard follow else { return }
          try await Self.wait(store)
          reached = try await store.publishEvents()
        }
      }
    }

    private static func show(_ page: [StoredEvent]) {
      let lines = page.compactMap(\.json).map(JSONLine.printable)
      guard !lines.isEmpty else { return }
      Console.line(lines.joined(separator: "\n"))
    }

    /// A second at most: an announcement may be lost with a session.
    private static func wait(_ store: Store) async throws {
      for _ in 0..<4 where !Interruption.isWished && !Interruption.hasLostReader {
        if try await store.waitForEvents(milliseconds: 250) { return }
      }
    }
  }
}
