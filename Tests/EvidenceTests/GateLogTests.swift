import CallModel
import Evidence
import Foundation
import Postgres
import Store
import Testing

@Suite("A gate's answer")
struct GateLogTests {
  @Test("is logged whole, with the ids of the evidence and the version of the rules")
  func logged() async throws {
    let office = try await GateOffice.make()
    try await office.apply("  appointment: [call_made, client_reached]")
    try office.call(["call_made", "client_reached"], at: GateOffice.at(12), talk: 45)
    let decision = try await office.decide(to: "meeting", log: true)
    let row = try #require(
      try office.connection.query("select * from gate_decision").first)
    #expect(try row.string("verdict") == "open")
    #expect(try row.int64s("evidence_ids") == [1, 2])
    #expect(try row.string("asked_by") == "test")
    #expect(try row.int64("gate_rules_id") == 1)
    #expect(Instant(try row.timestamp("asked_at")) == GateOffice.at(18))
    #expect(try row.optionalTimestamp("known_at") == nil)
    #expect(Instant(try row.timestamp("complete_up_to")) == GateOffice.at(18))
    let logged = try JSONSerialization.jsonObject(with: Data(row.string("decision").utf8))
    let given = try JSONSerialization.jsonObject(with: Data(decision.json.utf8))
    #expect(logged as? NSDictionary == given as? NSDictionary)
  }

  @Test("has the keys of a decision, all of them, nulls written")
  func json() async throws {
    let office = try await GateOffice.make()
    try await office.apply("  appointment: [call_made]")
    try office.call(["call_made"], at: GateOffice.at(12))
    let decision = try await office.decide()
    #expect(
      decision.json == """
        {"complete_up_to":"2024-03-01T18:00:00Z","deal":"881","from":"appointment",\
        "known_at":null,"next_action":null,"requirements":[{"evidence":[{"at":"2024-03-01T12:00:00Z","call":1,\
        "id":1,"kind":"call_made","recording":null}],"kind":"call_made","met":true,\
        "why":"call 1 on 2024-03-01 12:00 UTC"}],"to":null,"verdict":"open"}
        """)
  }

  @Test("reads well in English and Russian")
  func text() async throws {
    let office = try await GateOffice.make()
    try await office.apply("  appointment: [{any: [call_received, form_received]}]")
    for minute in [0, 5, 10, 15, 20] as [Int64] {
      try office.call(["call_made"], at: GateOffice.at(12, minute))
    }
    let english = GateWording(.en).text(try await office.decide(to: "meeting"))
    #expect(
      english == """
        Deal 881, Appointment -> Meeting: gate shut
          [ ] call from the client or request by form: no call from the client or evidence of \
        form_received in this stage; 5 attempts, the last on 2024-03-01 12:20 UTC
        To do: Record it: tollgate evidence add --deal 881 --kind call_received.
        Call records are complete up to 2024-03-01 18:00 UTC.

        """)
    let decision = try await office.decide(to: "meeting", language: .ru)
    #expect(
      GateWording(.ru).text(decision) == """
        Сделка 881, «Appointment» -> «Meeting»: закрыто
          [ ] звонок от клиента или заявка с формы: на этом этапе нет звонка от клиента или \
        свидетельства «заявка с формы»; 5 попыток, последняя 2024-03-01 12:20 UTC
        Что сделать: Запишите: tollgate evidence add --deal 881 --kind call_received.
        Записи о звонках полны до 2024-03-01 18:00 UTC.

        """)
  }

  @Test("is the same verdict and evidence for anyone with psql")
  func psql() async throws {
    let office = try await GateOffice.make()
    try await office.apply("  appointment: [call_made, client_reached]")
    try office.call(["call_made"], at: GateOffice.at(12), talk: 12)
    let row = try #require(
      try office.connection.query(
        "select * from gate_status('881', null, $1)", [PostgresTimestamp(GateOffice.at(18))]
      ).first)
    #expect(try row.string("verdict") == "shut")
    #expect(try row.int64s("evidence_ids") == [1])
    #expect(try row.string("next_action") == "call the client and talk for at least 30 s")
    #expect(
      try row.string("requirements").contains(
        "0 of 1 in this stage; attempts: 1; last attempt: 2024-03-01T12:00:00Z; "
          + "longest talk: 12 s of 30"))
  }
}
