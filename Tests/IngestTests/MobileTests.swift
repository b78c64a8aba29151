import Testing

@Suite("A seller's own mobile")
struct MobileTests {
  private static let client = LinkCase.client
  private static let mobile = "+79037654321"
  private static let facts = LinkCase.facts([
    "manager_extensions": "manager,extension\nanna,101\nboris,\(mobile)\n"
  ])

  @Test(
    "is no client: a call to it is a call between ourselves", arguments: LinkCase.Order.allCases)
  func outbound(order: LinkCase.Order) async throws {
    let log = CallLog.leg(
      at: 0, last: 60, from: ("101", "SIP/101-1"), to: ("89037654321", "SIP/mtt-2"), id: 1)
    let made = try await LinkCase.taken([("hq", log)], Self.facts, order)
    #expect(
      try made.calls() == ["(hq,internal,answered,55,boris,,,,f)"])
    #expect(try made.evidence() == [])
    try await made.board.expectSound()
  }

  @Test("answers a client's call that was forwarded to it", arguments: LinkCase.Order.allCases)
  func forwarded(order: LinkCase.Order) async throws {
    let log = CallLog.leg(
      at: 0, last: 60, from: (Self.client, "SIP/mtt-1"), to: ("89037654321", "SIP/mtt-2"), id: 1)
    let made = try await LinkCase.taken([("hq", log)], Self.facts, order)
    #expect(try made.calls() == ["(hq,inbound,answered,55,boris,c1,d1,only_open_deal,f)"])
    #expect(try made.evidence() == ["(d1,call_received,t)", "(d1,client_reached,t)"])
    try await made.board.expectSound()
  }

  @Test("calls a client through the exchange", arguments: LinkCase.Order.allCases)
  func dialledIn(order: LinkCase.Order) async throws {
    let log = CallLog.leg(
      at: 0, last: 60, from: (Self.mobile, "SIP/mtt-1"), to: (Self.client, "SIP/mtt-2"), id: 1)
    let made = try await LinkCase.taken([("hq", log)], Self.facts, order)
    #expect(try made.calls() == ["(hq,outbound,answered,55,boris,c1,d1,only_open_deal,f)"])
    try await made.board.expectSound()
  }

  @Test("that is his only from a day on was a stranger's before")
  func period() async throws {
    let log = CallLog.leg(
      at: 0, last: 60, from: ("101", "SIP/101-1"), to: ("89037654321", "SIP/mtt-2"), id: 1)
    let made = try await LinkCase.taken([("hq", log)], Self.facts, .crmFirst)
    try await made.importCRM([
      "manager_extensions":
        "manager,extension,from,to\nboris,\(Self.mobile),,2026-03-01T00:00:00Z\n"
    ])
    #expect(try made.calls() == ["(hq,outbound,answered,55,anna,,,unmatched,f)"])
    try await made.board.expectSound()
  }
}
