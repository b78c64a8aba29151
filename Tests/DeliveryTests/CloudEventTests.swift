import CallModel
import Foundation
import Postgres
import Store
import TestSupport
import Testing

@Suite("An event as a CloudEvent")
struct CloudEventTests {
  /// What is written, and the event that it gives.
  struct Case: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var sql: String
    var event: String
  }

  private static let evidence = """
    insert into evidence (deal_id, stage_period_id, kind, occurred_at, source, certain, detail,
      recorded_by, recorded_at)
    values (1, 1, 'payment_received', '2024-03-01T12:00:00.25Z', 'external', true,
      'Boris paid, +7 916 000-00-01', 'Anna', '2024-03-02T08:00:00Z');
    """

  static let cases = [
    Case(
      testDescription: "evidence from outside", sql: evidence,
      event: """
        {"specversion":"1.0","id":"tollgate:tollgate:recorded-1","source":"/tollgate/tollgate",\
        "type":"tollgate.evidence.recorded","subject":"d1","time":"2024-03-02T08:00:00Z",\
        "datacontenttype":"application/json","sequence":"0000000000000001",\
        "data":{"evidence":1,"deal":"d1","stage":"appointment","kind":"payment_received",\
        "occurred_at":"2024-03-01T12:00:00.25Z","source":"external","call":null,"task":null,\
        "certain":true}}
        """),
    Case(
      testDescription: "evidence of an ambiguous call in no stage",
      sql: """
        insert into evidence (deal_id, kind, occurred_at, source, call_id, certain, talk_seconds,
          direction, recorded_at)
        values (2, 'client_reached', '2024-03-01T12:00:00Z', 'call', 77, false, 40, 'outbound',
          '2024-03-02T08:00:00Z');
        """,
      event: """
        {"specversion":"1.0","id":"tollgate:tollgate:recorded-1","source":"/tollgate/tollgate",\
        "type":"tollgate.evidence.recorded","subject":"d2","time":"2024-03-02T08:00:00Z",\
        "datacontenttype":"application/json","sequence":"0000000000000001",\
        "data":{"evidence":1,"deal":"d2","stage":null,"kind":"client_reached",\
        "occurred_at":"2024-03-01T12:00:00Z","source":"call","call":77,"task":null,\
        "certain":false}}
        """),
    Case(
      testDescription: "a revocation, with its reason",
      sql: evidence
        + """
        update evidence set revoked_at = '2024-03-03T08:00:00Z', revoked_by = 'Anna',
          revoked_why = 'sent back';
        """,
      event: """
        {"specversion":"1.0","id":"tollgate:tollgate:revoked-1","source":"/tollgate/tollgate",\
        "type":"tollgate.evidence.revoked","subject":"d1","time":"2024-03-03T08:00:00Z",\
        "datacontenttype":"application/json","sequence":"0000000000000002",\
        "data":{"evidence":1,"deal":"d1","stage":"appointment","kind":"payment_received",\
        "occurred_at":"2024-03-01T12:00:00.25Z","source":"external","call":null,"task":null,\
        "certain":true,"revoked_at":"2024-03-03T08:00:00Z","why":"sent back"}}
        """),
    Case(
      testDescription: "a decision of a gate",
      sql: """
        insert into gate_decision (deal_id, from_stage_id, to_stage_id, verdict, evidence_ids,
          decision, decided_at, asked_by)
        values (3, 1, 2, 'open', '{4,5}', '{}', '2024-03-01T12:00:00Z', 'Anna');
        """,
      event: """
        {"specversion":"1.0","id":"tollgate:tollgate:decided-1","source":"/tollgate/tollgate",\
        "type":"tollgate.gate.decided","subject":"d3","time":"2024-03-01T12:00:00Z",\
        "datacontenttype":"application/json","sequence":"0000000000000001",\
        "data":{"decision":1,"deal":"d3","from":"appointment","to":"meeting","verdict":"open",\
        "evidence":[4,5]}}
        """),
    Case(
      testDescription: "an intake card that was opened",
      sql: """
        drop table if exists intake_card;
        create table intake_card (intake_card_id bigint, number text, opened_at timestamptz,
          due_at timestamptz, opened_by bigint);
        create trigger intake_opened after insert on intake_card
        referencing new table as added
        for each statement execute function announce('tollgate.intake.opened', 'intake_card_id');
        insert into intake_card
        values (9, '+79160000001', '2024-03-01T12:00:00Z', '2024-03-01T13:00:00Z', 77);
        """,
      event: """
        {"specversion":"1.0","id":"tollgate:tollgate:opened-9","source":"/tollgate/tollgate",\
        "type":"tollgate.intake.opened","subject":"intake-9","time":"2024-03-01T12:00:00Z",\
        "datacontenttype":"application/json","sequence":"0000000000000001",\
        "data":{"intake":9,"opened_at":"2024-03-01T12:00:00Z","due_at":"2024-03-01T13:00:00Z",\
        "call":77}}
        """),
  ]

  @Test("says this and no more: no name, no number, no remark", arguments: cases)
  func golden(_ sample: Case) async throws {
    let office = try await OutboxOffice.make()
    try office.script(sample.sql)
    #expect(try await office.events().last?.json == sample.event)
  }

  @Test("is the same when it is read again, even if its place is another")
  func stable() async throws {
    let office = try await OutboxOffice.make()
    for deal in 1...3 { try office.record(deal) }
    let first = try await office.events().compactMap(\.json)
    #expect(try await office.events().compactMap(\.json) == first)
  }

  @Test("names a company of any name so that it may stand in a URI and a header")
  func oddSchema() async throws {
    let office = try await OutboxOffice.make()
    let encoded = try office.values("select uri_component('ООО \"Б.В\" 1_~-')")
    #expect(encoded == ["%D0%9E%D0%9E%D0%9E%20%22%D0%91%2E%D0%92%22%201_~-"])
    #expect(try office.values("select uri_component('')") == [""])
  }

  @Test("is found by type and by deal, from any place on")
  func filters() async throws {
    let office = try await OutboxOffice.make()
    for deal in [1, 2, 1, 3, 1] { try office.record(deal) }
    try office.script(
      """
      insert into gate_decision (deal_id, from_stage_id, verdict, evidence_ids, decision, asked_by)
      values (1, 1, 'open', '{}', '{}', 'Anna');
      update evidence set revoked_at = now(), revoked_why = 'x' where evidence_id = 3;
      """)
    func places(
      after: Int64 = 0, _ types: [String]? = nil, deal: String? = nil, limit: Int64 = 100
    ) async throws -> [Int64] {
      _ = try await office.store.publishEvents()
      var query = EventQuery()
      query.after = after
      query.types = types
      query.deal = deal
      query.limit = limit
      return try await office.store.events(query).map(\.sequence)
    }
    #expect(try await places() == [1, 2, 3, 4, 5, 6, 7])
    #expect(try await places(["tollgate.evidence.*"]) == [1, 2, 3, 4, 5, 7])
    #expect(try await places(["*.decided", "*.revoked"]) == [6, 7])
    #expect(try await places(["tollgate_evidence*"]) == [])
    #expect(try await places(after: 1, deal: "d1") == [3, 5, 6, 7])
    #expect(try await places(deal: "d1", limit: 2) == [1, 3])
    #expect(try await places(after: 2, limit: 3) == [3, 4, 5])
    #expect(try await places(deal: "nobody") == [])
  }

  @Test("of a fact that is gone is passed over")
  func gone() async throws {
    let office = try await OutboxOffice.make()
    for deal in 1...3 { try office.record(deal) }
    try office.script("delete from evidence where evidence_id = 2")
    let events = try await office.events()
    #expect(events.map(\.sequence) == [1, 2, 3])
    #expect(events.map { $0.json == nil } == [false, true, false])
  }
}
