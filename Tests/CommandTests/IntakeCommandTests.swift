import Foundation
import Testing

@Suite("Intake, own numbers and suspicion on the command line", .timeLimit(.minutes(10)))
struct IntakeCommandTests {
  @Test("a stranger's card is listed, shown, dismissed with a reason, and reopened")
  func intake() async throws {
    let bench = try await Workbench.migrated()
    _ = try await bench.tollgate("ingest", "--pbx", "hq", "-", input: AsteriskRecord.lines(3))
    let list = try await bench.tollgate("intake", "--json")
    #expect(
      try JSON(#require(list.lines.first)).keys == [
        "card", "kind", "number", "opened_at", "due_at", "overdue", "business_seconds_left",
        "calls", "answered", "called_out", "last_call", "last_call_at", "did", "last_manager",
        "next_step", "closed_at", "closed_how", "closed_by", "closed_why", "covers_until",
      ])
    #expect(list.lines.count == 1)
    let shown = try await bench.tollgate("intake", "show", "1", "--locale", "ru")
    #expect(shown.output.contains("Заведите в CRM контакт"), "\(shown)")
    // The card, a blank, the next step, a blank, the head and three calls.
    #expect(shown.output.contains("create_card") && shown.output.contains("answered"))

    #expect(try await bench.tollgate("intake", "dismiss", "1").exitCode == 64)
    let dismissed = try await bench.tollgate(
      "intake", "dismiss", "1", "--why", "a supplier", "--forever", "--by", "Boss", "--json")
    let card = try JSON(#require(dismissed.lines.first))
    #expect(card["closed_how"] == "dismissed" && card["covers_until"] == "infinity")
    #expect(try await bench.tollgate("intake", "--json").lines == [])
    #expect(try await bench.tollgate("intake", "--closed", "--json").lines.count == 1)
    #expect(try await bench.tollgate("intake", "dismiss", "1", "--why", "again").exitCode == 1)
    #expect(try await bench.tollgate("intake", "reopen", "1").exitCode == 0)
    #expect(try await bench.tollgate("intake", "--overdue", "--json").lines.count <= 1)
    #expect(try await bench.tollgate("intake", "--json").lines.count == 1)
    #expect(try await bench.tollgate("intake", "show", "99").exitCode == 1)
    #expect(try await bench.tollgate("verify").exitCode == 0)
  }

  @Test("a number that trunks show is a candidate in list and doctor until a person has judged it")
  func ownNumbers() async throws {
    let bench = try await Workbench.migrated()
    let lines = (0..<3).map { number in
      AsteriskRecord(number: number, source: "79265550000").line
        .replacingOccurrences(
          of: "\"79265550000\",\"101\"", with: "\"74951234567\",\"8926555000\(number)\""
        )
        .replacingOccurrences(of: "SIP/mtt", with: "SIP/x")
        .replacingOccurrences(of: "SIP/101", with: "SIP/mtt")
        .replacingOccurrences(of: "SIP/x", with: "SIP/101")
    }
    _ = try await bench.tollgate("ingest", "--pbx", "hq", "-", input: lines.joined())
    let list = try await bench.tollgate("own-numbers", "--json")
    let row = try JSON(#require(list.lines.first))
    #expect(row["number"] == "+74951234567" && row["state"] == "candidate", "\(list)")
    #expect(row["shown"] == "3")
    let doctor = try await bench.tollgate("doctor")
    #expect(doctor.output.contains("+74951234567 may be lines of ours"), "\(doctor)")
    let confirmed = try await bench.tollgate("own-numbers", "confirm", "8 495 123-45-67")
    #expect(confirmed.output.contains("+74951234567 is a line of ours"), "\(confirmed)")
    #expect(try await bench.tollgate("own-numbers").output.contains("confirmed"))
    let rejected = try await bench.tollgate("own-numbers", "reject", "+74951234567", "--json")
    #expect(try JSON(#require(rejected.lines.first))["own"] == "false")
    #expect(try await bench.tollgate("own-numbers", "confirm", "101").exitCode == 1)
    #expect(
      try await bench.tollgate("doctor").output.contains("no line of ours is unnamed"))
  }

  @Test("suspicion answers for the office in both languages, and as JSON")
  func suspicion() async throws {
    let bench = try await Workbench.busy(OfficeFiles.small.get())
    let span = ["--from", "2000-01-01", "--to", "2100-01-01"]
    for locale in ["en", "ru"] {
      let table = try await bench.tollgate(
        ["suspicion", "--locale", locale] + span, in: nil)
      #expect(table.exitCode == 0, "\(table)")
      #expect(table.output.contains(locale == "en" ? "Questions, no verdicts" : "Вопросы"))
    }
    let json = try await bench.tollgate(["suspicion", "--json"] + span, in: nil)
    #expect(json.exitCode == 0, "\(json)")
    for line in json.lines where line.contains("\"table\":\"suspicion\"") {
      #expect(try JSON(line)["why_only_a_question"] != nil)
    }
  }
}
