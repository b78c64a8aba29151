import Testing

@Suite("A conversation that two exchanges logged")
struct TwinTests {
  private static let client = LinkCase.client

  /// From a client on a trunk to an extension, or nobody.
  private static func inbound(
    at: Int, ring: Int? = 5, last: Int, to telephone: String?, id: Int
  ) -> String {
    CallLog.leg(
      at: at, ring: ring, last: last, from: (client, "SIP/mtt-\(id)a"),
      to: telephone.map { ($0, "SIP/\($0)-\(id)b") } ?? ("s", ""),
      application: telephone == nil ? "BackGround" : "Dial", id: id)
  }

  @Test(
    "is one call: that of the exchange which knows who spoke", arguments: LinkCase.Order.allCases)
  func branch(order: LinkCase.Order) async throws {
    let logs = [
      ("hq", Self.inbound(at: 0, ring: 0, last: 120, to: nil, id: 1)),
      ("branch", Self.inbound(at: 20, ring: 5, last: 101, to: "101", id: 1)),
    ]
    for logs in [logs, logs.reversed()] {
      let made = try await LinkCase.taken(logs, LinkCase.facts(), order)
      #expect(
        try made.calls() == ["(branch,inbound,answered,96,anna,c1,d1,only_open_deal,f)"])
      #expect(try made.evidence() == ["(d1,call_received,t)", "(d1,client_reached,t)"])
      #expect(
        try made.board.rows(
          "select t.pbx from call_row c join call_row t on t.call_id = c.twin_of") == ["(branch)"])
      try await made.board.expectSound()
    }
  }

  @Test("a seller of the other exchange took part in it")
  func sellers() async throws {
    // The head office answers, and hands the client to the branch, whose owner speaks longer.
    let facts = LinkCase.facts([
      "manager_extensions": "manager,extension,pbx\nboris,102,hq\nanna,101,branch\n",
      "deals": "deal,title,pipeline,owner,created_at\nd1,Окна,p,anna,\(LinkCase.start)\n"
        + "d2,Двери,p,,\(LinkCase.start)\n",
      "deal_contacts": "deal,contact\nd1,c1\nd2,c1\n",
      "stage_history":
        "deal,stage,entered_at\nd1,new,\(LinkCase.start)\nd2,new,\(LinkCase.start)\n",
    ])
    let logs = [
      ("hq", Self.inbound(at: 0, ring: 4, last: 120, to: "102", id: 1)),
      ("branch", Self.inbound(at: 30, ring: 5, last: 91, to: "101", id: 1)),
    ]
    let made = try await LinkCase.taken(logs, facts, .callsFirst)
    #expect(try made.calls() == ["(hq,inbound,answered,116,boris,c1,d1,manager_extension,f)"])
    try await made.board.expectSound()
  }

  @Test("a second call a moment after the first one, or at another time, is a call of its own")
  func redial() async throws {
    let logs = [
      ("hq", Self.inbound(at: 0, ring: nil, last: 8, to: "101", id: 1)),
      ("branch", Self.inbound(at: 9, ring: 5, last: 60, to: "101", id: 1)),
      ("mobile", Self.inbound(at: 600, ring: 5, last: 60, to: "101", id: 1)),
    ]
    let made = try await LinkCase.taken(logs, LinkCase.facts(), .crmFirst)
    #expect(try made.calls().count == 3)
  }

  @Test("three exchanges make one call, whatever the order in which they come")
  func three() async throws {
    let logs = [
      ("provider", Self.inbound(at: 0, ring: 1, last: 100, to: nil, id: 1)),
      ("hq", Self.inbound(at: 2, ring: 0, last: 98, to: nil, id: 1)),
      ("branch", Self.inbound(at: 15, ring: 5, last: 84, to: "101", id: 1)),
    ]
    for order in [[0, 1, 2], [2, 1, 0], [1, 2, 0], [0, 2, 1]] {
      let made = try await LinkCase.taken(order.map { logs[$0] }, LinkCase.facts(), .crmFirst)
      #expect(try made.calls() == ["(branch,inbound,answered,79,anna,c1,d1,only_open_deal,f)"])
      try await made.board.expectSound()
    }
  }

  @Test("evidence goes over to the call that counts")
  func evidence() async throws {
    let made = try await LinkCase.taken(
      [
        ("hq", Self.inbound(at: 0, ring: 0, last: 120, to: nil, id: 1)),
        ("branch", Self.inbound(at: 20, ring: 5, last: 101, to: "101", id: 1)),
      ], LinkCase.facts(), .crmFirst)
    #expect(
      try made.board.rows(
        "select kind, revoked_why from evidence where revoked_at is not null")
        == [#"(call_received,"Call 2 is the same conversation and counts instead.")"#])
  }
}
