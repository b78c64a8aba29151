import ArgumentParser
import CallModel
import Evidence
import Store

extension GateCommand {
  struct Log: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Lists what gates answered, newest first.")
    @OptionGroup var global: GlobalOptions
    @Option(help: "Only of this deal, by the CRM's id.") var deal: String?
    @Option(help: "How many at most.") var limit: Int32 = 50

    func run() async throws {
      try await Workplace.run {
        let place = try await Workplace.open(global)
        Console.show(
          try await place.store.gateLog(deal: deal, limit: limit), json: global.json,
          empty: "No decision was logged yet: tollgate gate check")
      }
    }
  }

  struct Explain: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Says why a gate answered as it did, or what it lacks now.",
      discussion: """
        With a decision's number (tollgate gate log): what it rested on, whether that still \
        stands, and what would be answered today. With --deal: the answer now, and every call \
        that came near; nothing is logged.
        """)
    @OptionGroup var global: GlobalOptions
    @Argument(help: "The decision's number.") var id: Int64?
    @Option(help: "The CRM's id of a deal.") var deal: String?
    @Option(help: "The stage to enter.") var to: String?
    @Option(help: "The stage to leave (default: where the deal is).") var from: String?
    @OptionGroup var moments: GateMoments
    @Option(help: "Language: en or ru (default: the company's).") var locale: String?

    func validate() throws {
      guard (id == nil) != (deal == nil) else {
        throw ValidationError("Give either a decision's number or --deal.")
      }
    }

    func run() async throws {
      try await Workplace.run {
        let place = try await Workplace.open(global)
        let wording = GateWording(try place.settings.language(locale))
        let gate = Gate(store: place.store, wording: wording)
        if let deal {
          let (at, knownAt) = try moments.instants(place.settings)
          let told = try await gate.explain(
            deal: deal, from: from, to: to, at: at, knownAt: knownAt)
          show(json: told.json, text: wording.text(told))
        } else if let id {
          let told = try await gate.explain(decision: id)
          show(json: told.json, text: wording.text(told))
        }
      }
    }

    private func show(json: String, text: String) {
      if global.json { Console.json(json) } else { Console.text(text) }
    }
  }
}
