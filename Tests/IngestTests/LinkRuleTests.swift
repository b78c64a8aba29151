import Store
import Testing

@Suite("Which deal a call belongs to")
struct LinkRuleTests {
  private static let start = LinkCase.start
  /// Two deals of one client: Anna's and Boris's.
  private static let twoDeals = LinkCase.facts([
    "deals":
      "deal,title,pipeline,owner,created_at\nd1,Окна,p,anna,\(start)\nd2,Двери,p,boris,\(start)\n",
    "deal_contacts": "deal,contact\nd1,c1\nd2,c1\n",
    "stage_history": "deal,stage,entered_at\nd1,new,\(start)\nd2,new,2026-03-01T11:00:00+03:00\n",
  ])

  private static func call(
    by telephone: String = "101", account: String = "", id: Int = 1
  ) -> String {
    CallLog.leg(
      at: 0, last: 60, from: (telephone, "SIP/\(telephone)-1"),
      to: (LinkCase.client, "SIP/mtt-2"), account: account, id: id)
  }

  private static func crowd(owner: String) -> [String: String] {
    LinkCase.facts([
      "contacts": "contact,name\nc1,А\nc2,Б\nc3,В\n",
      "contact_phones": "contact,phone\n"
        + ["c1", "c2", "c3"].map { "\($0),\(LinkCase.client)\n" }.joined(),
      "deals": "deal,title,pipeline,owner,created_at\nd1,Окна,p,\(owner),\(start)\n",
    ])
  }

  @Test("the only open deal of a number of three contacts is certain when its owner called")
  func crowd() async throws {
    let sure = try await LinkCase.taken([("hq", Self.call())], Self.crowd(owner: "anna"), .crmFirst)
    #expect(try sure.calls() == ["(hq,outbound,answered,55,anna,c1,d1,only_open_deal,f)"])
    let unsure = try await LinkCase.taken(
      [("hq", Self.call())], Self.crowd(owner: "boris"), .callsFirst)
    #expect(try unsure.calls() == ["(hq,outbound,answered,55,anna,c1,d1,only_open_deal,t)"])
    #expect(try unsure.evidence() == ["(d1,call_made,f)", "(d1,client_reached,f)"])
  }

  @Test("the order of the rules can be configured, and calls follow")
  func order() async throws {
    let made = try await LinkCase.taken([("hq", Self.call())], Self.twoDeals, .crmFirst)
    #expect(try made.calls() == ["(hq,outbound,answered,55,anna,c1,d1,manager_extension,f)"])
    try await made.board.store.configure(
      ["link_order": "crm_hint,only_open_deal,latest_activity"])
    #expect(try made.calls() == ["(hq,outbound,answered,55,anna,c1,d2,latest_activity,t)"])
    try await made.board.expectSound()
  }

  @Test("a supervisor's word sticks through a new import, until it is taken back")
  func assigned() async throws {
    let made = try await LinkCase.taken([("hq", Self.call())], Self.twoDeals, .crmFirst)
    try await made.board.store.assign(call: 1, deal: "d2", by: "head", why: "he said so")
    try await made.importCRM(["contact_phones": "contact,phone,label\nc1,\(LinkCase.client),MOB\n"])
    try await made.importCRM(["deal_contacts": "deal,contact\nd1,c1\n"])
    #expect(try made.calls() == ["(hq,outbound,answered,55,anna,c1,d2,manual,f)"])
    try await made.board.store.assign(call: 1, deal: nil, by: "head", why: "")
    #expect(try made.calls() == ["(hq,outbound,answered,55,anna,c1,d1,manager_extension,f)"])
    try await made.board.expectSound()
  }

  @Test("a deal that follows the call of a company's own number is the call's")
  func company() async throws {
    let facts = LinkCase.facts([
      "contact_phones": "contact,phone\nc1,+79990000000\n",
      "companies": "company,name\nf1,Окна\n",
      "company_phones": "company,phone\nf1,\(LinkCase.client)\n",
      "deals": "deal,title,pipeline,owner,company,created_at\n"
        + "d1,Окна,p,anna,f1,2026-03-02T10:20:00+03:00\n",
      "stage_history": "deal,stage,entered_at\nd1,new,2026-03-02T10:20:00+03:00\n",
    ])
    let made = try await LinkCase.taken([("hq", Self.call())], facts, .callsFirst)
    #expect(try made.calls() == ["(hq,outbound,answered,55,anna,,d1,deal_follows_call,f)"])
    try await made.board.expectSound()
  }

  @Test("who spoke, and how long, is told of each")
  func speakers() async throws {
    let log =
      CallLog.leg(
        at: 0, last: 40, from: (LinkCase.client, "SIP/mtt-1"), to: ("101", "SIP/101-2"), id: 1)
      + CallLog.leg(
        at: 40, ring: 4, last: 30, from: (LinkCase.client, "SIP/mtt-1"), to: ("102", "SIP/102-3"),
        id: 1)
    let made = try await LinkCase.taken([("hq", log)], LinkCase.facts(), .crmFirst)
    #expect(
      try made.board.rows("select extension, manager, talk_seconds from call_speaker_list(1)")
        == ["(101,anna,35)", "(102,boris,26)"])
    let explanation = try await made.board.store.callExplanation(1)
    #expect(explanation?.contains("\"speakers\"") == true)
  }
}
