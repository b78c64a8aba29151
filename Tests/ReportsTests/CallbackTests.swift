import Postgres
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

  /// Sixty days of calls of twenty persons with one to three numbers each, made by the server from a
  /// seed: some numbers are shared, some changed hands, some are nobody's.
  private static let unruly = """
    select setseed(0.17);
    insert into contact (crm_id, name) select 'u' || n, 'U' || n from generate_series(1, 20) n;
    insert into contact_phone (contact_id, phone, number)
    select c.contact_id, 'p' || k, '+7911000' || (1000 + 3 * c.contact_id + k)
    from contact c cross join generate_series(0, 3) k
    where k < 1 + c.contact_id % 4;
    update contact_phone set valid_to = '2024-02-20' where contact_phone_id % 7 = 0;
    insert into contact_phone (contact_id, phone, number, valid_from)
    select 1 + contact_id % 20, 'later ' || contact_phone_id, number, '2024-02-20'
    from contact_phone where contact_phone_id % 14 = 0;
    insert into call (pbx_id, group_key, started_at, ended_at, direction, disposition, ring_seconds,
      talk_seconds, legs, external_number, external_raw, did)
    select 1, 'u' || n, r.at, r.at + make_interval(secs => r.ring + r.talk), r.direction,
      case when r.talk > 0 then 'answered' else 'no_answer' end, r.ring, r.talk, 1, r.number,
      r.number, ''
    from generate_series(1, 3000) n
    cross join lateral (
      select
        n as turn,
        '2024-01-08 09:00+03'::timestamptz + make_interval(mins => (random() * 86400)::integer) as at,
        case when random() < 0.7 then 'inbound' else 'outbound' end as direction,
        (random() * 12)::integer as ring,
        case when random() < 0.5 then (random() * 30)::integer else 0 end as talk,
        '+7911000' || (1000 + (random() * 90)::integer) as number) r
    where r.turn = n;
    """

  @Test("the debts of a report are those of everybody's, though few numbers are asked about")
  func definition() async throws {
    let office = try await ReportOffice.make()
    try office.connection.script(Self.unruly)
    for (first, last, asOf) in [("04", "08", "08 18:00"), ("01", "02", "03 12:00")] {
      let scope = try await office.scope(asOf: asOf, first: first, last: last)
      let span: [any SQLEncodable] = [
        PostgresTimestamp(scope.fromAt), PostgresTimestamp(scope.toAt),
        PostgresTimestamp(scope.asOf),
      ]
      let asked = try office.query(
        """
        select c.opened_by, c.misses, c.closed_how from callback_case($1, $2, $3) c order by 1
        """, span)
      let defined = try office.query(
        """
        select b.opened_by, b.misses, case when b.closed_at <= $3 then b.closed_how end as closed_how
        from callback_debt(null) b
        where b.opened_at <= $3 and b.opened_at < $2
          and (b.opened_at >= $1 or coalesce(b.closed_at > $3, true))
        order by 1
        """, span)
      let told = { (row: Row) in
        try [
          "\(row.int64("opened_by"))", "\(row.int("misses"))",
          row.optionalString("closed_how") ?? "open",
        ]
      }
      #expect(try asked.map(told) == defined.map(told))
      #expect(asked.count > 10)
    }
  }

  @Test("the report of leaks has the same debts in its list and in their summary as each alone")
  func once() async throws {
    let office = try await office()
    let scope = try await office.scope()
    let list = try await office.store.leakList(scope)
    #expect(list.callbacks == (try await office.store.callbacks(scope).first))
    #expect(list.leaks.count { $0.class == "L2" } == list.callbacks?.remainder)
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
