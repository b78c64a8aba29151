import Store
import Testing

@Suite("Links and inbound service")
struct CallServiceTests {
  @Test("calls are counted by the rule that linked them, internal ones apart")
  func attribution() async throws {
    let office = try await ReportOffice.make()
    let deal = try office.deal("d1")
    let visit = try office.visit(deal, "s1", "04 10:00")
    try office.call("outbound", "04 10:00", deal: deal, visit: visit)
    try office.call(
      "outbound", "04 10:05", deal: deal, visit: visit, ambiguous: true, method: "latest_activity")
    try office.call("inbound", "04 10:10", number: "+79990000001", method: "intake")
    try office.call("internal", "04 10:15", method: nil)
    let rows = try await office.store.attribution(office.scope())
    #expect(rows.map(\.method) == ["intake", "internal", "latest_activity", "only_open_deal"])
    #expect(rows.map(\.withDeal) == [0, 0, 1, 1])
    #expect(rows.map(\.ambiguous) == [0, 0, 1, 0])
  }

  @Test(
    "a caller who gives up within 5 s is not offered, at 5 s he is; service level includes its bound"
  )
  func inbound() async throws {
    let office = try await ReportOffice.make()
    try office.call("inbound", "04 10:00", ring: 4, number: "+79990000001")
    try office.call("inbound", "04 10:01", ring: 5, number: "+79990000002")
    try office.call("inbound", "04 10:02", talk: 60, ring: 20, number: "+79990000003")
    try office.call("inbound", "04 10:03", talk: 60, ring: 21, number: "+79990000004")
    try office.call("outbound", "04 10:04", talk: 60, number: "+79990000005")
    let service = try #require(try await office.store.inboundService(office.scope()).first)
    #expect([service.offered, service.answered, service.abandoned, service.short] == [3, 2, 1, 1])
    #expect([service.inLevel, service.levelSeconds] == [1, 20])
    #expect(service.waitP50 == 20 && service.waitP95 == 21 && service.waitMean == 20.5)
  }

  @Test("an office without calls has noughts and no waits")
  func nothing() async throws {
    let office = try await ReportOffice.make()
    #expect(try await office.store.attribution(office.scope()).isEmpty)
    let service = try #require(try await office.store.inboundService(office.scope()).first)
    #expect(service.offered == 0 && service.waitP50 == nil)
  }
}
