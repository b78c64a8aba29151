import ArgumentParser
import CallModel
import Evidence
import Store

struct LinkCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "link",
    abstract: "Shows what other rules of linking, evidence and gates would change.",
    discussion: """
      FILE has keys of the configuration: evidence, linking, gates. All stored calls are linked \
      anew by these rules in a transaction that is rolled back; calls are not taken in meanwhile.
      """)
  @OptionGroup var global: GlobalOptions
  @Flag(help: "Keep nothing.") var dryRun = false
  @Option(help: "The rules to try.") var rules: String
  @Option(help: "First day of the calls and visits to compare (default: that of the first call).")
  var from: String?
  @Option(help: "Last day, included (default: today).") var to: String?
  @Option(help: "Language: en or ru (default: the company's).") var locale: String?

  func run() async throws {
    try await Workplace.run {
      guard dryRun else {
        throw CommandError(
          .usage,
          "Rules are put into force by the configuration file: write them there, and the next "
            + "command links all calls by them. To see what they would change, add --dry-run.")
      }
      let settings = try Settings(policy: rules)
      let place = try await Workplace.open(global)
      let run = try await PolicyRun(
        place: place, trial: trial(settings, place), scope: scope(place), json: global.json)
      let words = PolicyWords(try place.settings.language(locale))
      try await run.tell(words, file: rules)
    }
  }

  private func trial(_ settings: Settings, _ place: Workplace) async throws -> PolicyTrial {
    var trial = PolicyTrial(settings: settings.thresholds, rules: nil)
    if let gates = settings.gates {
      let file = try GateRulesFile(gates)
      try await file.check(place)
      trial.rules = PolicyTrial.Rules(
        pipeline: file.rules.pipeline, source: file.rules.source,
        skipping: file.rules.skipping.rawValue, requirements: file.rules.requirementsJSON)
    }
    return trial
  }

  /// - Throws: `SettingsError` when a day is none or the span ends before it begins.
  private func scope(_ place: Workplace) async throws -> ReportScope {
    do {
      let first = try await place.store.firstCallDay()
      return try await place.store.reportScope(
        firstDay: from ?? first, lastDay: to, asOf: TimeOption.now)
    } catch {
      guard error.code == .invalid else { throw error }
      throw SettingsError(error.description, isUsage: true)
    }
  }
}

/// One dry run: what is read while the rules are tried is printed when they are gone again, for
/// nobody can link calls meanwhile.
struct PolicyRun {
  /// Calls that are listed for people; JSON lists all.
  private static let examples: Int32 = 20
  private static let page: Int32 = 5000

  let place: Workplace
  let trial: PolicyTrial
  let scope: ReportScope
  let json: Bool

  func tell(_ words: PolicyWords, file: String) async throws {
    let spool = try SpooledOutput()
    var calls = 0
    var moved: Listing?
    do {
      Console.progress(words.waiting)
      calls = try await place.store.beginPolicyTrial(scope)
      Console.progress(words.linking)
      try await place.store.apply(trial)
      Console.progress(words.comparing)
      if json {
        try await list(into: spool)
      } else {
        moved = try await place.store.policyMoves(after: 0, limit: Self.examples)
      }
    } catch {
      await place.store.abandonPolicyTrial()
      throw error
    }
    Console.progress(words.asking)
    let outcome = try await place.store.endPolicyTrial(trial, scope)
    Console.progress("")
    if json {
      try spool.print()
      showJSON(outcome, calls: calls)
    } else {
      show(outcome, moved, calls: calls, words, file: file)
    }
  }

  private func list(into spool: SpooledOutput) async throws {
    var last: Int64 = 0
    while true {
      let page = try await place.store.policyMoves(after: last, limit: Self.page)
      guard let end = page.rows.last?.first.flatMap({ Int64($0) }) else { return }
      last = end
      try spool.append(page.json.map { JSONLine.printable(Self.tagged($0, "call")) })
    }
  }

  private func showJSON(_ outcome: PolicyOutcome, calls: Int) {
    for row in outcome.gates.json { Console.json(Self.tagged(row, "gate")) }
    for row in outcome.coverage.json { Console.json(Self.tagged(row, "coverage")) }
    for row in outcome.moves.json { Console.json(Self.tagged(row, "summary")) }
    Console.json(
      "{\"what\":\"total\",\"calls\":\(calls),\"calls_moved\":\(outcome.moved),"
        + "\"gates_asked\":\(outcome.gatesAsked),\"gates_changed\":\(outcome.gates.rows.count),"
        + "\"stages_changed\":\(outcome.coverage.rows.count)}")
  }

  /// The row with a first key that says what it is of.
  private static func tagged(_ row: String, _ what: String) -> String {
    "{\"what\":\"\(what)\"," + row.dropFirst()
  }

  private func show(
    _ outcome: PolicyOutcome, _ examples: Listing?, calls: Int, _ words: PolicyWords, file: String
  ) {
    Console.line(words.heading(file, scope.period))
    Console.line(words.calls(calls, moved: outcome.moved))
    table(outcome.moves)
    if let examples { table(examples) }
    let untold = outcome.moved - (examples?.rows.count ?? 0)
    if untold > 0 { Console.line(words.rest(untold)) }
    Console.line(words.gates(outcome.gatesAsked, changed: outcome.gates.rows.count))
    table(outcome.gates)
    Console.line(words.coverage(outcome.coverage.rows.count))
    table(outcome.coverage)
  }

  private func table(_ listing: Listing) {
    guard !listing.rows.isEmpty else { return }
    for line in TextTable(header: listing.columns, rows: listing.rows).lines() {
      Console.line("  " + line)
    }
    Console.line()
  }
}

extension PolicyOutcome {
  /// Calls that are tied otherwise.
  fileprivate var moved: Int {
    guard let column = moves.columns.firstIndex(of: "calls") else { return 0 }
    return moves.rows.reduce(0) { $0 + (Int($1[column]) ?? 0) }
  }
}
