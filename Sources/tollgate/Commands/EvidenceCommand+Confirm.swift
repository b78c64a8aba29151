import ArgumentParser
import Store

extension EvidenceCommand {
  struct Suggestions: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Lists what sidecars and calendars suggest, and nobody has decided yet.")
    @OptionGroup var global: GlobalOptions
    @Option(help: "Only of this deal (the CRM's id).") var deal: String?
    @Flag(help: "Show what was decided or withdrawn, too.") var all = false

    func run() async throws {
      try await Workplace.run {
        let place = try await Workplace.open(global)
        Console.show(
          try await place.store.suggestions(ofDeal: deal, includingDecided: all),
          json: global.json, empty: "Nothing waits for your word.")
      }
    }
  }

  struct Confirm: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Makes a suggestion evidence, or uncertain evidence certain.",
      discussion: """
        Of uncertain evidence a certain piece is recorded in its stead. It stays so however often \
        calls are linked anew, as long as they belong to the same deal.
        """)
    @OptionGroup var global: GlobalOptions
    @Argument(help: "Number of the suggestion or of the evidence.") var id: Int64
    @Option(help: "The CRM's id of the deal, where it is not clear which.") var deal: String?
    @Option(help: "Why.") var why: String
    @Option(help: "Who says so (default: the user that runs this).") var by: String?

    func run() async throws {
      try await Workplace.run {
        let place = try await Workplace.open(global)
        let confirmed = try await place.store.confirmEvidence(
          id, deal: deal, by: by ?? Person.current, why: why)
        Console.line(
          global.json
            ? "{\"id\":\(confirmed.id),\"new\":\(confirmed.isNew)}"
            : confirmed.isNew
              ? "Confirmed: evidence \(confirmed.id)."
              : "It was certain already: evidence \(confirmed.id).")
      }
    }
  }
}
