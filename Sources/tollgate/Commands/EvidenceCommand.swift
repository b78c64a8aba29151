import ArgumentParser
import CallModel
import Store

struct EvidenceCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "evidence", abstract: "Facts about a deal on which gates decide.",
    subcommands: [
      List.self, Suggestions.self, Add.self, Confirm.self, Revoke.self,
    ])

  struct List: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Lists a deal's evidence, and what waits for your word, marked.")
    @OptionGroup var global: GlobalOptions
    @Option(help: "The CRM's id of the deal.") var deal: String
    @Flag(help: "Show what was revoked, too.") var all = false

    func run() async throws {
      try await Workplace.run {
        let place = try await Workplace.open(global)
        Console.show(
          try await place.store.evidenceListing(ofDeal: deal, includingRevoked: all),
          json: global.json, empty: "Deal \(deal) has no evidence.")
      }
    }
  }

  struct Add: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Records a fact that telephony can't give, such as a payment.")
    @OptionGroup var global: GlobalOptions
    @Option(help: "The CRM's id of the deal.") var deal: String
    @Option(help: "Kind, such as payment_received.") var kind: String
    @Option(help: "When it happened: a day or an RFC 3339 time (default: now).") var at: String?
    @Option(help: "Key of the source: the same key again is the same fact.") var key: String?
    @Option(help: "Stage that it counts for (default: where the deal was then).") var stage: String?
    @Option(help: "One line for people.") var detail = ""
    @Option(help: "Who says so (default: the user that runs this).") var by: String?

    func run() async throws {
      try await Workplace.run {
        let place = try await Workplace.open(global)
        let zone = place.settings.company.timeZone
        let moment = try at.map { try TimeOption($0, zone: zone).instant } ?? TimeOption.now
        let recorded = try await place.store.addEvidence(
          ExternalEvidence(
            deal: deal, kind: kind, at: moment, recordedBy: by ?? Person.current, key: key,
            stage: stage, detail: detail))
        Console.line(global.json ? recorded.json : recorded.sentence)
      }
    }
  }

  struct Revoke: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Withdraws evidence or dismisses a suggestion, with the reason; the row stays.")
    @OptionGroup var global: GlobalOptions
    @Argument(help: "The evidence's number.") var id: Int64
    @Option(help: "Why.") var why: String
    @Option(help: "Who says so (default: the user that runs this).") var by: String?

    func run() async throws {
      try await Workplace.run {
        let place = try await Workplace.open(global)
        let isNew = try await place.store.revokeEvidence(id, by: by ?? Person.current, why: why)
        Console.line(
          global.json
            ? "{\"id\":\(id),\"new\":\(isNew)}"
            : isNew ? "Revoked." : "It was revoked before; the first reason stays.")
      }
    }
  }
}

extension RecordedEvidence {
  /// Keys are stable.
  fileprivate var json: String { "{\"id\":\(id),\"new\":\(isNew),\"revoked\":\(isRevoked)}" }

  fileprivate var sentence: String {
    if isNew { return "Evidence \(id) is recorded." }
    return isRevoked
      ? "Evidence \(id) was there already, and has been revoked since; it stays revoked."
      : "Evidence \(id) was there already."
  }
}
