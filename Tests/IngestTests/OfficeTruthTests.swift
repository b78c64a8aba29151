import Store
import TestSupport
import Testing

/// samples/office, whose maker knew what each call was about.
@Suite("The sample office")
struct OfficeTruthTests {
  @Test("every call is found whole, and is what it was")
  func calls() async throws {
    let found = try OfficeCalls(await OfficeSite.taken())
    var tally = Tally()
    for truth in try Truth.rows("office/truth/calls.csv") {
      let call = try #require(found[truth], "no call has the ids of \(truth.text("truth_id"))")
      compare(call, with: truth, &tally)
    }
    print("samples/office: \(tally.compared("started_at")) calls compared, \(tally.line)")
    #expect(tally.compared("started_at") == found.count)
    #expect(tally.wrong.prefix(20) == [])
  }

  private func compare(
    _ call: [String: String], with truth: [String: String], _ tally: inout Tally
  ) {
    let id = truth.text("truth_id")
    for column in ["started_at", "direction", "external_number", "disposition"] {
      tally.compare(column, of: id, call.text(column), truth.text(column))
    }
    if truth["direction"] != "internal" {
      let tolerance = Int(truth.text("talk_tolerance_seconds")) ?? 0
      let found = Int(call.text("talk_seconds")) ?? .max
      tally.compare(
        "talk", of: id, call.text("talk_seconds"), truth.text("talk_seconds"),
        isRight: Int(truth.text("talk_seconds")).map { abs($0 - found) <= tolerance } ?? false)
    }
    if !truth.text("last_manager").isEmpty {
      tally.compare("manager", of: id, call.text("last_manager"), truth.text("last_manager"))
    }
    compareLink(call, with: truth, &tally)
  }

  private func compareLink(
    _ call: [String: String], with truth: [String: String], _ tally: inout Tally
  ) {
    let id = truth.text("truth_id")
    tally.compare("method", of: id, call.text("link_method"), truth.text("expected_method"))
    if truth.isTrue("contact_certain") {
      tally.compare("contact", of: id, call.text("contact"), truth.text("contact"))
    }
    let isUncertain =
      truth.isTrue("ambiguous")
      || (truth.text("deal").isEmpty && !truth.isTrue("contact_certain"))
    tally.compare("uncertain", of: id, call.text("ambiguous"), "\(isUncertain)")
    guard !truth.isTrue("ambiguous") else { return }
    for column in ["deal", "stage", "stage_entered_at"] {
      tally.compare(column, of: id, call.text(column), truth.text(column))
    }
  }

  @Test("no call is tied to a deal or stage that it was not about, unless it says so")
  func links() async throws {
    let found = try OfficeCalls(await OfficeSite.taken())
    var confusion = Confusion()
    for truth in try Truth.rows("office/truth/calls.csv") where truth["direction"] != "internal" {
      let call = try #require(found[truth])
      let isRight = ["deal", "stage", "stage_entered_at"].allSatisfy { call[$0] == truth[$0] }
      let method = truth.text("expected_method")
      confusion.add(method, isRight: isRight, isUncertain: call.isTrue("ambiguous"))
    }
    print("samples/office, calls by what the truth expects:\n\(confusion.table)")
    #expect(confusion.total.wrong == 0)
    // All but those of which the records themselves don't tell.
    #expect(confusion.total.right == 4_409)
    #expect(confusion.total.calls == 4_506)
  }

  @Test("certain evidence is exactly that of the truth")
  func evidence() async throws {
    let board = try await OfficeSite.taken()
    let found = try OfficeCalls(board)
    let calls = try Truth.rows("office/truth/calls.csv")
    let ids = Dictionary(
      try calls.map { ($0.text("truth_id"), try #require(found[$0]).text("call_id")) },
      uniquingKeysWith: { $1 })
    // A debt of two people who share a telephone is nobody's for certain.
    let shared = Set(
      calls.filter { !$0.isTrue("person_certain") }.compactMap { ids[$0.text("truth_id")] })
    let mine = try board.table(OfficeCalls.certainEvidence).filter { piece in
      piece["kind"] != "callback_made" || !shared.contains(piece.text("call"))
    }
    let truth = try Truth.rows("office/truth/evidence.csv").filter { !$0.isTrue("ambiguous") }.map {
      var piece = $0
      // A booked meeting rests on its task; the call that led to it is only told.
      piece["call"] = piece.text("task").isEmpty ? ids[piece.text("truth_id")] ?? "?" : ""
      return piece
    }
    let columns = ["deal", "stage", "stage_entered_at", "kind", "at", "call", "task"]
    let line = { (piece: [String: String]) in columns.map { piece.text($0) }.joined(separator: " ")
    }
    let difference = Difference(mine.map(line), truth.map(line))
    print(
      "samples/office: \(mine.count) pieces of certain evidence, \(truth.count) in truth, "
        + "\(difference.common) in both")
    #expect(difference.onlyFirst.prefix(10) == [])
    #expect(difference.onlySecond.prefix(10) == [])
  }

  @Test("the gates of the six shown deals answer as they should")
  func gates() async throws {
    let store = try await OfficeSite.taken().store
    // What gates.yaml asks of the stage.
    let requirements = ["call_made", "client_reached", "meeting_booked"].map {
      #"{"stage": "appointment", "kinds": ["\#($0)"], "since": "stage", "count": 1, "certain": true}"#
    }
    _ = try await store.applyGateRules(
      pipeline: "sales", source: "test", skipping: "shut",
      requirements: "[\(requirements.joined(separator: ","))]", appliedBy: "test")
    let asked = try #require(try await store.completeUpTo())
    let rows = try Truth.rows("office/truth/gates.csv")
    #expect(rows.count == 6)
    for truth in rows {
      let facts = try await store.gateFacts(
        deal: truth.text("deal"), from: truth.text("from"), to: truth.text("to"), at: asked)
      let missing = facts.requirements.filter { $0.state != .met }.flatMap(\.kinds)
      #expect(facts.verdict.rawValue == truth.text("verdict"), "deal \(truth.text("deal"))")
      #expect(missing.joined(separator: ";") == truth.text("missing"))
    }
  }

  @Test("the database agrees with itself")
  func sound() async throws {
    try await OfficeSite.taken().expectSound()
  }
}
