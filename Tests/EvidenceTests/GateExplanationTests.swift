import CallModel
import Evidence
import Foundation
import Postgres
import Store
import Testing

@Suite("A gate is explained")
struct GateExplanationTests {
  private func explain(
    _ office: GateOffice, _ language: GateWording.Language = .en
  ) async throws -> String {
    let gate = Gate(store: office.store, wording: GateWording(language))
    let told = try await gate.explain(deal: "881", to: "meeting", at: GateOffice.at(18))
    return GateWording(language).text(told)
  }

  @Test("with every call that came near, and what each lacks; nothing is logged")
  func nearMisses() async throws {
    let office = try await GateOffice.make()
    try await office.apply("  appointment: [{kind: client_reached, certain: true, min_talk: 1m}]")
    let short = try office.call(["client_reached"], at: GateOffice.at(12), talk: 45)
    let doubtful = try office.call(
      ["client_reached"], at: GateOffice.at(13), talk: 90, certain: false)
    let elsewhere = try office.call([], at: GateOffice.at(14), talk: 70, deal: 2, visit: 4)
    let machine = try office.call([], at: GateOffice.at(15), talk: 65)
    let unanswered = try office.call(["call_made"], at: GateOffice.at(16))
    let early = try office.call([], at: GateOffice.at(10, 30), talk: 80, visit: 2)
    try office.connection.script(
      """
      update call set suspicion = 1 where call_id = \(machine);
      update call set link_method = 'latest_activity' where call_id = \(doubtful);
      """)
    let text = try await explain(office)
    for line in [
      "Deal 881, Appointment -> Meeting: gate unknown",
      "asked: talk of at least 60 s, the deal certain",
      "call \(short) on 2024-03-01 12:00 UTC, outbound, talk of 45 s: too short, 60 s are needed",
      "call \(doubtful) on 2024-03-01 13:00 UTC, outbound, talk of 90 s: it is not certain that it "
        + "belongs to this deal: several deals were open then, and the one that had moved last was "
        + "taken (tollgate call explain \(doubtful))",
      "call \(elsewhere) on 2024-03-01 14:00 UTC, outbound, talk of 70 s: tied to deal 882, "
        + "though with the same people",
      "talk of 65 s: an answering machine is suspected",
      "call \(unanswered) on 2024-03-01 16:00 UTC, outbound, no talk: nobody answered",
      "call \(early) on 2024-03-01 10:30 UTC, outbound, talk of 80 s: in another visit",
    ] {
      #expect(text.contains(line), "\(line) is not in\n\(text)")
    }
    #expect(!text.contains("+7916"))
    let russian = try await explain(office, .ru)
    for line in ["слишком короткий, нужно 60 с", "похоже на автоответчик", "никто не ответил"] {
      #expect(russian.contains(line), "\(line) is not in\n\(russian)")
    }
    #expect(try office.connection.query("select from gate_decision").isEmpty)
  }

  @Test("near misses are no more than eight of each requirement, and the rest is counted")
  func many() async throws {
    let office = try await GateOffice.make()
    try await office.apply("  appointment: [client_reached]")
    for minute in 0..<11 as Range<Int64> {
      try office.call(["call_made"], at: GateOffice.at(12, minute), talk: Int32(minute))
    }
    let text = try await explain(office)
    #expect(text.contains("and 3 more such calls"), "\(text)")
    let told = try await Gate(store: office.store).explain(
      deal: "881", to: nil, at: GateOffice.at(18))
    #expect(told.nearMisses.map(\.talkSeconds) == [10, 9, 8, 7, 6, 5, 4, 3])
    let json = try JSONSerialization.jsonObject(with: Data(told.json.utf8)) as? [String: Any]
    #expect((json?["near_misses"] as? [Any])?.count == 8)
    #expect(json?["verdict"] as? String == "shut")
  }

