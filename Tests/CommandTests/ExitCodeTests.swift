import Foundation
import TestSupport
import Testing

/// The exit code and the sentence by which cron and its administrator learn what kind of trouble
/// it was.
@Suite("Exit codes", .timeLimit(.minutes(10)))
struct ExitCodeTests {
  /// A command that can't do what was asked.
  struct Refusal: Sendable, CustomTestStringConvertible {
    /// Arguments, separated by blanks.
    var command: String
    var exitCode: Int32
    /// What standard error has to hold, each of them.
    var says: [String]

    init(_ command: String, _ exitCode: Int32, _ says: String...) {
      self.command = command
      self.exitCode = exitCode
      self.says = says
    }

    var testDescription: String { "tollgate \(command)" }
  }

  /// Their working folder holds the files of `Clutter`, among them tollgate.yaml with two PBXs.
  private static let refusals = [
    Refusal("open-sesame", 64, "open-sesame"),
    Refusal("ingest --no-such-option", 64, "--no-such-option"),
    Refusal("ingest good.csv", 64, "Which PBX wrote it?", "hq, branch"),
    Refusal("ingest --pbx nowhere good.csv", 64, "no PBX \"nowhere\"", "hq, branch"),
    Refusal("ingest --pbx hq", 64, "Name the files"),
    Refusal("calls --from yesterday", 64, "\"yesterday\" is no time", "2026-10-25"),
    Refusal("gate check --deal 1 --locale tlh", 64, "no language \"tlh\"", "en, ru"),
    Refusal("call assign 1", 64, "--deal or --clear"),
    Refusal("ingest --pbx hq missing.csv", 66, "missing.csv", "no such file"),
    Refusal("ingest --pbx hq folder", 66, "folder", "directory"),
    Refusal("crm import missing", 66, "folder"),
    Refusal("crm import folder", 66, "contacts.csv"),
    Refusal("gate rules apply missing.yaml", 66, "missing.yaml", "no such file"),
    Refusal("gate rules show --version 7", 66, "no version 7", "gate rules log"),
    Refusal("demo --samples missing", 66, "missing", "--samples"),
    Refusal("ingest --pbx hq letter.txt", 65, "letter.txt", "no known CDR format"),
    Refusal("ingest --pbx hq good.csv.gz", 65, "compressed", "gzip -dc"),
    Refusal("ingest --pbx branch good.csv", 65, "time zone Asia/Tokyo", "Set timezone"),
    Refusal("ingest --pbx hq --format freeswitch-csv good.csv", 65, "nothing of it was taken"),
    Refusal("crm import headless", 65, "contacts.csv", "name"),
    Refusal("ingest --pbx hq --format morse good.csv", 78, "morse", "asterisk-csv"),
    Refusal("calls --config missing.yaml", 78, "missing.yaml", "no such file"),
    Refusal("calls --config misspelt.yaml", 78, "misspelt.yaml:4", "\"timezon\"", "\"timezone\""),
    Refusal("calls --config broken.yaml", 78, "broken.yaml", "3"),
    Refusal("gate rules apply misspelt-gates.yaml", 78, "Line 4", "client_reached"),
    Refusal("gate rules apply foreign-gates.yaml", 78, "no pipeline", "elsewhere"),
    Refusal("call show 4711", 1, "no call 4711", "tollgate calls"),
    Refusal("call assign 4711 --deal 1", 1, "no call of this number"),
    Refusal("gate check --deal nobody", 1, "nobody"),
    Refusal("evidence add --deal nobody --kind payment_received", 1, "nobody"),
    Refusal("quarantine show 4711", 1, "no record 4711"),
    Refusal("quarantine discard 4711 --why x", 1, "No record of this number"),
  ]

