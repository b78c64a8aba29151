import Foundation
import Postgres
import TestSupport
import Testing

@Suite("A dry run of other rules", .timeLimit(.minutes(10)))
struct LinkDryRunTests {
  private static let policy = """
    evidence: {min_talk_seconds: 120, deal_follows_call: 2h, company_deals: true}
    linking: {shared_number_contacts: 4}
    """

  /// Every table but those of the server, whole.
  private static func everything(_ bench: Workbench) throws -> [String: [String]] {
    let tables = try bench.values(
      """
      select c.relname from pg_class c
      where c.relnamespace = 'tollgate'::regnamespace and c.relkind = 'r' order by 1
      """)
    return try tables.reduce(into: [:]) { all, table in
      all[table] = try bench.values("select to_jsonb(t) from \(table) t").sorted()
    }
  }

  @Test("shows what would move, and leaves no trace")
  func traceless() async throws {
    let bench = try await Workbench.busy(OfficeFiles.small.get())
    let file = try ScratchFolder.make().write(Self.policy, to: "policy.yaml")
    // The command itself writes the configuration first.
    _ = try await bench.tollgate("calls")
    let before = try Self.everything(bench)
    let outcome = try await bench.tollgate("link", "--dry-run", "--rules", file, "--locale", "en")
    #expect(outcome.exitCode == 0, "\(outcome)")
    #expect(outcome.output.contains("Nothing of it was kept."), "\(outcome)")
    #expect(outcome.output.contains("tied otherwise: "), "\(outcome)")
    #expect(outcome.output.contains("reached_before"), "\(outcome)")
    let after = try Self.everything(bench)
    #expect(before == after)
  }

  @Test("foretells exactly what the rules do when they are put into force")
  func exact() async throws {
    let office = try OfficeFiles.small.get()
    let bench = try await Workbench.busy(office)
    let file = try ScratchFolder.make().write(Self.policy, to: "policy.yaml")
    let run = try await bench.tollgate(
      "link", "--dry-run", "--rules", file, "--json", "--from", "2020-01-01")
    #expect(run.exitCode == 0, "\(run)")
    let lines = try run.output.split(separator: "\n").map { try JSON(String($0)) }
    let foretold = lines.filter { $0["what"] == "call" }.map {
      [
        $0["call_id"], $0["deal_after"], $0["method_after"], $0["stage_after"],
        $0["ambiguous_after"],
      ]
      .map { $0 ?? "" }.joined(separator: ",")
    }
    #expect(foretold.count > 5)
    let total = try #require(lines.last)
    #expect(total["calls_moved"] == "\(foretold.count)")

    let links = """
      select concat_ws(',', c.call_id, coalesce(c.deal, ''), c.link_method, coalesce(c.stage, ''),
        c.ambiguous::text) from call_row c
      """
    let evidence =
      "select count(*) from evidence where revoked_at is null and kind = 'client_reached'"
    let old = Set(try bench.values(links))
    let reached = try bench.values(evidence)
    try bench.script(
      """
      select configure(
        '{min_talk_seconds,deal_follows_call_minutes,company_deals,shared_number_contacts}',
        '{120,120,true,4}')
      """)
    let new = Set(try bench.values(links))
    #expect(new.subtracting(old) == Set(foretold))
    #expect(try bench.values(evidence) != reached)

    // What is in force now changes nothing.
    let again = try await Workbench(database: bench.database, configuration: nil).tollgate(
      "link", "--dry-run", "--rules", file, "--json")
    let end = try #require(again.output.split(separator: "\n").last.map { try JSON(String($0)) })
    #expect(end["calls_moved"] == "0")
    #expect(end["gates_changed"] == "0")
    #expect(end["stages_changed"] == "0")
  }

  @Test("tries gate rules, too")
  func gates() async throws {
    let bench = try await Workbench.busy(OfficeFiles.small.get())
    let folder = try ScratchFolder.make()
    try folder.write("pipeline: sales\nstages:\n  incoming: []\n", to: "gates.yaml")
    let file = try folder.write("gates: gates.yaml\n", to: "policy.yaml")
    let outcome = try await bench.tollgate("link", "--dry-run", "--rules", file, "--json")
    #expect(outcome.exitCode == 0, "\(outcome)")
    let lines = try outcome.output.split(separator: "\n").map { try JSON(String($0)) }
    let opened = lines.filter { $0["what"] == "gate" && $0["verdict_after"] == "open" }
    #expect(!opened.isEmpty, "\(outcome)")
    #expect(try bench.values("select max(version) from gate_rules") == ["1"])
  }

  @Test("is the only thing that the command does: else it says where rules are put into force")
  func refused() async throws {
    let bench = try await Workbench.migrated()
    let folder = try ScratchFolder.make()
    try folder.write("evidence: {min_talk_seconds: 60}\n", to: "policy.yaml")
    try folder.write("linking: {order: [crm_hnt]}\n", to: "misspelt.yaml")
    try folder.write("company: {name: X}\n", to: "foreign.yaml")
    try folder.write("", to: "empty.yaml")
    let refusals: [(arguments: String, code: Int32, says: String)] = [
      ("--rules policy.yaml", 64, "configuration file"),
      ("--dry-run --rules missing.yaml", 66, "no such file"),
      ("--dry-run --rules misspelt.yaml", 78, "Did you mean \"crm_hint\"?"),
      ("--dry-run --rules foreign.yaml", 78, "unknown key \"company\""),
      ("--dry-run --rules empty.yaml", 78, "names no rule to try"),
      ("--dry-run --rules policy.yaml --from 2026-02-30", 64, "calendar"),
    ]
    for refusal in refusals {
      let outcome = try await bench.tollgate(
        ["link"] + refusal.arguments.split(separator: " ").map(String.init), in: folder)
      #expect(outcome.exitCode == refusal.code, "\(refusal): \(outcome)")
      #expect(outcome.errors.contains(refusal.says), "\(refusal): \(outcome)")
    }
    let nothing = try await bench.tollgate(
      ["link", "--dry-run", "--rules", "policy.yaml"], in: folder)
    #expect(nothing.exitCode == 0, "\(nothing)")
  }

  @Test("is not in the way of commands that only read")
  func beside() async throws {
    let bench = try await Workbench.busy(OfficeFiles.small.get())
    let session = try bench.connect()
    defer { session.close() }
    try session.script(
      """
      begin; select lock_links(); select policy_before('2020-01-01', '2030-01-01', now());
      select policy_try('{min_talk_seconds}', '{77}');
      """)
    let calls = try await bench.tollgate("calls", "--limit", "1")
    #expect(calls.exitCode == 0, "\(calls)")
  }
}
