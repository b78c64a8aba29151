import Foundation
import Testing

/// What goes to standard output and standard error: the contract with scripts, cron and terminals.
@Suite("Output", .timeLimit(.minutes(10)))
struct OutputTests {
  @Test("the last line of 'ingest --json' has the contract's keys in their order")
  func ingestSummary() async throws {
    let bench = try await Workbench.migrated()
    let folder = try Clutter.folder.get()
    let outcome = try await bench.tollgate(
      ["ingest", "--json", "--pbx", "hq", "mixed.csv"], in: folder)
    let last = try #require(outcome.lines.last)
    let keys = last.matches(of: /"([a-z_]+)":/).map { String($0.output.1) }
    #expect(
      keys == [
        "files", "records", "legs_new", "legs_duplicate", "calls_new", "calls_changed", "linked",
        "ambiguous", "unmatched", "intake", "evidence_recorded", "evidence_revoked", "quarantined",
        "seconds", "calendar_entries", "sidecars", "recordings",
      ])
    let summary = try JSON(last)
    #expect(summary["files"] == "1")
    #expect(summary["records"] == "41")
    #expect(summary["legs_new"] == "40")
    #expect(summary["quarantined"] == "1")
  }

  @Test("with --quiet a good run is silent, and one with records in quarantine says one line")
  func quiet() async throws {
    let bench = try await Workbench.migrated()
    let folder = try Clutter.folder.get()
    func take(_ file: String) async throws -> Outcome {
      try await bench.tollgate(["ingest", "--quiet", "--pbx", "hq", file], in: folder)
    }
    for _ in 1...2 {
      let good = try await take("good.csv")
      #expect(good.output + good.errors == "")
    }
    let mixed = try await take("mixed.csv")
    #expect(mixed.lines.count == 1, "\(mixed)")
    #expect(mixed.output.contains("1 in quarantine"), "\(mixed)")
    #expect(mixed.errors == "", "\(mixed)")
  }

  @Test("standard input is taken like a file, once")
  func standardInput() async throws {
    let bench = try await Workbench.migrated()
    let text = AsteriskRecord.lines(30)
    for expected in ["30", "0"] {
      let outcome = try await bench.tollgate("ingest", "--json", "--pbx", "hq", "-", input: text)
      #expect(outcome.exitCode == 0, "\(outcome)")
      #expect(try JSON(#require(outcome.lines.last))["legs_new"] == expected, "\(outcome)")
    }
  }

  @Test("each line of 'calls --json' has exactly the contract's keys")
  func calls() async throws {
    let bench = try await Workbench.busy(OfficeFiles.small.get())
    let outcome = try await bench.tollgate("calls", "--json", "--limit", "20")
    #expect(outcome.lines.count == 20)
    for line in outcome.lines {
      #expect(
        try JSON(line).keys == [
          "id", "pbx", "linked_id", "started_at", "answered_at", "ended_at", "direction",
          "external_number", "external_raw", "manager", "extension", "disposition", "ring_seconds",
          "talk_seconds", "legs", "contact", "deal", "stage", "link_method", "ambiguous",
          "candidates", "recordings",
        ])
    }
    let table = try await bench.tollgate("calls", "--limit", "20")
    #expect(table.lines.count == 21)
    #expect(table.errors == "")
  }

  @Test("'gate check --json' has exactly the contract's keys, down to each piece of evidence")
  func gate() async throws {
    let office = try OfficeFiles.small.get()
    let bench = try await Workbench.busy(office)
    let open = try #require(office.table("truth/gates.csv").first { $0["verdict"] == "open" })
    let outcome = try await bench.tollgate(
      "gate", "check", "--json", "--deal", open["deal"] ?? "", "--from", open["from"] ?? "")
    #expect(outcome.lines.count == 1)
    let decision = try JSON(outcome.output)
    #expect(
      decision.keys == [
        "deal", "from", "to", "verdict", "requirements", "next_action", "complete_up_to",
        "known_at",
      ])
    let requirements = decision.list("requirements")
    #expect(requirements.count == 3)
    for requirement in requirements {
      #expect(requirement.keys == ["kind", "met", "why", "evidence"])
      for piece in requirement.list("evidence") {
        #expect(piece.keys == ["id", "kind", "at", "call", "recording"])
      }
    }
  }

  @Test("'call explain' names the rule that decided, and why the others' deals lost")
  func explain() async throws {
    let bench = try await Workbench.busy(OfficeFiles.small.get())
    for method in ["only_open_deal", "intake", "unmatched"] {
      let calls = try await bench.tollgate("calls", "--json", "--limit", "1", "--method", method)
      let call = try JSON(#require(calls.lines.first, "no call by \(method)"))
      let outcome = try await bench.tollgate("call", "explain", call["id"] ?? "")
      #expect(outcome.exitCode == 0, "\(outcome)")
      #expect(outcome.output.contains(method), "\(outcome)")
      let words = method == "only_open_deal" ? "Chosen: the only deal open" : "Nobody in the CRM"
      #expect(outcome.output.contains(words), "\(outcome)")
    }
  }

  @Test("'crm import --json' counts each file and ends with the summary; a dry run keeps nothing")
  func crmImport() async throws {
    let office = try OfficeFiles.small.get()
    let bench = try await Workbench.migrated(configuration: office.configuration)
    for isDry in [true, false] {
      let arguments = ["crm", "import", "--json", office.crm] + (isDry ? ["--dry-run"] : [])
      let outcome = try await bench.tollgate(arguments, in: nil)
      #expect(outcome.exitCode == 4, "\(outcome)")
      let rows = try outcome.lines.map { try JSON($0) }
      for row in rows.dropLast() {
        #expect(
          row.keys == [
            "file", "read", "new", "changed", "unchanged", "repeated", "quarantined", "arrived",
            "removed",
          ])
      }
      #expect(rows.dropLast().contains { $0["file"] == "deals" && $0["new"] == $0["read"] })
      #expect(
        rows.last?.keys == [
          "quarantined", "removed", "periods_changed", "affected_numbers", "calls_changed",
          "evidence_recorded", "evidence_revoked", "warnings", "dry_run",
        ])
      #expect(rows.last?["dry_run"] == (isDry ? "true" : "false"))
      #expect(try bench.values("select count(*) > 0 from deal") == [isDry ? "false" : "true"])
    }
    let again = try await bench.tollgate("crm", "import", "--quiet", office.crm)
    #expect(again.lines.allSatisfy { !$0.contains("calls linked anew") || $0.contains(" 0 calls") })
    let complete = try await bench.tollgate("crm", "import", "--complete", "--json", office.crm)
    #expect(try complete.lines.last.map { try JSON($0)["removed"] } == "0")
  }

  @Test("'quarantine list' tells place and reason, 'show' the bytes, 'discard' who and why")
  func quarantine() async throws {
    let bench = try await Workbench.migrated()
    let folder = try Clutter.folder.get()
    _ = try await bench.tollgate(["ingest", "--pbx", "hq", "mixed.csv"], in: folder)
    let list = try await bench.tollgate("quarantine", "list", "--json")
    #expect(list.lines.count == 1)
    let record = try JSON(list.output)
    #expect(record["line"] == "41")
    #expect(record["reason"] == "columns")
    #expect(record["file"]?.hasSuffix("mixed.csv") == true)
    let id = try #require(record["quarantine_id"])
    let shown = try await bench.tollgate("quarantine", "show", id)
    #expect(shown.output.contains(#"raw: "too","short""#), "\(shown)")
    let table = try await bench.tollgate("quarantine", "list")
    #expect(table.lines.count == 2, "\(table)")

    let discarded = try await bench.tollgate("quarantine", "discard", id, "--why", "a test line")
    #expect(discarded.exitCode == 0, "\(discarded)")
    let empty = try await bench.tollgate("quarantine", "list")
    #expect(empty.output == "" && empty.errors.contains("The quarantine is empty."), "\(empty)")
    let all = try await bench.tollgate("quarantine", "show", id)
    #expect(all.output.contains("settled_by: tester"), "\(all)")
    #expect(all.output.contains("settled_why: a test line"), "\(all)")
    try await bench.expectAgreement()
  }

  @Test("a supervisor's word about a call outlives an import, until he takes it back")
  func assign() async throws {
    let office = try OfficeFiles.small.get()
    let bench = try await Workbench.busy(office)
    let ids = try bench.values(
      "select call_id from call where link_method = 'only_open_deal' order by 1 limit 1")
    let id = try #require(ids.first)
    func link() async throws -> [String?] {
      let call = try JSON(try await bench.tollgate("call", "show", "--json", id).output)
      return [call["deal"], call["link_method"]]
    }
    let before = try await link()
    let others = try bench.values(
      "select crm_id from deal where crm_id <> '\(before[0] ?? "")' order by 1 limit 1")
    let other = try #require(others.first)

    let assigned = try await bench.tollgate(
      "call", "assign", id, "--deal", other, "--why", "heard it")
    #expect(assigned.exitCode == 0, "\(assigned)")
    #expect(try await link() == [other, "manual"])
    _ = try await bench.tollgate("crm", "import", office.crm)
    _ = try await bench.tollgate("ingest")
    #expect(try await link() == [other, "manual"])
    try await bench.expectAgreement()

    let cleared = try await bench.tollgate("call", "assign", id, "--clear")
    #expect(cleared.exitCode == 0, "\(cleared)")
    #expect(try await link() == before)
    try await bench.expectAgreement()
  }

  @Test("evidence with the same key is one fact; the key of another fact is refused")
  func evidence() async throws {
    let bench = try await Workbench.furnished(OfficeFiles.small.get())
    func add(_ kind: String) async throws -> Outcome {
      try await bench.tollgate(
        "evidence", "add", "--json", "--deal", "5000001", "--kind", kind, "--at",
        "2026-11-10T10:00:00+03:00", "--key", "bank/77")
    }
    let first = try JSON(try await add("payment_received").output)
    #expect(first["new"] == "true")
    let second = try JSON(try await add("payment_received").output)
    #expect(second["new"] == "false")
    #expect(second["id"] == first["id"])
    let other = try await add("contract_signed")
    #expect(other.exitCode == 1, "\(other)")
    #expect(other.errors.contains("key"), "\(other)")

    let id = try #require(first["id"])
    let revoked = try await bench.tollgate("evidence", "revoke", id, "--why", "bounced")
    #expect(revoked.output == "Revoked.\n", "\(revoked)")
    let list = try await bench.tollgate("evidence", "list", "--json", "--all", "--deal", "5000001")
    let row = try list.lines.map { try JSON($0) }.first { $0["evidence_id"] == id }
    #expect(row?["revoked_why"] == "bounced", "\(list)")
    #expect(row?["external_key"] == "bank/77", "\(list)")
  }

  @Test("the doctor gives 0 when nothing needs doing and 1 when something does")
  func doctor() async throws {
    let office = try OfficeFiles.small.get()
    let bench = try await Workbench.busy(office)
    let well = try await bench.tollgate("doctor")
    #expect(well.exitCode == 0, "\(well)")
    #expect(well.output.contains("wait in quarantine"), "\(well)")
    for line in try await bench.tollgate("doctor", "--json").lines {
      #expect(try JSON(line).keys == ["state", "what", "text"])
    }

    let folder = try ScratchFolder.make()
    let zone = try folder.write("pbx:\n  - {name: hq, timezone: Europe/Moskow}\n", to: "zone.yaml")
    let spool = try folder.write(
      "pbx:\n  - {name: hq}\nspools:\n  - {path: nowhere, pbx: hq}\n", to: "spool.yaml")
    let key = try folder.write("pbx:\n  - {nam: hq}\n", to: "key.yaml")
    for (file, words) in [(zone, "Europe/Moskow"), (spool, "nowhere"), (key, "\"nam\"")] {
      let ill = try await bench.tollgate("doctor", "--config", file)
      #expect(ill.exitCode == 1, "\(ill)")
      #expect(ill.lines.contains { $0.hasPrefix("FAIL") && $0.contains(words) }, "\(ill)")
    }
    let alone = try await Program.run(
      ["doctor"], environment: ["TOLLGATE_DATABASE": "postgresql:///x?host=/nonexistent"])
    #expect(alone.exitCode == 1, "\(alone)")
    #expect(alone.output.contains("FAIL  database"), "\(alone)")
  }
}
