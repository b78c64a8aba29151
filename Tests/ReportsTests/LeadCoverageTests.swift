import Store
import Testing

@Suite("New deals")
struct LeadCoverageTests {
  @Test("first attempts fall into bands, and those in the SLA are counted of those due")
  func bands() async throws {
    let office = try await ReportOffice.make()
    // Attempts after 4:59, 5:00, 15:00, 59:59 and 60:00 minutes; one without; one too young.
    let attempts = ["04 10:04:59", "04 10:05", "04 10:15", "04 10:59:59", "04 11:00", nil]
    for (index, time) in attempts.enumerated() {
      let deal = try office.deal("d\(index)")
      let visit = try office.visit(deal, "s1", "04 10:00")
      guard let time else { continue }
      try office.call("outbound", time, deal: deal, visit: visit)
    }
    try office.visit(try office.deal("young", created: "08 17:46"), "s1", "08 17:46")
    let total = try #require(try await office.store.leadCoverage(office.scope()).last)
    #expect([total.leads, total.slaDue, total.slaPending, total.inSla] == [7, 6, 1, 3])
    #expect([total.band5, total.band15, total.band60, total.bandOver] == [1, 1, 2, 1])
    #expect(total.neverAttempted == 1)
    #expect(total.attemptN == 5 && total.attemptBusinessP50 == 900)
    #expect(total.attemptBusinessP95 == 3600)
    #expect([total.attempts0, total.attempts1] == [2, 5])
  }

  @Test("a deal that an answered inbound call brought owes no attempt and was contacted at once")
  func callBorn() async throws {
    let office = try await ReportOffice.make()
    let deal = try office.deal("d1", created: "04 10:05")
    let visit = try office.visit(deal, "s1", "04 10:05")
    try office.call(
      "inbound", "04 10:00", deal: deal, visit: visit, talk: 12, method: "deal_follows_call")
    let total = try #require(
      try await office.store.leadCoverage(office.scope(asOf: "12 18:00")).last)
    #expect([total.leads, total.callBorn, total.slaDue] == [1, 1, 0])
    #expect([total.contactDue, total.contacted] == [1, 1])
    #expect(total.contactWallP50 == 0 && total.contactBusinessP50 == 0)
  }

  @Test("a deal younger than the window of 7 days is pending, at 7 days it is due")
  func window() async throws {
    let office = try await ReportOffice.make()
    for (id, created) in [("due", "04 10:00"), ("pending", "04 10:00:01")] {
      try office.visit(try office.deal(id, created: created), "s1", created)
    }
    let total = try #require(
      try await office.store.leadCoverage(office.scope(asOf: "11 10:00")).last)
    #expect([total.contactDue, total.contactPending, total.contacted] == [1, 1, 0])
    let scope = try await office.scope(asOf: "11 10:00")
    #expect(
      try await office.store.leadDeals(figure: "not_contacted", scope).map(\.deal) == ["due"])
    #expect(
      try await office.store.leadDeals(figure: "contact_pending", scope).map(\.deal) == ["pending"])
  }

  @Test("attempts are spread, with those of deals that were not reached apart")
  func attempts() async throws {
    let office = try await ReportOffice.make()
    for (id, count, talk) in [("d1", 2, Int32(0)), ("d2", 3, 45), ("d3", 6, 0)] {
      let deal = try office.deal(id)
      let visit = try office.visit(deal, "s1", "04 10:00")
      for number in 0..<count {
        try office.call(
          "outbound", "04 1\(number):30", deal: deal, visit: visit,
          talk: number + 1 == count ? talk : 0)
      }
    }
    let total = try #require(
      try await office.store.leadCoverage(office.scope(asOf: "12 18:00")).last)
    #expect([total.attempts, total.attemptsMax, total.attemptsP50] == [11, 6, 3])
    #expect([total.attempts2, total.attempts3, total.attempts6] == [1, 1, 1])
    #expect([total.unreached, total.unreachedAttempts, total.contacted] == [2, 8, 1])
  }
}
