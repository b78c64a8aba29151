import TestSupport
import Testing

@Suite("Rules in the configuration", .timeLimit(.minutes(10)))
struct RuleSettingsTests {
  private func bench(_ yaml: String) async throws -> (Workbench, Outcome) {
    let path = try ScratchFolder.make().write(yaml, to: "tollgate.yaml")
    let bench = Workbench(
      database: try await Workbench.migrated().database, configuration: path)
    return (bench, try await bench.tollgate("calls"))
  }

  @Test("the order of linking and the size of a switchboard stand in the database")
  func linking() async throws {
    let (bench, outcome) = try await bench(
      "linking: {order: [only_open_deal, crm_hint], shared_number_contacts: 5}\n")
    #expect(outcome.exitCode == 0, "\(outcome)")
    #expect(
      try bench.values(
        """
        select concat(name, ' ', value) from setting
        where name in ('link_order', 'shared_number_contacts') order by name
        """) == ["link_order only_open_deal,crm_hint", "shared_number_contacts 5"])
  }

  static let mistakes: [(yaml: String, says: String)] = [
    ("linking: {order: [only_open_dael]}", "Did you mean \"only_open_deal\"?"),
    ("linking: {order: [crm_hint, crm_hint]}", "twice"),
    ("linking: {order: [manual]}", "always goes first"),
    ("linking: {order: []}", "names no rule"),
    ("linking: {ordr: [crm_hint]}", "Did you mean \"order\"?"),
    ("linking: {shared_number_contacts: 1}", "2 or more"),
    ("gates: {fil: x}", "Did you mean \"file\"?"),
    ("gates_enforced: perhaps", "true or false"),
  ]

  @Test("what is wrong is refused with the nearest word", arguments: mistakes)
  func mistake(yaml: String, says: String) async throws {
    let (_, outcome) = try await bench(yaml + "\n")
    #expect(outcome.exitCode == 78, "\(outcome)")
    #expect(outcome.errors.contains(says), "\(outcome)")
  }

  @Test(
    "gates are enforced by either way of writing it, and not when nothing is said",
    arguments: [
      ("gates: {enforce: true}", "true"), ("gates_enforced: true", "true"),
      ("gates: gates.yaml", "false"), ("gates: {file: gates.yaml, enforce: false}", "false"),
    ])
  func enforced(yaml: String, isOn: String) async throws {
    let (bench, outcome) = try await bench(yaml + "\n")
    #expect(outcome.exitCode == 0, "\(outcome)")
    #expect(try bench.values("select gates_are_enforced()") == [isOn])
  }

  @Test("a rules file is checked without being applied, with warnings and with its own file's name")
  func checked() async throws {
    let office = try OfficeFiles.small.get()
    let bench = try await Workbench.furnished(office)
    let folder = try ScratchFolder.make()
    try folder.write("pipeline: sales\nstages:\n  incoming: [fitting_done]\n", to: "good.yaml")
    try folder.write("pipeline: sales\nstages:\n  incomming: []\n", to: "bad.yaml")
    let good = try await bench.tollgate(["gate", "rules", "check", "good.yaml"], in: folder)
    #expect(good.exitCode == 0, "\(good)")
    #expect(
      good.errors.contains("good.yaml: warning, line 3, column 14: Nothing that is"), "\(good)")
    #expect(good.errors.contains("Stage meeting has no entry"), "\(good)")
    let bad = try await bench.tollgate(["gate", "rules", "check", "bad.yaml"], in: folder)
    #expect(bad.exitCode == 78, "\(bad)")
    #expect(bad.errors.contains("Line 3, column 3"), "\(bad)")
    #expect(bad.errors.contains("Did you mean incoming?"), "\(bad)")
    #expect(try bench.values("select count(*) from gate_rules") == ["1"])
    let show = try await bench.tollgate("gate", "rules", "show", "--version", "1")
    #expect(show.output.contains("pipeline: sales"), "\(show)")
    let log = try await bench.tollgate("gate", "rules", "log", "--json")
    #expect(try JSON(log.output)["version"] == "1")
  }

  @Test("a gate's decision can be looked up and explained")
  func explained() async throws {
    let office = try OfficeFiles.small.get()
    let bench = try await Workbench.busy(office)
    let deal = try #require(try office.table("truth/gates.csv").first?["deal"])
    let asked = try await bench.tollgate("gate", "check", "--deal", deal, "--json")
    #expect(asked.exitCode != 1, "\(asked)")
    let log = try await bench.tollgate("gate", "log", "--deal", deal, "--json")
    let id = try #require(try JSON(log.output)["id"])
    let told = try await bench.tollgate("gate", "explain", id, "--locale", "en")
    #expect(told.exitCode == 0, "\(told)")
    #expect(told.output.hasPrefix("Decision \(id) of "), "\(told)")
    let now = try await bench.tollgate("gate", "explain", "--deal", deal, "--json")
    #expect(try JSON(now.output).keys.contains("near_misses"), "\(now)")
    let neither = try await bench.tollgate("gate", "explain")
    #expect(neither.exitCode == 64, "\(neither)")
    let then = try await bench.tollgate(
      "gate", "check", "--deal", deal, "--known-at", "2020-01-01T00:00:00Z", "--at",
      "2026-11-20T10:00:00Z")
    #expect(then.exitCode == 5, "\(then)")
  }
}
