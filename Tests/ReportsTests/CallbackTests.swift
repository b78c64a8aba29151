import Store
import Testing

@Suite("Call-back debts")
struct CallbackTests {
  /// Debts of Monday, each opened at 10:00:10: called back after 20 minutes and after 20 minutes
  /// and a second; the client's own second call; an attempt that failed; nothing at all.
  private func office() async throws -> ReportOffice {
    let office = try await ReportOffice.make()
    for index in 1...5 {
      let deal = try office.deal("d\(index)", amount: "\(index)000")
      let visit = try office.visit(deal, "s1", "04 09:00")
      try office.call("inbound", "04 10:00", deal: deal, visit: visit)
      switch index {
      case 1: try office.call("outbound", "04 10:20:10", deal: deal, visit: visit, talk: 10)
      case 2: try office.call("outbound", "04 10:20:11", deal: deal, visit: visit, talk: 10)
      case 3: try office.call("inbound", "04 10:30", deal: deal, visit: visit, talk: 40)
      case 4: try office.call("outbound", "04 10:05:10", deal: deal, visit: visit)
      default: try office.call("inbound", "04 10:10", deal: deal, visit: visit)
      }
    }
    return office
  }

  @Test("debts are summed by how they ended, and when")
  func summary() async throws {
    let office = try await office()
    let sum = try #require(try await office.store.callbacks(office.scope()).first)
    #expect([sum.opened, sum.misses, sum.due, sum.pending] == [5, 6, 5, 0])
    #expect([sum.calledBack, sum.selfRecovered, sum.remainder] == [2, 1, 2])
    #expect([sum.attemptedInSla, sum.reachedInSla] == [2, 1])
    #expect(sum.attemptN == 3 && sum.attemptBusinessP50 == 1200)
    #expect(sum.reachBusinessP50 == 1200 && sum.reachBusinessP95 == 1201)
    #expect([sum.open1Hour, sum.open4Hours, sum.open24Hours, sum.openLonger] == [0, 0, 0, 2])
  }

  @Test("a debt inside its 20 minutes is pending; at 20 minutes it is due")
  func pending() async throws {
    let office = try await office()
    let before = try #require(
      try await office.store.callbacks(office.scope(asOf: "04 10:20:09")).first)
    #expect([before.due, before.pending, before.remainder] == [0, 5, 5])
    let after = try #require(
      try await office.store.callbacks(office.scope(asOf: "04 10:20:10")).first)
    #expect([after.due, after.pending, after.calledBack] == [5, 0, 1])
  }

  @Test(
    "open debts are warnings until 24 business hours, then leaks; closed ones are late or self-recovered"
  )
  func leaks() async throws {
    let office = try await office()
    let soon = try await office.store.leaks(office.scope(asOf: "05 18:00"))
      .filter { ["L2", "L3", "L4"].contains($0.class) }
    #expect(soon.map(\.class) == ["L2", "L2", "L3", "L4"])
    #expect(soon.map(\.deal) == ["d5", "d4", "d2", "d3"])
    #expect(soon.map(\.severity) == [.warning, .warning, .leak, .leak])
    #expect(soon.first?.found == 2)
    let later = try await office.store.leaks(office.scope(asOf: "06 18:00"))
      .filter { $0.class == "L2" }
    #expect(later.map(\.severity) == [.leak, .leak])
    #expect(later.first?.limitSeconds == 24 * 3600)
  }

  @Test("a debt from before the span is in the remainder as long as it is open, and nowhere else")
  func remainder() async throws {
    let office = try await office()
    let sum = try #require(
      try await office.store.callbacks(office.scope(asOf: "12 18:00", first: "11", last: "12"))
        .first)
    #expect([sum.opened, sum.remainder, sum.openLonger, sum.lost] == [0, 2, 2, 2])
  }
}
