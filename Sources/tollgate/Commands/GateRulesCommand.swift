import ArgumentParser
import Evidence
import FoundationEssentials
import Ingest
import PhoneNumbers
import Store

extension GateCommand {
  struct Rules: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "The rules of the gates.",
      subcommands: [Apply.self, Check.self, Show.self, Log.self])

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
          let rules = try GateRulesFile(path)
          let applied = try await Gate(store: place.store).apply(rules.rules, by: Person.current)
          try await rules.warn(place)
          Console.line(
            applied.isNew
              ? "Version \(applied.version) is in force."
              : "Nothing changed: version \(applied.version) is in force.")
        }
      }
    }

    struct Check: AsyncParsableCommand {
      static let configuration = CommandConfiguration(
        abstract: "Says what is wrong with a rules file, and applies nothing.")
      @OptionGroup var global: GlobalOptions
      @Argument(help: "YAML file.") var file: String

      func run() async throws {
        try await Workplace.run {
          let rules = try GateRulesFile(file)
          let place = try await Workplace.open(global)
          try await rules.check(place)
          try await rules.warn(place)
          Console.line("\(file) can be applied to pipeline \(rules.rules.pipeline).")
        }
      }
    }

    struct Show: AsyncParsableCommand {
      static let configuration = CommandConfiguration(
        abstract: "Shows the rules in force, or one version of them.")
      @OptionGroup var global: GlobalOptions
      @Option(help: "Only of this pipeline.") var pipeline: String?
      @Option(help: "This version (default: the one in force).") var version: Int?

      func run() async throws {
        try await Workplace.run {
          let place = try await Workplace.open(global)
          let rules = try await place.store.gateRules(pipeline: pipeline, version: version)
          if rules.isEmpty {
            guard let version else {
              return Console.note("No rules are in force: tollgate gate rules apply FILE")
            }
            let ofPipeline = pipeline.map { " of pipeline \($0)" } ?? ""
            throw CommandError(
              .noInput,
              "There is no version \(version)\(ofPipeline) of the gate rules; "
                + "tollgate gate rules log lists those that there are.")
          }
          for rule in rules {
            Console.line(
              "# pipeline \(rule.pipeline), version \(rule.version), by \(rule.appliedBy)")
            Console.line(rule.source)
          }
        }
      }
    }

    struct Log: AsyncParsableCommand {
      static let configuration = CommandConfiguration(
        abstract: "Lists every version of the rules, newest first.")
      @OptionGroup var global: GlobalOptions
      @Option(help: "Only of this pipeline.") var pipeline: String?

      func run() async throws {
        try await Workplace.run {
          let place = try await Workplace.open(global)
          Console.show(
            try await place.store.gateRulesLog(pipeline: pipeline), json: global.json,
            empty: "No rules were applied yet: tollgate gate rules apply FILE")
        }
      }
    }
  }
}

/// A rules file that was read.
struct GateRulesFile {
  /// Nil for the rules that are shipped.
  let path: String?
  let rules: GateRules

  /// - Parameter path: nil for the rules that are shipped.
  /// - Throws: `CommandError` that names the file and everything that is wrong in it.
  init(_ path: String?) throws {
    self.path = path
    guard let path else {
      rules = try GateRules(yaml: GateRules.defaultYAML)
      return
    }
    guard let data = FileManager.default.contents(atPath: path) else {
      throw CommandError(.noInput, "\(path): there is no such file, or it can't be read.")
    }
    guard let text = String(data: data, encoding: .utf8) else {
      throw CommandError(.configuration, "\(path):\n\(Self.badByte(data))")
    }
    do {
      rules = try GateRules(yaml: text)
    } catch {
      throw CommandError(.configuration, "\(path):\n\(error)")
    }
  }

  /// Holds the rules against the CRM's pipelines.
  func check(_ place: Workplace) async throws {
    do {
      try rules.check(against: await place.store.pipelineStages())
    } catch let error as GateRulesError {
      throw CommandError(.configuration, "\(path ?? "rules"):\n\(error)")
    }
  }

  /// Says what is allowed and may not be meant.
  func warn(_ place: Workplace) async throws {
    let stages = try await place.store.pipelineStages()
    let given = place.settings.exchanges.flatMap { $0.rules.outcomes.values }
    let recorded = try await place.store.evidenceKinds()
    for warning in rules.warnings(against: stages, produced: Set(given + recorded)) {
      let place = "line \(warning.place.line), column \(warning.place.column)"
      Console.note("\(path ?? "rules"): warning, \(place): \(warning.message)")
    }
  }

  private static func badByte(_ data: Data) -> String {
    let lines = data.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    let line = lines.firstIndex { String(data: $0, encoding: .utf8) == nil } ?? 0
    return "Line \(line + 1), column 1: This line is not UTF-8."
  }
}
