import CDR
import CallModel
import Evidence
import Foundation
import Ingest
import PhoneNumbers
import Postgres
import Store
import TestSupport

/// A database of one run of a scenario, and the exchanges and the CRM that feed it.
final class ScenarioOffice {
  enum Order: String, Sendable, CaseIterable {
    case crmFirst = "the CRM first"
    case callsFirst = "the calls first"
  }

  let store: Store
  private(set) var log: CallLog
  private let database: ScenarioDatabase
  private let connection: Connection
  private let folder: URL
  private let scenario: Scenario
  private let order: Order
  private var settings: [String: String] = [:]
  private var files = 0

  init(_ scenario: Scenario, _ order: Order) async throws {
    self.scenario = scenario
    self.order = order
    log = CallLog(isLinked: scenario.isLinked)
    database = try await ScenarioDatabase.take()
    store = database.store
    connection = try database.connect()
    folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  }

  /// Plays one step.
  func play(_ step: Scenario.Step) async throws {
    settings.merge(step.settings) { $1 }
    try await store.configure(settings)
    if order == .crmFirst { try await importCRM(step.crm) }
    try await ingest(step.calls)
    if order == .callsFirst { try await importCRM(step.crm) }
    for (key, deal) in step.decisions {
      try await store.assign(
        call: try self.call(key), deal: deal, by: "a supervisor", why: "he knows")
    }
    for fact in step.facts {
      _ = try await store.addEvidence(
        ExternalEvidence(
          deal: fact.deal, kind: fact.kind, at: fact.at.instant, recordedBy: "a clerk",
          key: fact.key))
    }
    try await prepareGates(step.gates)
  }

  /// What must not be: that the database disagrees with itself, and that a row of the CRM waits.
  func troubles() async throws -> [String] {
    let waiting = try table("select reason, detail from quarantine where settled_at is null")
      .map { "\($0["reason"] ?? ""): \($0["detail"] ?? "")" }
    return try await store.faults().json.map { "fault: \($0)" } + waiting
  }

  func finish() async throws {
    try? FileManager.default.removeItem(at: folder)
    try await database.giveBack(connection)
  }

  private func importCRM(_ crm: CRMScript) async throws {
    guard !crm.isEmpty else { return }
    files += 1
    let path = folder.appendingPathComponent("crm\(files)")
    try FileManager.default.createDirectory(at: path, withIntermediateDirectories: true)
    for (name, text) in crm.files {
      try Data(text.utf8).write(to: path.appendingPathComponent(name + ".csv"))
    }
    _ = try await CRMImport.run(folder: path.path, store: store, region: "RU", dryRun: false)
  }

  private func ingest(_ calls: [(key: String, legs: [ScriptLeg])]) async throws {
    files += 1
    for (exchange, text) in log.lines(of: calls).sorted(by: { $0.key < $1.key }) {
      let path = folder.appendingPathComponent("\(exchange)\(files).csv").path
      try Data(text.utf8).write(to: URL(fileURLWithPath: path))
      var options = IngestOptions()
      options.tailGraceSeconds = 0
      let ingest = try await FileIngest(
        store: store, profile: profile(exchange), options: options)
      _ = try await ingest.take(path)
    }
  }

  private static let ownNumbers = ["+74950000001"]

  private func profile(_ exchange: String) -> PBXProfile {
    var rules = DialPlan.Rules(region: "RU")
    rules.trunks = "SIP/trunk-.*"
    rules.ownNumbers = Self.ownNumbers
    rules.crmHint = scenario.hints[exchange] ?? "deal:([a-z0-9]+)"
    rules.outcomes = ["MB": "meeting_booked"]
    return PBXProfile(
      name: exchange, format: "asterisk-csv", settings: FormatSettings(timeZone: "Europe/Moscow"),
      rules: rules)
  }

  private func prepareGates(_ gates: Scenario.GateScript) async throws {
    if let rules = gates.rules {
      let indented = rules.split(separator: "\n").map { "  \($0)\n" }.joined()
      let yaml = "pipeline: sales\nskipping: \(gates.skipping ?? "shut")\nstages:\n" + indented
      _ = try await Gate(store: store).apply(GateRules(yaml: yaml), by: "test")
    }
    let complete = gates.complete == "never" ? nil : try Moment(gates.complete ?? "next fri 18:00")
    try connection.execute(
      "update pbx set complete_up_to = $1", [complete.map { PostgresTimestamp($0.instant) }])
  }

  // MARK: What is there

  /// Our number of the call that has the records of that key.
  func call(_ key: String) throws -> Int64 {
    let ids = log.ids[key] ?? []
    let exchange = log.exchanges[key] ?? ""
    let found = Set(
      try table(
        "select l.unique_id, l.call_id::text as call, p.name from leg l join pbx p using (pbx_id)"
      )
      .filter { ids.contains($0["unique_id"] ?? "") && $0["name"] == exchange }
      .compactMap { $0["call"].flatMap { Int64($0) } })
    guard found.count == 1, let call = found.first else {
      throw ScenarioError(scenario.sentence, "the records of \(key) are in \(found.count) calls")
    }
    return call
  }

  /// Rows of a query by column; what is null is empty.
  func table(_ sql: String) throws -> [[String: String]] {
    let decoder = JSONDecoder()
    return try connection.query("select row_to_json(t)::text as line from (\(sql)) t").map { row in
      let line = Data(try row.string("line").utf8)
      return try decoder.decode([String: String?].self, from: line).mapValues { $0 ?? "" }
    }
  }
}
