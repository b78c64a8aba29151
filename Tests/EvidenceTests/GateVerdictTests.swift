import CallModel
import Evidence
import Postgres
import Store
import Testing

@Suite("A gate's verdict")
struct GateVerdictTests {
  private let reached = """
      appointment:
        - {kind: call_made, certain: true}
        - {kind: client_reached, certain: true}
    """

  @Test("is open when live evidence meets every requirement, and names call and time")
  func open() async throws {
    let office = try await GateOffice.make()
    try await office.apply(reached)
    let call = try office.call(["call_made", "client_reached"], at: GateOffice.at(12), talk: 45)
    let decision = try await office.decide(to: "meeting")
    #expect(decision.verdict == .open)
    #expect(decision.nextAction == nil)
    #expect(decision.requirements.map(\.isMet) == [true, true])
    #expect(decision.requirements.flatMap(\.evidence).map(\.call) == [call, call])
    #expect(decision.requirements.first?.why == "call \(call) on 2024-03-01 12:00 UTC")
  }

  @Test("is shut when the client was only called, and says how near it came and what to do")
  func shut() async throws {
    let office = try await GateOffice.make()
    try await office.apply(reached)
    try office.call(["call_made"], at: GateOffice.at(12))
    try office.call(["call_made"], at: GateOffice.at(14), talk: 12)
    let decision = try await office.decide(to: "meeting")
    #expect(decision.verdict == .shut)
    #expect(
      decision.requirements.last?.why
        == "no conversation of at least 30 s in this stage; 2 attempts, the last on "
        + "2024-03-01 14:00 UTC; the longest talk was 12 s")
    #expect(decision.nextAction == "Call the client and talk for at least 30 s")
    let russian = try await office.decide(to: "meeting", language: .ru)
    #expect(
      russian.requirements.last?.why
        == "на этом этапе нет разговора от 30 с; 2 попытки, последняя 2024-03-01 14:00 UTC; "
        + "самый долгий разговор: 12 с")
  }

  @Test("does not count a call of an earlier stage, except since: deal")
  func since() async throws {
    let office = try await GateOffice.make()
    try office.call(["client_reached"], at: GateOffice.at(9, 30), talk: 60, visit: 1)
    try await office.apply("  appointment: [client_reached]")
    let strict = try await office.decide()
    #expect(strict.verdict == .shut)
    #expect(strict.requirements.first?.why.contains("1 such piece lies outside") == true)
    try await office.apply("  appointment: [{kind: client_reached, since: deal}]")
    #expect(try await office.decide().verdict == .open)
  }

  @Test("does not count what was revoked, nor what happened after the question or the visit")
  func live() async throws {
    let office = try await GateOffice.make()
    try await office.apply(
      "  appointment: [client_reached]\n  incoming: [{kind: form_received, since: deal}]")
    try office.call(["client_reached"], at: GateOffice.at(12), talk: 60)
    #expect(try await office.decide(at: GateOffice.at(11, 59)).verdict == .shut)
    #expect(try await office.decide().verdict == .open)
    #expect(try await office.store.revokeEvidence(1, by: "Anna", why: "a machine answered"))
    #expect(try await office.decide().verdict == .shut)
    _ = try await office.store.addEvidence(
      ExternalEvidence(deal: "881", kind: "form_received", at: GateOffice.at(12), recordedBy: "x"))
    #expect(try await office.decide(from: "incoming").verdict == .shut)
  }

  @Test("is unknown when call records end before the visit does, and shut within the grace")
  func lag() async throws {
    let office = try await GateOffice.make()
    try await office.apply(reached)
    #expect(try await office.decide(at: GateOffice.at(19)).verdict == .shut)
    let decision = try await office.decide(at: GateOffice.at(19, second: 1))
    #expect(decision.verdict == .unknown)
    #expect(decision.completeUpTo == GateOffice.at(18))
    #expect(
      decision.requirements.first?.why
        == "call records are complete only up to 2024-03-01 18:00 UTC; a later call would not be "
        + "known yet")
    try office.connection.execute(
      "insert into setting (name, value) values ('watermark_grace_minutes', '0')")
    #expect(try await office.decide(at: GateOffice.at(18)).verdict == .shut)
    #expect(try await office.decide(at: GateOffice.at(18, second: 1)).verdict == .unknown)
  }

  @Test("of a visit that is over does not wait for records of the time after it")
  func pastVisit() async throws {
    let office = try await GateOffice.make()
    try await office.apply("  qualification: [client_reached]")
    let decision = try await office.decide(from: "qualification", at: GateOffice.at(100))
    #expect(decision.verdict == .shut)
  }

  @Test("is unknown when no exchange has given a record, and open all the same when met")
  func noRecords() async throws {
    let office = try await GateOffice.make()
    try await office.apply("  appointment: [client_reached]")
    try office.completeUpTo(nil)
    let decision = try await office.decide()
    #expect(decision.verdict == .unknown)
    #expect(decision.completeUpTo == nil)
    try office.call(["client_reached"], at: GateOffice.at(12), talk: 60)
    #expect(try await office.decide().verdict == .open)
  }

  @Test("is shut in spite of the lag when something lacks that the telephone can't give")
  func shutBeatsLag() async throws {
    let office = try await GateOffice.make()
    try await office.apply("  appointment: [client_reached, contract_signed]")
    let decision = try await office.decide(at: GateOffice.at(30))
    #expect(decision.verdict == .shut)
    #expect(
      decision.nextAction
        == "Record it: tollgate evidence add --deal 881 --kind contract_signed; "
        + "Take in the newest call records (tollgate ingest) and ask again")
    _ = try await office.store.addEvidence(
      ExternalEvidence(
        deal: "881", kind: "contract_signed", at: GateOffice.at(13), recordedBy: "Anna"))
    #expect(try await office.decide(at: GateOffice.at(30)).verdict == .unknown)
  }

  @Test("is unknown when only an ambiguous call would meet what must be certain")
  func ambiguous() async throws {
    let office = try await GateOffice.make()
    try await office.apply("  appointment: [{kind: client_reached, certain: true}]")
    let call = try office.call(
      ["client_reached"], at: GateOffice.at(12), talk: 60, certain: false)
    let decision = try await office.decide()
    #expect(decision.verdict == .unknown)
    #expect(decision.requirements.first?.evidence.isEmpty == true)
    #expect(
      decision.nextAction
        == "Say whether call \(call) belongs here: tollgate call assign \(call) --deal 881")
    try await office.apply("  appointment: [client_reached]")
    #expect(try await office.decide().verdict == .open)
  }

  @Test("is unknown when an ambiguous call with the same person was given to his other deal")
  func ambiguousElsewhere() async throws {
    let office = try await GateOffice.make()
    try await office.apply(reached)
    let call = try office.call(
      ["client_reached"], at: GateOffice.at(12), talk: 60, certain: false, deal: 2, visit: 4)
    let decision = try await office.decide()
    #expect(decision.verdict == .unknown)
    #expect(
      decision.requirements.first?.why
        == "call \(call) would meet it, but it is not certain which deal it belongs to")
  }

  @Test("is shut when the same person's call certainly belongs to his other deal, and says so")
  func certainElsewhere() async throws {
    let office = try await GateOffice.make()
    try await office.apply(reached)
    try office.call(
      ["client_reached"], at: GateOffice.at(12), talk: 60, deal: 2, visit: 4)
    let decision = try await office.decide()
    #expect(decision.verdict == .shut)
    #expect(
      decision.requirements.first?.why
        == "no call to the client in this stage; 1 call with the same people belongs to another "
        + "deal or to none")
  }

  @Test("asks for a number when the contact's was another's all through the visit")
  func numberOfAnotherTime() async throws {
    let office = try await GateOffice.make()
    try await office.apply(reached)
    #expect(try await office.decide().nextAction != "Add a telephone number to the deal's contact")
    for (from, to, lacks) in [
      ("-infinity", "2024-03-01T11:00:00Z", true), ("-infinity", "2024-03-01T11:00:01Z", false),
      ("2024-03-01T17:59:59Z", "infinity", false), ("2024-03-01T18:00:00Z", "infinity", true),
    ] {
      try office.connection.script(
        "update contact_phone set valid_from = '\(from)', valid_to = '\(to)'")
      let action = try await office.decide().nextAction
      #expect((action == "Add a telephone number to the deal's contact") == lacks, "\(from) \(to)")
    }
  }

  @Test("counts pieces: one call once, and redials within a minute as one attempt")
  func count() async throws {
    let office = try await GateOffice.make()
    try await office.apply("  appointment: [{any: [call_made, client_reached], count: 2}]")
    try office.call(["call_made", "client_reached"], at: GateOffice.at(12), talk: 60)
    #expect(try await office.decide().verdict == .shut)
    try office.call(["call_made"], at: GateOffice.at(12, second: 59))
    let decision = try await office.decide()
    #expect(decision.verdict == .shut)
    #expect(decision.requirements.first?.why.hasPrefix("only 1 of 2 in this stage") == true)
    try office.call(["call_made"], at: GateOffice.at(12, 2))
    #expect(try await office.decide().verdict == .open)
  }

  @Test("holds talk and direction against what the rule asks")
  func talkAndDirection() async throws {
    let office = try await GateOffice.make()
    try office.call(
      ["client_reached"], at: GateOffice.at(12), talk: 60, direction: "inbound")
    try await office.apply("  appointment: [{kind: client_reached, min_talk: 1m}]")
    #expect(try await office.decide().verdict == .open)
    try await office.apply("  appointment: [{kind: client_reached, min_talk: 61}]")
    #expect(try await office.decide().verdict == .shut)
    try await office.apply("  appointment: [{kind: client_reached, direction: outbound}]")
    #expect(try await office.decide().verdict == .shut)
    try await office.apply("  appointment: [{kind: client_reached, direction: inbound}]")
    #expect(try await office.decide().verdict == .open)
  }

  @Test("asks for fields: columns of the deal and attributes, an amount of 0 being none")
  func fields() async throws {
    let office = try await GateOffice.make()
    try await office.apply(
      "  appointment: [{kind: fields_filled, fields: [amount, type_of_work, owner, contact]}]")
    try office.connection.execute(
      "update deal set amount = 0, attributes = '{\"type_of_work\": \" \"}'")
    let decision = try await office.decide()
    #expect(decision.verdict == .shut)
    #expect(decision.requirements.first?.why == "not filled in: amount, type of work")
    #expect(decision.nextAction == "Fill in amount, type of work")
    try office.connection.execute(
      "update deal set amount = 5, attributes = '{\"type_of_work\": \"roof\"}'")
    #expect(try await office.decide().verdict == .open)
  }

  @Test("asks for a task with a due time")
  func task() async throws {
    let office = try await GateOffice.make()
    try await office.apply(
      "  appointment: [{kind: task_planned, task: classify, since: deal}]")
    let sql = """
      insert into task (crm_id, deal_id, kind, created_at, due_at)
      values ($1, 1, 'classify', '2024-03-01T09:10:00Z', $2)
      """
    let none: PostgresTimestamp? = nil
    try office.connection.execute(sql, ["t1", none])
    #expect(try await office.decide().nextAction == "Plan a classify task with a due time")
    try office.connection.execute(sql, ["t2", PostgresTimestamp(GateOffice.at(15))])
    #expect(try await office.decide().verdict == .open)
  }

  @Test("names the meeting task and the w that it lacks")
  func meetingLacks() async throws {
    let office = try await GateOffice.make()
    try await office.apply("  appointment: [meeting_booked]")
    #expect(
      try await office.decide().nextAction
        == "Agree a meeting and write down who, with whom, where, when")
    try office.meeting("77", at: GateOffice.at(12), without: ["where", "with_whom"])
    let decision = try await office.decide()
    #expect(decision.verdict == .shut)
    #expect(
      decision.requirements.first?.why
        == "no agreed meeting in this stage; meeting task 77 does not say with whom, where")
    #expect(decision.nextAction == "Add to meeting task 77: with whom, where")
  }

  @Test("of a complete meeting without a conversation is unknown while records lag, else shut")
  func meetingNeedsCall() async throws {
    let office = try await GateOffice.make()
    try await office.apply("  appointment: [meeting_booked]")
    try office.meeting("77", at: GateOffice.at(12))
    let decision = try await office.decide()
    #expect(decision.verdict == .shut)
    #expect(decision.nextAction == "Call the client and talk for at least 30 s")
    #expect(try await office.decide(at: GateOffice.at(30)).verdict == .unknown)
  }

  @Test("wants the meeting before the proposal, and opens when the proposal is sent again")
  func before() async throws {
    let office = try await GateOffice.make()
    try await office.apply(
      "  appointment: [{kind: meeting_held, since: deal, before: proposal_sent}]")
    let add: (String, Int64) async throws -> Void = { kind, hour in
      _ = try await office.store.addEvidence(
        ExternalEvidence(deal: "881", kind: kind, at: GateOffice.at(hour), recordedBy: "Anna"))
    }
    try await add("proposal_sent", 12)
    try await add("meeting_held", 13)
    let decision = try await office.decide()
    #expect(decision.verdict == .shut)
    #expect(decision.requirements.first?.why.contains("only after the last proposal sent") == true)
    try await add("proposal_sent", 14)
    #expect(try await office.decide().verdict == .open)
  }

  @Test("is shut for a move that leaves out stages, unless the rules let it")
  func skipping() async throws {
    let office = try await GateOffice.make()
    try await office.apply("  appointment: []")
    let decision = try await office.decide(to: "negotiation")
    #expect(decision.verdict == .shut)
    #expect(decision.requirements.map(\.kind) == ["stages_in_order"])
    #expect(decision.requirements.first?.why == "the move would leave out Meeting, Proposal")
    #expect(decision.nextAction == "Move the deal to Meeting first")
    try await office.apply("  appointment: []", skipping: "open")
    #expect(try await office.decide(to: "negotiation").verdict == .open)
  }

  @Test("is open for a move back or to a lost stage, whatever the rules")
  func backAndLost() async throws {
    let office = try await GateOffice.make()
    try await office.apply(reached)
    #expect(try await office.decide(to: "incoming").verdict == .open)
    #expect(try await office.decide(to: "lost").verdict == .open)
  }

  @Test("is unknown without rules, and open for a stage of which the rules say nothing")
  func noRules() async throws {
    let office = try await GateOffice.make()
    let decision = try await office.decide()
    #expect(decision.verdict == .unknown)
    #expect(decision.nextAction?.contains("tollgate gate rules apply") == true)
    try await office.apply("  paid: [payment_received]")
    #expect(try await office.decide().verdict == .open)
  }

  @Test("is the same when asked twice")
  func twice() async throws {
    let office = try await GateOffice.make()
    try await office.apply(reached)
    try office.call(["call_made"], at: GateOffice.at(12))
    #expect(try await office.decide() == office.decide())
  }

  @Test("is asked of a deal or stage that exists, or an error says which do")
  func strangers() async throws {
    let office = try await GateOffice.make()
    let deal = await #expect(throws: StoreError.self) { try await office.decide("999") }
    #expect(deal?.code == .notFound)
    #expect(deal?.description.contains("There is no deal 999") == true)
    let stage = await #expect(throws: StoreError.self) { try await office.decide(to: "metting") }
    #expect(stage?.description.contains("Its stages: incoming, qualification") == true)
    let lost = await #expect(throws: StoreError.self) { try await office.decide("883") }
    #expect(lost?.description.contains("has no stage at that moment") == true)
  }
}
