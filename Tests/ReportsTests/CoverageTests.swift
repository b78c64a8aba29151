import Postgres
import Store
import Testing

@Suite("Coverage of stage visits")
struct CoverageTests {
  /// Stage s1 of the week: two visits of Anna, four of Boris.
  private func office(_ settings: [String: String] = [:]) async throws -> ReportOffice {
    let office = try await ReportOffice.make(settings)
    // Anna: three dials, of which the second is a redial; the third reaches.
    let first = try office.deal("d1")
    let visit = try office.visit(first, "s1", "04 10:00", "04 11:00")
    try office.visit(first, "s2", "04 11:00")
    try office.call("outbound", "04 10:10", deal: first, visit: visit)
    try office.call("outbound", "04 10:10:40", deal: first, visit: visit)
    let reached = try office.call(
      "outbound", "04 10:12", deal: first, visit: visit, talk: 60, recording: "a.wav")
    try office.evidence("call_made", "04 10:12", deal: first, visit: visit, call: reached)
    // Anna: never called.
    let second = try office.deal("d2")
    try office.visit(second, "s1", "04 10:00", "05 10:00")
    try office.visit(second, "s2", "05 10:00")
    // Boris: left a second before the minute was over, and at the minute.
    let third = try office.deal("d3", owner: "m2")
    try office.visit(third, "s1", "04 10:00", "04 10:00:59")
    try office.visit(third, "s2", "04 10:00:59")
    let fourth = try office.deal("d4", owner: "m2")
    try office.visit(fourth, "s1", "04 10:00", "04 10:01")
    try office.visit(fourth, "s2", "04 10:01")
    // Boris: 8 business hours old, and 9, which is the grace period.
    let fifth = try office.deal("d5", owner: "m2")
    let pending = try office.visit(fifth, "s1", "08 10:00")
    try office.call("inbound", "08 10:00", deal: fifth, visit: pending, talk: 29)
    let sixth = try office.deal("d6", owner: "m2")
    let due = try office.visit(sixth, "s1", "07 18:00")
    try office.call("inbound", "08 09:30", deal: sixth, visit: due, talk: 30)
    return office
  }

  @Test("visits that are due are counted with a call, an attempt and a conversation")
  func counts() async throws {
    let office = try await office()
    let rows = try await office.store.coverage(office.scope(stage: "s1"))
    let stage = try #require(rows.first { $0.level == .stage })
    #expect([stage.visits, stage.passedThrough, stage.pending, stage.due] == [6, 1, 1, 4])
    #expect([stage.called, stage.attempted, stage.reached] == [2, 1, 2])
    #expect([stage.dials, stage.attempts, stage.attemptsAnswered] == [3, 2, 1])
    #expect(stage.attemptsP50 == 0)
    #expect(stage.attemptsMax == 2)
    #expect([stage.answered, stage.conversations, stage.talkSeconds] == [2, 2, 90])
    #expect(stage.talkP50 == 30)
    // The exchange records; of two conversations one names its recording.
    #expect([stage.expected, stage.recorded] == [2, 1])
    #expect(rows.map(\.level) == [.manager, .manager, .stage, .total])
    #expect(rows.prefix(2).map(\.managerName) == ["Anna", "Boris"])
    #expect(rows.first?.due == 2 && rows.first?.reached == 1)
  }

  @Test(
    "times from entry stand in business and in wall time, and are those of visits that have one")
  func times() async throws {
    let office = try await office()
    let rows = try await office.store.coverage(office.scope(stage: "s1"))
    let total = try #require(rows.last)
    #expect(total.attemptN == 1)
    #expect(total.attemptBusinessP50 == 600 && total.attemptWallP50 == 600)
    // Reached after 12 minutes, and on the next morning after half an hour of work.
    #expect(total.reachN == 2)
    #expect(total.reachBusinessP50 == 720 && total.reachBusinessP90 == 1800)
    #expect(total.reachWallP90 == 15 * 3600 + 1800)
  }

  @Test("a redial begins less than 60 s after the one before; at 60 s it is an attempt of its own")
  func redials() async throws {
    let office = try await ReportOffice.make()
    let deal = try office.deal("d1")
    let visit = try office.visit(deal, "s1", "04 10:00")
    for time in ["04 10:00:00", "04 10:00:59", "04 10:01:58", "04 10:02:58"] {
      try office.call("outbound", time, deal: deal, visit: visit)
    }
    let total = try #require(try await office.store.coverage(office.scope()).last)
    #expect([total.dials, total.attempts] == [4, 2])
  }

