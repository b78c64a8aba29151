import Store
import Testing

@Suite("Funnel")
struct FunnelTests {
  private func office() async throws -> ReportOffice {
    let office = try await ReportOffice.make()
    let neat = try office.deal("neat")
    try office.visit(neat, "s1", "04 10:00", "04 12:00")
    try office.visit(neat, "s2", "04 12:00")
    let jumped = try office.deal("jumped")
    try office.visit(jumped, "s1", "04 10:00", "04 13:00")
    try office.visit(jumped, "s3", "04 13:00")
    let passed = try office.deal("passed")
    try office.visit(passed, "s1", "04 10:00", "04 14:00")
    try office.visit(passed, "s2", "04 14:00", "04 14:00:59")
    try office.visit(passed, "s3", "04 14:00:59")
    let lost = try office.deal("lost", amount: "500", closed: "04 15:00", outcome: "lost")
    try office.visit(lost, "s1", "04 10:00", "04 15:00")
    try office.visit(lost, "lost", "04 15:00")
    try office.visit(try office.deal("there"), "s1", "04 10:00")
    return office
  }

  @Test("a visit converts by entering the next stage itself, never by jumping over it")
  func conversion() async throws {
    let office = try await office()
    let rows = try await office.store.funnel(office.scope())
    let first = try #require(rows.first)
    #expect(rows.map(\.stage) == ["s1", "s2", "s3", "s4"])
    #expect(
      [first.visits, first.converted, first.skipped, first.lost, first.there] == [5, 2, 1, 1, 1])
    // Times of 2, 3, 4 and 5 hours.
    #expect(first.leftN == 4 && first.businessP50 == 3 * 3600 && first.businessP90 == 5 * 3600)
  }

  @Test("reached counts whoever came so far, worked only those who were there")
  func worked() async throws {
    let office = try await office()
    let rows = try await office.store.funnel(office.scope())
    #expect(rows.map(\.reached) == [5, 3, 2, 0])
    #expect(rows.map(\.worked) == [5, 1, 2, 0])
    let scope = try await office.scope(stage: "s2")
    #expect(
      try await office.store.funnelDeals(figure: "not_worked", scope).map(\.deal)
        == ["jumped", "passed"])
    #expect(try await office.store.funnelDeals(figure: "worked", scope).map(\.deal) == ["neat"])
  }

  @Test("a deal moved on without its evidence was reached, not worked")
  func withoutEvidence() async throws {
    let office = try await office()
    try office.require("client_reached", in: "s1")
    // Three moved on without; the lost one and the one still there owe nothing yet.
    #expect(try await office.store.funnel(office.scope()).first?.worked == 2)
  }

  @Test("a cohort is mature once it is older than three quarters of the times in the stage")
  func maturity() async throws {
    let office = try await office()
    // Its 75th percentile is 4 hours; the span ends with the 4th.
    let before = try await office.scope(asOf: "05 12:59:59", first: "04", last: "04")
    #expect(try await office.store.funnel(before).first?.isMature == false)
    let after = try await office.scope(asOf: "05 13:00", first: "04", last: "04")
    #expect(try await office.store.funnel(after).first?.isMature == true)
  }

  @Test("deals closed are told by outcome, with amounts by currency")
  func outcomes() async throws {
    let office = try await office()
    try office.deal("e1", amount: "7", currency: "EUR", closed: "05 10:00", outcome: "lost")
    try office.deal("w1", closed: "05 10:00", outcome: "won")
    let rows = try await office.store.outcomes(office.scope())
    #expect(rows.map(\.outcome) == [.won, .lost, .lost])
    #expect(rows.map(\.currency) == ["RUB", "EUR", "RUB"])
    #expect(rows.map(\.withoutAmount) == [1, 0, 0])
    #expect(rows.map(\.dealIds) == [["w1"], ["e1"], ["lost"]])
  }

  @Test("a pipeline without deals has its stages with noughts")
  func nothing() async throws {
    let office = try await ReportOffice.make()
    let rows = try await office.store.funnel(office.scope())
    #expect(rows.map(\.visits) == [0, 0, 0, 0] && rows.map(\.winRate) == [nil, nil, nil, nil])
  }
}
