import ArgumentParser
import CallModel
import Evidence
import FoundationEssentials
import Store

struct GateCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "gate", abstract: "May a deal leave its stage?",
    subcommands: [Check.self, Rules.self])

  struct Check: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Answers open (exit 0), shut (3) or unknown (5), with reasons and evidence.")
    @OptionGroup var global: GlobalOptions
    @Option(help: "The CRM's id of the deal.") var deal: String
    @Option(help: "The stage to enter; its gate is that of the stage where the deal is.")
    var to: String?
    @Option(help: "The stage to leave (default: where the deal is).") var from: String?
    @Option(help: "The moment of the question: a day or an RFC 3339 time (default: now).")
    var at: String?
    @Option(help: "Language of the reasons: en or ru (default: the company's).") var locale: String?
    @Flag(help: "Don't keep the decision.") var noLog = false

    func run() async throws {
      var verdict = GateFacts.Verdict.open
      try await Workplace.run {
        let place = try await Workplace.open(global)
        let moment = try at.map {
          try TimeOption($0, zone: place.settings.company.timeZone).instant
        }
        let wording = GateWording(try place.settings.language(locale))
        let decision = try await Gate(store: place.store, wording: wording).decide(
          deal: deal, from: from, to: to, at: moment ?? TimeOption.now, askedBy: Person.current,
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

  struct Rules: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "The rules of the gates.", subcommands: [Apply.self, Show.self])

    struct Apply: AsyncParsableCommand {
      static let configuration = CommandConfiguration(
        abstract: "Puts a rules file into force, as a new version of its pipeline's.")
      @OptionGroup var global: GlobalOptions
      @Argument(help: "YAML file (default: the configuration's gates, else those shipped).")
      var file: String?

      func run() async throws {
        try await Workplace.run {
          let place = try await Workplace.open(global)
          let path = file ?? place.settings.gates
          let applied = try await Gate(store: place.store).apply(
            try Self.rules(path), by: Person.current)
          Console.line(
            applied.isNew
              ? "Version \(applied.version) is in force."
              : "Nothing changed: version \(applied.version) is in force.")
        }
      }

      private static func rules(_ path: String?) throws -> GateRules {
        guard let path else { return try GateRules(yaml: GateRules.defaultYAML) }
        guard let data = FileManager.default.contents(atPath: path) else {
          throw CommandError(.noInput, "\(path): there is no such file, or it can't be read.")
        }
        do {
          return try GateRules(yaml: String(decoding: data, as: UTF8.self))
        } catch {
          throw CommandError(.configuration, "\(path):\n\(error)")
        }
      }
    }

    struct Show: AsyncParsableCommand {
      static let configuration = CommandConfiguration(abstract: "Shows the rules in force.")
      @OptionGroup var global: GlobalOptions
      @Option(help: "Only of this pipeline.") var pipeline: String?

      func run() async throws {
        try await Workplace.run {
          let place = try await Workplace.open(global)
          let rules = try await place.store.gateRules(pipeline: pipeline)
          if rules.isEmpty { Console.note("No rules are in force: tollgate gate rules apply FILE") }
          for rule in rules {
            Console.line(
              "# pipeline \(rule.pipeline), version \(rule.version), by \(rule.appliedBy)")
            Console.line(rule.source)
          }
        }
      }
    }
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