  @Test("forward moves are held against the rules, pass-throughs too")
  func gates() async throws {
    let office = try await office()
    try office.require("call_made", in: "s1")
    let rows = try await office.store.coverage(office.scope(stage: "s1"))
    let total = try #require(rows.last)
    #expect([total.leftForward, total.gateMet, total.gateShut, total.gateUnknown] == [4, 1, 3, 0])
  }

  @Test("a gate that calls decide is unknown while the records lag, never shut")
  func lag() async throws {
    let office = try await office()
    try office.require("call_made", in: "s1")
    try office.completeUpTo("04 09:00")
    let total = try #require(
      try await office.store.coverage(office.scope(stage: "s1")).last)
    // Of the moves at 10:00:59, 10:01 (an hour and a minute late) and on Tuesday.
    #expect([total.gateMet, total.gateShut, total.gateUnknown] == [1, 0, 3])
  }

  @Test("evidence that is needed twice needs two attempts, and a redial is none")
  func countOfEvidence() async throws {
    let office = try await ReportOffice.make()
    try office.require("call_made", in: "s1", count: 2)
    for (id, second, expected) in [("d1", "04 10:10:59", "shut"), ("d2", "04 10:11:00", "met")] {
      let deal = try office.deal(id)
      let visit = try office.visit(deal, "s1", "04 10:00", "04 12:00")
      try office.visit(deal, "s2", "04 12:00")
      for time in ["04 10:10:00", second] {
        let call = try office.call("outbound", time, deal: deal, visit: visit)
        try office.evidence("call_made", time, deal: deal, visit: visit, call: call)
      }
      let verdicts = try office.query(
        "select verdict from visit_gate(array[$1::integer])", [visit]
      ).map { try $0.string("verdict") }
      #expect(verdicts == [expected], "\(id)")
    }
  }

  @Test("what happened after the moment of the report is not seen")
  func asOf() async throws {
    let office = try await office()
    let total = try #require(
      try await office.store.coverage(office.scope(asOf: "04 10:10:30", stage: "s1")).last)
    // d1, d2 and d6's elders: the visits of Monday morning; only d3 and d4 were over.
    #expect([total.visits, total.passedThrough, total.pending, total.due] == [4, 1, 2, 1])
    #expect([total.dials, total.called] == [0, 0])
  }

  @Test("an office without visits has a total of noughts and no percentile")
  func nothing() async throws {
    let office = try await ReportOffice.make()
    let rows = try await office.store.coverage(office.scope())
    #expect(rows.map(\.level) == [.total])
    #expect(rows.first?.visits == 0 && rows.first?.attemptsP50 == nil)
  }

  @Test("the grace period can be set for one stage")
  func grace() async throws {
    let office = try await office(["stage_grace_minutes.s1": "480"])
    let total = try #require(
      try await office.store.coverage(office.scope(stage: "s1")).last)
    #expect([total.pending, total.due] == [0, 5])
  }

  @Test("a visit entered at the first instant of the span is in it, at its end it is not")
  func spanEnds() async throws {
    let office = try await ReportOffice.make()
    for (id, entered) in [("d1", "03 23:59:59"), ("d2", "04 00:00"), ("d3", "08 23:59:59")] {
      try office.visit(try office.deal(id, created: entered), "s1", entered)
    }
    let total = try #require(
      try await office.store.coverage(office.scope(asOf: "10 18:00")).last)
    #expect(total.visits == 2)
  }

  @Test("each figure lists its deals")
  func drillDown() async throws {
    let office = try await office()
    try office.require("call_made", in: "s1")
    let scope = try await office.scope(stage: "s1")
    let expected = [
      "visits": ["d1", "d2", "d3", "d4", "d6", "d5"], "passed_through": ["d3"],
      "pending": ["d5"], "due": ["d1", "d2", "d4", "d6"], "called": ["d1", "d6"],
      "never_called": ["d2", "d4"], "attempted": ["d1"], "never_attempted": ["d2", "d4", "d6"],
      "reached": ["d1", "d6"], "not_reached": ["d2", "d4"], "recording_missing": ["d6"],
      "left_forward": ["d1", "d2", "d3", "d4"], "gate_met": ["d1"],
      "gate_shut": ["d2", "d3", "d4"], "gate_unknown": [], "nonsense": [],
    ]
    for (figure, deals) in expected {
      let rows = try await office.store.coverageDeals(figure: figure, scope)
      #expect(rows.map(\.deal) == deals, "\(figure)")
    }
  }
}
