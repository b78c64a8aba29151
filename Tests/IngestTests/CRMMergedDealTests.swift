import CallModel
import Store
import Testing

@Suite("What hangs on a deal that became part of another")
struct CRMMergedDealTests {
  /// Deal d9 of contact c9 is older than d1, and open until it becomes part of it.
  private static func office() async throws -> CRMOffice {
    let office = try await CRMOffice.make()
    try await office.take(CRMSample.files)
    try await office.take([
      .contacts: "contact,name\nc9,Старый\n",
      .contactPhones: "contact,phone\nc9,89031112233\n",
      .deals: "deal,title,pipeline,created_at,closed_at,outcome\n"
        + "d9,Старая,sales,2026-05-01T08:00:00+03:00,2026-05-30T10:00:00+03:00,lost\n",
      .dealContacts: "deal,contact\nd9,c9\n",
      .stageHistory: "deal,stage,entered_at\nd9,new,2026-05-01T08:00:00+03:00\n"
        + "d9,talk,2026-05-06T10:00:00+03:00\nd9,lost,2026-05-30T10:00:00+03:00\n",
    ])
    try await office.ring([
      OfficeCall(day: 2, number: "79031112233", isOutbound: true),
      OfficeCall(day: 7, number: "79031112233"),
      OfficeCall(day: 8, number: "79165554433"),
    ])
    return office
  }

  private static func merge(_ office: CRMOffice) async throws -> CRMImportSummary {
    try await office.take([.merges: "kind,merged,into\ndeal,d9,d1\n"])
  }

  @Test("calls, evidence and a supervisor's word follow into the survivor")
  func follow() async throws {
    let office = try await Self.office()
    try office.run(
      "select assign_call(call_id, 'd9', 'Пётр', '') from call"
        + " where external_number = '+79165554433'")
    let links = """
      select d.crm_id, s.crm_id, c.link_method from call c join deal d using (deal_id)
      join stage_period v using (stage_period_id) join stage s using (stage_id)
      order by c.started_at
      """
    #expect(
      try office.rows(links) == [
        "(d9,new,only_open_deal)", "(d9,talk,only_open_deal)", "(d9,talk,manual)",
      ]
    )
    let summary = try await Self.merge(office)
    #expect(summary.callsChanged == 3)
    #expect(
      try office.rows(links) == [
        "(d1,new,only_open_deal)", "(d1,talk,only_open_deal)", "(d1,talk,manual)",
      ]
    )
    #expect(
      try office.rows(
        "select d.crm_id, count(*) from evidence e join deal d using (deal_id)"
          + " where revoked_at is null group by 1") == ["(d1,6)"])
    #expect(try await office.faults() == [])
    // The supervisor says so again by the old id, which means the survivor.
    try office.run("select assign_call(call_id, 'd9', 'Пётр', '') from call")
    #expect(
      try office.rows("select distinct d.crm_id from call_decision join deal d using (deal_id)")
        == ["(d1)"])
  }

  @Test("facts from outside move with their keys, and what a person withdrew stays withdrawn")
  func outside() async throws {
    let office = try await Self.office()
    try office.run(
      """
      select evidence_add('d9', 'payment_received', '2026-05-02T09:00:00Z', 'bank', 'b1', 'Аванс');
      select evidence_add('d9', 'contract_signed', '2026-05-07T09:00:00Z', 'Анна');
      select evidence_add('d9', 'invoice_sent', '2026-05-07T09:00:00Z', 'Анна', 'i1');
      select evidence_revoke(evidence_id, 'Пётр', 'не тот') from evidence where kind = 'invoice_sent';
      select evidence_revoke(e.evidence_id, 'Пётр', 'не разговор') from evidence e
      join call c using (call_id)
      where e.kind = 'client_reached' and c.started_at < '2026-05-03';
      """)
    _ = try await Self.merge(office)
    let live = """
      select d.crm_id, s.crm_id, e.kind, e.external_key, e.recorded_by, e.detail, e.occurred_at
      from evidence e join deal d using (deal_id) left join stage_period v using (stage_period_id)
      left join stage s using (stage_id)
      where e.revoked_at is null and e.source = 'external' order by e.occurred_at
      """
    #expect(
      try office.rows(live) == [
        "(d1,new,payment_received,b1,bank,Аванс,\"2026-05-02 09:00:00+00\")",
        "(d1,talk,contract_signed,,Анна,\"\",\"2026-05-07 09:00:00+00\")",
      ])
    #expect(
      try office.rows(
        "select kind, revoked_why from evidence where source = 'external'"
          + " and revoked_at is not null and revoked_by is null order by 1") == [
          "(contract_signed,\"Deal d9 became part of deal d1.\")",
          "(payment_received,\"Deal d9 became part of deal d1.\")",
        ])
    // The same fact sent once more, by either id, is the same.
    for deal in ["d1", "d9"] {
      #expect(
        try office.rows(
          "select is_new, is_revoked from evidence_add('\(deal)', 'payment_received',"
            + " '2026-05-02T09:00:00Z', 'bank', 'b1')") == ["(f,f)"])
      #expect(
        try office.rows(
          "select is_new, is_revoked from evidence_add('\(deal)', 'invoice_sent',"
            + " '2026-05-02T09:00:00Z', 'bank', 'i1')") == ["(f,t)"])
    }
    #expect(
      try office.rows(
        "select count(*) from evidence e join call c using (call_id) where e.kind = 'client_reached'"
          + " and c.started_at < '2026-05-03' and e.revoked_at is null") == ["(0)"])
    let faults = try await office.faults()
    #expect(faults == [])
    #expect(try office.rows("select count(*) from evidence_list('d9', false)").count == 1)
  }

  @Test("gates answer for the survivor, and no figure counts the merged deal")
  func figures() async throws {
    let office = try await Self.office()
    let figures = [
      "select count(*) from lead_response('2026-01-01', '2027-01-01', '2027-01-01', null)",
      "select sum(deals) from deal_outcome('2026-01-01', '2027-01-01', '2027-01-01', null)",
      "select count(*) from leak_of_loss('2026-01-01', '2027-01-01', '2027-01-01')",
      "select count(distinct deal_id) from funnel_deal('2026-01-01', '2027-01-01', '2027-01-01', null)",
      "select count(distinct deal_id) from stage_visit('2026-01-01', '2027-01-01', '2027-01-01')",
      "select count(*) from open_deal('2026-05-29')",
      "select sum(closed) from stage_win_rate('2027-01-01')",
    ]
    let before = try figures.flatMap { try office.rows($0) }
    #expect(before == ["(4)", "(2)", "(1)", "(4)", "(4)", "(3)", "(4)"])
    _ = try await Self.merge(office)
    let after = try figures.flatMap { try office.rows($0) }
    #expect(after == ["(3)", "(1)", "(1)", "(3)", "(3)", "(2)", "(2)"])
    #expect(
      try office.rows("select gate_facts('d9', null, null, '2026-05-20') ->> 'deal'") == ["(d1)"])
    #expect(
      try office.rows(
        "select count(*) from call_list(null, null, 'd9', null, null, null, false, 9)")
        == ["(2)"])
  }

  @Test("an id in a CDR that names a merged deal is looked at again, even without a number")
  func hint() async throws {
    let office = try await Self.office()
    try office.run(
      "update call set external_number = null, crm_hint = 'd9', link_method = 'crm_hint'"
        + " where external_number = '+79165554433'")
    try office.run(
      "update call set deal_id = d.deal_id from deal d where call.crm_hint = d.crm_id")
    let summary = try await Self.merge(office)
    #expect(summary.callsChanged >= 2)
  }
}
