import CallModel
import Evidence
import Foundation
import Postgres
import Store
import Testing

/// "What did the gate know on Tuesday at 10:00" has an answer.
@Suite("What a gate knew at a moment")
struct GateKnowledgeTests {
  @Test("evidence counts from when it was recorded, whenever it happened")
  func recordedLater() async throws {
    let office = try await GateOffice.make()
    try await office.apply("  appointment: [call_made]")
    try office.call(["call_made"], at: GateOffice.at(12))
    try office.knewSoon()
    try office.batch(at: GateOffice.at(11, 30), completeUpTo: GateOffice.at(12, 1))
    #expect(try await office.decide(knownAt: GateOffice.at(12, 4)).verdict == .shut)
    #expect(try await office.decide(knownAt: GateOffice.at(12, 5)).verdict == .open)
    // It had happened by noon; that we know now.
    #expect(try await office.decide(at: GateOffice.at(12)).verdict == .open)
  }

  @Test("what was revoked later stood then, and what was revoked by then did not")
  func revokedLater() async throws {
    let office = try await GateOffice.make()
    try await office.apply("  appointment: [client_reached]")
    let call = try office.call(["client_reached"], at: GateOffice.at(12), talk: 60)
    try office.knewSoon()
    try office.batch(at: GateOffice.at(12, 5), completeUpTo: GateOffice.at(16))
    try office.revoke(call: call, at: GateOffice.at(14))
    let before = try await office.decide(knownAt: GateOffice.at(13))
    #expect(before.verdict == .open)
    #expect(before.requirements.first?.evidence.map(\.call) == [call])
    #expect(try await office.decide(knownAt: GateOffice.at(14)).verdict == .shut)
    #expect(try await office.decide().verdict == .shut)
  }

  @Test("of a rule `before`, too, only what was known counts")
  func before() async throws {
    let office = try await GateOffice.make()
    try await office.apply(
      "  appointment:\n    - {kind: client_reached, before: proposal_sent}")
    try office.call(["client_reached"], at: GateOffice.at(13), talk: 60)
    _ = try await office.store.addEvidence(
      ExternalEvidence(
        deal: "881", kind: "proposal_sent", at: GateOffice.at(12), recordedBy: "Anna"))
    try office.knewSoon()
    try office.connection.execute(
      "update evidence set recorded_at = '2024-03-01T15:00:00Z' where kind = 'proposal_sent'")
    try office.batch(at: GateOffice.at(12, 5), completeUpTo: GateOffice.at(18))
    #expect(try await office.decide(knownAt: GateOffice.at(14)).verdict == .open)
    #expect(try await office.decide(knownAt: GateOffice.at(15)).verdict == .shut)
  }