  @Test("what can't be done is refused with its code and a sentence", arguments: refusals)
  func refused(_ refusal: Refusal) async throws {
    let bench = try await Workbench.migrated()
    let folder = try Clutter.folder.get()
    let outcome = try await bench.tollgate(
      refusal.command.split(separator: " ").map(String.init), in: folder)
    #expect(outcome.exitCode == refusal.exitCode, "\(outcome)")
    for words in refusal.says { #expect(outcome.errors.contains(words), "\(outcome)") }
    if refusal.exitCode != 64 {
      #expect(outcome.errors.hasPrefix("tollgate: "), "\(outcome)")
      #expect(!outcome.errors.contains("Error Domain"), "\(outcome)")
    }
    #expect(try bench.values("select count(*) from source_file") == ["0"])
  }

  @Test("a database that is not there gives 69, one that does not let us in 77, a wrong name 78")
  func unreachable() async throws {
    func code(_ uri: String) async throws -> Outcome {
      try await Program.run(["calls"], environment: ["TOLLGATE_DATABASE": uri])
    }
    let absent = try await code("postgresql:///x?host=/nonexistent")
    #expect(absent.exitCode == 69, "\(absent)")
    #expect(absent.errors.contains("/nonexistent"), "\(absent)")
    #expect(absent.errors.contains("Check that the server runs"), "\(absent)")

    let bench = try await Workbench.empty()
    let uri = bench.database.uri
    let user = try #require(uri.firstMatch(of: /user=[^&]*/)).output
    let stranger = try await code(uri.replacing(user, with: "user=stranger"))
    #expect(stranger.exitCode == 77, "\(stranger)")
    #expect(stranger.errors.contains("stranger"), "\(stranger)")
    let misnamed = try await code(uri.replacing(bench.database.name, with: "no_such_database"))
    #expect(misnamed.exitCode == 78, "\(misnamed)")
    #expect(misnamed.errors.contains("no_such_database"), "\(misnamed)")
    let unreadable = try await code("postgresql://[half:an/address")
    #expect(unreadable.exitCode == 78, "\(unreadable)")
    #expect(unreadable.errors.contains("postgresql:// URI"), "\(unreadable)")
  }

  @Test("a schema that is not the program's gives 78 and says which of the two is older")
  func schemaOfAnotherVersion() async throws {
    let fresh = try await Workbench.empty()
    let behind = try await fresh.tollgate("calls")
    #expect(behind.exitCode == 78, "\(behind)")
    #expect(behind.errors.contains("tollgate db migrate"), "\(behind)")

    let bench = try await Workbench.migrated()
    try bench.script("insert into schema_migration values (9999, '9999_future.sql', 'x')")
    for command in [["calls"], ["ingest", "--pbx", "hq", "x.csv"], ["db", "migrate"]] {
      let ahead = try await bench.tollgate(command, in: nil)
      #expect(ahead.exitCode == 78, "\(ahead)")
      #expect(ahead.errors.contains("newer Tollgate"), "\(ahead)")
    }

    let other = try await Workbench.migrated()
    try other.script("update schema_migration set checksum = 'x' where version = 2")
    let changed = try await other.tollgate("db", "migrate")
    #expect(changed.exitCode == 78, "\(changed)")
    #expect(changed.errors.contains("0002_crm.sql"), "\(changed)")
  }

  @Test("a good run gives 0, one with records in quarantine 4, and a replay of nothing 0")
  func ingested() async throws {
    let bench = try await Workbench.migrated()
    let folder = try Clutter.folder.get()
    let good = try await bench.tollgate(["ingest", "--pbx", "hq", "good.csv"], in: folder)
    #expect(good.exitCode == 0, "\(good)")
    let nothing = try await bench.tollgate(["quarantine", "replay"], in: folder)
    #expect(nothing.exitCode == 0, "\(nothing)")
    let mixed = try await bench.tollgate(["ingest", "--pbx", "hq", "mixed.csv"], in: folder)
    #expect(mixed.exitCode == 4, "\(mixed)")
    let again = try await bench.tollgate(["ingest", "--pbx", "hq", "mixed.csv"], in: folder)
    #expect(again.exitCode == 0, "\(again)")
    let useless = try await bench.tollgate(["quarantine", "replay"], in: folder)
    #expect(useless.exitCode == 4, "\(useless)")
  }

  @Test("one missing file does not keep the others from being taken; it gives 66 all the same")
  func oneOfSeveral() async throws {
    let bench = try await Workbench.migrated()
    let folder = try Clutter.folder.get()
    let outcome = try await bench.tollgate(
      ["ingest", "--pbx", "hq", "missing.csv", "good.csv"], in: folder)
    #expect(outcome.exitCode == 66, "\(outcome)")
    #expect(try bench.values("select count(*) > 10 from leg") == ["true"])
  }

  @Test("a gate gives 0 open, 3 shut, 5 unknown")
  func gates() async throws {
    let office = try OfficeFiles.small.get()
    let bench = try await Workbench.busy(office)
    let asOf = try bench.values("select rfc3339(cdr_complete_up_to())")[0]
    let codes: [String: Int32] = ["open": 0, "shut": 3]
    let rows = try office.table("truth/gates.csv")
    #expect(Set(rows.compactMap { $0["verdict"] }) == ["open", "shut"])
    for row in rows {
      let deal = try #require(row["deal"])
      let from = try #require(row["from"])
      let question = ["gate", "check", "--deal", deal, "--from", from]
      let now = try await bench.tollgate(question + ["--at", asOf], in: nil)
      #expect(now.exitCode == codes[row["verdict"] ?? ""], "deal \(deal): \(now)")
    }
    // Who asks about a time of which no records have come yet gets no verdict.
    let rules = try ScratchFolder.make().write(
      "pipeline: sales\nstages:\n  appointment:\n    - client_reached\n", to: "gates.yaml")
    let applied = try await bench.tollgate("gate", "rules", "apply", rules)
    #expect(applied.exitCode == 0, "\(applied)")
    let waiting = try bench.values(
      """
      select d.crm_id from stage_period v join deal d using (deal_id) join stage s using (stage_id)
      where s.crm_id = 'appointment' and v.left_at = 'infinity'
        and not exists (select from evidence e where e.stage_period_id = v.stage_period_id)
      """)
    let deal = try #require(waiting.first)
    let later = try await bench.tollgate("gate", "check", "--deal", deal, "--at", "2031-01-01")
    #expect(later.exitCode == 5, "deal \(deal): \(later)")
  }
}
