import CRM
import CallModel
import Evidence
import FoundationEssentials
import Ingest
import Reports
import Store

/// What the demo tells, chapter by chapter.
struct DemoStory {
  let place: Workplace
  let office: SampleFolder
  let locale: String

  private func chapter(_ title: String) {
    Console.line("\n\(title)\n" + String(repeating: "=", count: title.count))
  }

  private func table(_ listing: Listing) {
    for line in TextTable(header: listing.columns, rows: listing.rows, widest: 60).lines() {
      Console.line("  " + line)
    }
  }

  mutating func load() async throws {
    chapter("1. What was loaded")
    let crm = try await CRMImport.run(
      folder: office.crm, store: place.store, region: place.settings.company.region, dryRun: false)
    let rows = crm.files.map { "\($0.new) \($0.file.rawValue)" }.joined(separator: ", ")
    Console.line("  From the CRM: \(rows).")
    let rules = try GateRules(yaml: String(contentsOfFile: office.gates, encoding: .utf8))
    let applied = try await Gate(store: place.store).apply(rules, by: "demo")
    Console.line("  Gate rules: version \(applied.version) for pipeline \(rules.pipeline).")
    for (profile, files) in try IngestPlan(settings: place.settings, pbx: nil, paths: []).files {
      let ingest = try await FileIngest(
        store: place.store, profile: profile, options: IngestOptions())
      for file in files { _ = try await ingest.take(file) }
    }
    table(
      try await place.store.sourceSummary().picking([
        "pbx", "file", "format", "records", "accepted", "duplicate", "quarantined",
      ]))
    let waiting = try await place.store.quarantine(reason: nil, settled: false, limit: 3)
    guard !waiting.rows.isEmpty else { return }
    Console.line("  Set aside, for example (whole, with the reason, to be replayed):")
    table(waiting.picking(["line", "reason", "detail"]))
  }

  func tellLinks() async throws {
    chapter("2. How the calls were tied to deals and stages")
    table(try await place.store.linkSummary())
    Console.line("\n  Evidence that they give:")
    table(try await place.store.evidenceSummary())
  }

  /// One gate that is shut and one that is open, of the stage where most is asked.
  func tellGates() async throws {
    chapter("3. May a deal leave the stage \"Appointment\"?")
    let wording = GateWording(try place.settings.language(locale))
    let gate = Gate(store: place.store, wording: wording)
    let asOf = try await place.store.completeUpTo() ?? TimeOption.now
    var told: Set<GateFacts.Verdict> = []
    for deal in try await place.store.deals(visiting: "appointment") where told.count < 2 {
      let decision = try await gate.decide(
        deal: deal, from: "appointment", to: nil, at: asOf, askedBy: "demo", log: true)
      guard decision.verdict != .unknown, !told.contains(decision.verdict) else { continue }
      told.insert(decision.verdict)
      for line in wording.text(decision).split(separator: "\n", omittingEmptySubsequences: false) {
        Console.line("  " + line)
      }
      Console.line()
    }
  }

  func tellReports() async throws {
    try await DemoReports(place: place, locale: locale).tell(chapter: chapter)
  }
}