  @Test("a logged decision names its evidence, and what has been revoked since and why")
  func logged() async throws {
    let office = try await GateOffice.make()
    try await office.apply("  appointment: [call_made, client_reached]")
    let call = try office.call(["call_made", "client_reached"], at: GateOffice.at(12), talk: 45)
    _ = try await office.decide(to: "meeting", log: true)
    let gate = Gate(store: office.store)
    var told = try await gate.explain(decision: 1)
    #expect(!told.differs)
    #expect(
      GateWording(.en).text(told).contains(
        "evidence 2: client reached, call \(call) on 2024-03-01 12:00 UTC, outbound, talk of 45 s; "
          + "it stands"))
    #expect(
      GateWording(.en).text(told).contains("By all that is known today the answer is the same."))

    try office.revoke(call: call, at: GateOffice.at(40))
    let moved = try office.call([], at: GateOffice.at(12), deal: 2, visit: 4)
    try office.connection.execute(
      """
      insert into evidence (deal_id, kind, occurred_at, source, call_id, certain, talk_seconds)
      values (2, 'client_reached', now(), 'call', $1, true, 45)
      """, [call])
    told = try await gate.explain(decision: 1)
    #expect(told.differs)
    #expect(told.decision.verdict == .open)
    #expect(told.today.verdict == .unknown || told.today.verdict == .shut)
    let text = GateWording(.en).text(told)
    for line in [
      "Decision 1 of ", "asked by test", "Deal 881, Appointment -> Meeting: gate open",
      "by what had happened up to 2024-03-01 18:00 UTC, by all that was known then, by version 1",
      "evidence 2: client reached, call \(call) on 2024-03-01 12:00 UTC, outbound, talk of 45 s; "
        + "revoked on 2024-03-02 16:00 UTC: The call is linked to another deal. Evidence 3 of deal "
        + "882 took its place.",
      "Call records were complete up to 2024-03-01 18:00 UTC.",
      "By all that is known today, and by today's rules: \(told.today.verdict.rawValue).",
    ] {
      #expect(text.contains(line), "\(line) is not in\n\(text)")
    }
    let russian = GateWording(.ru).text(told)
    for line in [
      "Решение 1 от",
      "отозвано 2024-03-02 16:00 UTC: Звонок привязан к другой сделке. Вместо него — "
        + "свидетельство 3 сделки 882.", "разговор с клиентом: звонок \(call)",
    ] {
      #expect(russian.contains(line), "\(line) is not in\n\(russian)")
    }
    #expect(moved > call)
    let json = try JSONSerialization.jsonObject(with: Data(told.json.utf8)) as? [String: Any]
    #expect(json?["differs"] as? Bool == true)
    #expect((json?["today"] as? [String: Any])?["deal"] as? String == "881")
    #expect((json?["evidence"] as? [Any])?.count == 2)
  }

  @Test("a recording that was found is one, though the CDR names no file")
  func foundRecording() async throws {
    let office = try await GateOffice.make()
    try await office.apply("  appointment: [call_made, recording_attached]")
    let call = try office.call(["call_made"], at: GateOffice.at(12), talk: 45)
    // With the same person, but of another deal, and only its recording would count.
    let other = try office.call(
      [], at: GateOffice.at(13), talk: 45, certain: false, deal: 2, visit: 4)
    _ = try await office.decide(to: "meeting", log: true)
    let gate = Gate(store: office.store)
    #expect(try await !GateWording(.en).text(gate.explain(decision: 1)).contains("recording under"))
    #expect(try await office.decide().verdict == .shut)
    try office.connection.script(
      """
      insert into recording (root, path, name, around_at, bytes, format, modified_at, sound_at,
        status, call_id)
      select '/r', c || '.wav', c || '.wav', now(), 9, 'wav', now(), now(), 'present', c
      from unnest('{\(call),\(other)}'::bigint[]) c
      """)
    #expect(
      try await GateWording(.en).text(gate.explain(decision: 1)).contains(
        "recording under call \(call)"))
    let decision = try await office.decide()
    #expect(decision.verdict == .unknown)
    #expect(decision.requirements.first?.evidence.first?.recording == call)
  }

  @Test("a decision whose facts were not kept is told in the words in which it was given")
  func withoutFacts() async throws {
    let office = try await GateOffice.make()
    try await office.apply("  appointment: [client_reached]")
    _ = try await office.decide(log: true)
    try office.connection.execute("update gate_decision set facts = null, asked_at = null")
    let told = try await Gate(store: office.store).explain(decision: 1)
    let text = GateWording(.ru).text(told)
    #expect(text.contains("no conversation of at least 30 s in this stage"), "\(text)")
  }

  @Test("the log lists what was asked, newest first, and a number that is not there is refused")
  func listed() async throws {
    let office = try await GateOffice.make()
    try await office.apply("  appointment: [client_reached]")
    _ = try await office.decide(log: true)
    _ = try await office.decide("882", log: true)
    let all = try await office.store.gateLog(deal: nil, limit: 10)
    let id = try #require(all.columns.firstIndex(of: "id"))
    #expect(all.rows.map { $0[id] } == ["2", "1"])
    #expect(try await office.store.gateLog(deal: "881", limit: 10).rows.map { $0[id] } == ["1"])
    #expect(try await office.store.gateLog(deal: nil, limit: 1).rows.count == 1)
    await #expect(throws: StoreError.self) {
      try await office.store.gateLog(deal: "nobody", limit: 1)
    }
    let error = await #expect(throws: StoreError.self) {
      try await Gate(store: office.store).explain(decision: 99)
    }
    #expect(error?.code == .notFound)
  }
}
