import ArgumentParser
import CallModel
import Evidence
import Store

struct GateCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "gate", abstract: "May a deal leave its stage?",
    subcommands: [Check.self, Explain.self, Log.self, Rules.self])

  struct Check: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Answers open (exit 0), shut (3) or unknown (5), with reasons and evidence.")
    @OptionGroup var global: GlobalOptions
    @Option(help: "The CRM's id of the deal.") var deal: String
    @Option(help: "The stage to enter; its gate is that of the stage where the deal is.")
    var to: String?
    @Option(help: "The stage to leave (default: where the deal is).") var from: String?
    @OptionGroup var moments: GateMoments
    @Option(help: "Language of the reasons: en or ru (default: the company's).") var locale: String?
    @Flag(help: "Don't keep the decision.") var noLog = false

    func run() async throws {
      var verdict = GateFacts.Verdict.open
      try await Workplace.run {
        let place = try await Workplace.open(global)
        let (at, knownAt) = try moments.instants(place.settings)
        let wording = GateWording(try place.settings.language(locale))
        let decision = try await Gate(store: place.store, wording: wording).decide(
          deal: deal, from: from, to: to, at: at, knownAt: knownAt, askedBy: Person.current,
          log: !noLog)
        if global.json { Console.json(decision.json) } else { Console.text(wording.text(decision)) }
        verdict = decision.verdict
      }
      switch verdict {
      case .open: break
      case .shut: throw ExitCode.gateShut
      case .unknown: throw ExitCode.gateUnknown
      }
    }
  }
}

/// Which moment a gate is asked about, and with which knowledge.
struct GateMoments: ParsableArguments {
  @Option(help: "The moment of the question: a day or an RFC 3339 time (default: now).")
  var at: String?
  @Option(help: "What was recorded later does not count: a day or an RFC 3339 time.")
  var knownAt: String?

  /// What was known at a moment is asked about that moment, unless another is named.
  ///
  /// - Throws: `SettingsError` for what is no time.
  func instants(_ settings: Settings) throws -> (at: Instant, knownAt: Instant?) {
    let zone = settings.company.timeZone
    let known = try knownAt.map { try TimeOption($0, zone: zone).instant }
    let moment = try at.map { try TimeOption($0, zone: zone).instant }
    return (moment ?? known ?? TimeOption.now, known)
  }
}

extension Settings {
  /// The language asked for, else the company's.
  ///
  /// - Throws: `SettingsError` for one that we don't speak.
  func language(_ asked: String?) throws -> GateWording.Language {
    let name = asked ?? company.locale
    guard let language = GateWording.Language(rawValue: name) else {
      throw SettingsError("There is no language \"\(name)\". Known: en, ru.", isUsage: asked != nil)
    }
    return language
  }
}