  @Test("rules count from when they were applied")
  func rules() async throws {
    let office = try await GateOffice.make()
    try await office.apply("  appointment: [contract_signed]")
    try office.knewSoon()
    try await office.apply("  appointment: []")
    try office.connection.execute(
      "update gate_rules set applied_at = '2024-03-01T15:00:00Z' where version = 2")
    let early = try await office.decide(knownAt: GateOffice.at(7), at: GateOffice.at(12))
    #expect(early.verdict == .unknown)
    #expect(early.nextAction == nil)
    #expect(
      GateWording(.en).text(early).contains("At that time the pipeline had no gate rules."))
    let first = try await office.decide(knownAt: GateOffice.at(14))
    #expect(first.verdict == .shut)
    #expect(first.version == 1)
    #expect(try await office.decide(knownAt: GateOffice.at(15)).verdict == .open)
  }

  @Test("records reached as far as they did after the last batch of that time")
  func watermark() async throws {
    let office = try await GateOffice.make()
    try await office.apply("  appointment: [call_made]")
    try office.knewSoon()
    try office.batch(at: GateOffice.at(12), completeUpTo: GateOffice.at(11, 59))
    try office.batch(at: GateOffice.at(16), completeUpTo: GateOffice.at(15, 59))
    let none = try await office.decide(knownAt: GateOffice.at(11, 30))
    #expect(none.requirements.first?.why == "no call records were taken from any exchange yet")
    let late = try await office.decide(knownAt: GateOffice.at(15))
    #expect(late.verdict == .unknown)
    #expect(late.completeUpTo == GateOffice.at(11, 59))
    let known = try await office.decide(knownAt: GateOffice.at(16))
    #expect(known.verdict == .shut)
    #expect(known.completeUpTo == GateOffice.at(15, 59))
  }

  @Test("a watermark that was not kept makes it unknown, and the answer says so")
  func lostWatermark() async throws {
    let office = try await GateOffice.make()
    try await office.apply("  appointment: [call_made]")
    try office.knewSoon()
    try office.batch(at: GateOffice.at(12), completeUpTo: nil)
    let decision = try await office.decide(knownAt: GateOffice.at(13))
    #expect(decision.verdict == .unknown)
    #expect(decision.nextAction == nil)
    #expect(
      decision.requirements.first?.why == "how far call records reached at that time was not kept")
  }

  @Test("fields and tasks have no history with us, and the answer says so in its words")
  func asOfNow() async throws {
    let office = try await GateOffice.make()
    try await office.apply(
      "  appointment:\n    - {kind: fields_filled, fields: [owner, amount]}\n"
        + "    - {kind: task_planned, task: call}")
    try office.knewSoon()
    let decision = try await office.decide(knownAt: GateOffice.at(13))
    #expect(
      decision.requirements.map(\.why) == [
        "not filled in: amount; looked at as it is today, for its history is not kept",
        "no call task with a due time; looked at as it is today, for its history is not kept",
      ])
    let russian = try await office.decide(knownAt: GateOffice.at(13), language: .ru)
    #expect(
      russian.requirements.first?.why
        == "не заполнено: сумма; показано состояние на сегодня: прежние значения не хранятся")
    let now = try await office.decide()
    #expect(now.requirements.first?.why == "not filled in: amount")
  }

  @Test("a call of which no record had come was no doubt either")
  func nearCalls() async throws {
    let office = try await GateOffice.make()
    try await office.apply("  appointment: [{kind: client_reached, certain: true}]")
    let call = try office.call(
      [], at: GateOffice.at(12), talk: 60, certain: false, deal: 2, visit: 4)
    try office.knewSoon()
    try office.batch(at: GateOffice.at(12, 5), completeUpTo: GateOffice.at(12, 10))
    try office.batch(at: GateOffice.at(14), completeUpTo: GateOffice.at(13, 59))
    try office.connection.execute(
      """
      insert into leg select (jsonb_populate_record(null::leg, jsonb_build_object(
        'leg_id', 1, 'pbx_id', 1, 'leg_key', gen_random_uuid(), 'content_hash', 1, 'call_id', $1,
        'source_file_id', 1, 'byte_offset', 12, 'byte_length', 5, 'started_at', now(),
        'ended_at', now(), 'duration_seconds', 1, 'billable_seconds', 1, 'disposition', 'answered',
        'unique_id', '', 'source', '', 'destination', '', 'channel', '', 'destination_channel', '',
        'application', '', 'did', '', 'account_code', '', 'user_field', '', 'recording_file', '',
        'a_kind', 'none', 'b_kind', 'none', 'flags', 0, 'raw', ''))).*
      """.replacingOccurrences(
        of: "insert into leg select", with: "insert into leg overriding system value select"),
      [call])
    #expect(try await office.decide(knownAt: GateOffice.at(13)).verdict == .shut)
    let later = try await office.decide(knownAt: GateOffice.at(14))
    #expect(later.verdict == .unknown)
    #expect(later.requirements.first?.why.contains("call \(call)") == true)
  }

  @Test("JSON, the log and psql carry the moment; knowing everything is the same as not asking")
  func carried() async throws {
    let office = try await GateOffice.make()
    try await office.apply("  appointment: [call_made]")
    try office.call(["call_made"], at: GateOffice.at(12))
    try office.knewSoon()
    try office.batch(at: GateOffice.at(12, 5), completeUpTo: GateOffice.at(12, 1))
    let moment = GateOffice.at(12, 30)
    let decision = try await office.decide(knownAt: moment, log: true)
    #expect(decision.json.contains("\"known_at\":\"2024-03-01T12:30:00Z\""))
    let text = GateWording(.en).text(decision)
    #expect(text.contains("Call records were complete up to 2024-03-01 12:01 UTC."))
    #expect(
      text.contains(
        "This is what was known on 2024-03-01 12:30 UTC; what was recorded later does not count."))
    let row = try #require(try office.connection.query("select * from gate_decision").first)
    #expect(Instant(try row.timestamp("known_at")) == moment)
    #expect(Instant(try row.timestamp("complete_up_to")) == GateOffice.at(12, 1))
    let verdicts = try office.connection.query(
      """
      select verdict from gate_status('881', null, $1, '2024-03-01T12:04:00Z')
      union all select verdict from gate_status('881', null, $1, '2024-03-01T12:05:00Z')
      union all select verdict from gate_status('881', null, $1, '2100-01-01')
      """, [PostgresTimestamp(moment)]
    ).map { try $0.string("verdict") }
    #expect(verdicts == ["unknown", "open", "open"])
  }
}
