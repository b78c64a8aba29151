import Postgres
import Reports
import Store
import Testing

@Suite("What is worth a question")
struct SuspicionReportTests {
  private func rows(
    _ office: ReportOffice, _ kind: String, manager: String? = nil
  ) async throws -> [SuspicionRow] {
    try await office.store.suspicion(office.scope(manager: manager)).filter { $0.kind == kind }
  }

  @Test("calls that carry the mark of a machine are one question by number and deal")
  func machine() async throws {
    let office = try await ReportOffice.make()
    let deal = try office.deal("d1")
    let visit = try office.visit(deal, "s1", "04 10:00")
    for minute in 1...3 {
      try office.call("outbound", "04 10:0\(minute)", deal: deal, visit: visit, talk: 35)
    }
    #expect(try await rows(office, "answering_machine").isEmpty)
    try office.connection.script("update call set suspicion = 1")
    let found = try await rows(office, "answering_machine")
    #expect(found.map(\.deal) == ["d1"] && found.map(\.calls.count) == [3])
    #expect(found.map(\.seconds) == [35] && found.map(\.manager) == ["m1"])
    #expect(try await rows(office, "answering_machine", manager: "m2").isEmpty)
  }

  @Test("a talk of exactly one length with ten numbers is a question, a spread of lengths is none")
  func announcement() async throws {
    let office = try await ReportOffice.make()
    for number in 0..<10 {
      try office.call(
        "outbound", "04 10:0\(number)", talk: 22, number: "+7999000000\(number)",
        method: "unmatched")
      for length in 40..<45 {
        try office.call(
          "outbound", "05 1\(length % 5):0\(number)", talk: Int32(length),
          number: "+7999000000\(number)", method: "unmatched")
      }
    }
    let found = try await rows(office, "announcement")
    #expect(found.map(\.seconds) == [22] && found.map(\.found) == [10])
  }

  @Test("a move within two minutes after the only conversation, which was just long enough")
  func farming() async throws {
    let office = try await ReportOffice.make()
    try office.require("client_reached", in: "s1")
    for (id, talk, left, more) in [
      ("farmed", 31, "04 11:02:00", false), ("late", 31, "04 11:03:00", false),
      ("long", 90, "04 11:02:00", false), ("twice", 31, "04 11:02:00", true),
    ] as [(String, Int32, String, Bool)] {
      let deal = try office.deal(id)
      let visit = try office.visit(deal, "s1", "04 10:00", left)
      try office.visit(deal, "s2", left)
      try office.call("outbound", "04 11:00", deal: deal, visit: visit, talk: talk)
      if more { try office.call("inbound", "04 10:30", deal: deal, visit: visit, talk: 200) }
    }
    let found = try await rows(office, "gate_farming")
    #expect(found.map(\.deal) == ["farmed"] && found.map(\.found) == [31])
    #expect(found.map(\.seconds) == [79] && found.map(\.items) == [["client_reached"]])
    #expect(found.map(\.stage) == ["s1"])
  }

  @Test("three calls of at most five seconds and no conversation before a move")
  func shortRun() async throws {
    let office = try await ReportOffice.make()
    for (id, calls, reached) in [("run", 3, false), ("two", 2, false), ("reached", 3, true)] {
      let deal = try office.deal(id)
      let visit = try office.visit(deal, "s1", "04 10:00", "04 12:00")
      try office.visit(deal, "s2", "04 12:00")
      for minute in 0..<calls {
        try office.call("outbound", "04 11:0\(minute)", deal: deal, visit: visit, talk: 3)
      }
      if reached { try office.call("outbound", "04 11:30", deal: deal, visit: visit, talk: 60) }
    }
    let found = try await rows(office, "short_run")
    #expect(found.map(\.deal) == ["run"] && found.map(\.found) == [3])
  }

  @Test("one number that is dialled for five deals")
  func manyDeals() async throws {
    let office = try await ReportOffice.make()
    for number in 1...5 {
      let deal = try office.deal("d\(number)")
      #expect(try await rows(office, "many_deals").isEmpty)
      try office.call("outbound", "04 11:0\(number)", deal: deal, number: "+79990000001")
    }
    let found = try await rows(office, "many_deals")
    #expect(found.map(\.found) == [5])
    #expect(found.map(\.items) == [["d1", "d2", "d3", "d4", "d5"]])
  }

  @Test("every kind is told in both languages, with what else it may mean")
  func words() throws {
    for kind in [
      "answering_machine", "announcement", "gate_farming", "short_run", "own_call", "many_deals",
    ] {
      let row: [SuspicionRow] = try SampleReports.rows(
        """
        [{"kind":"\(kind)","since_time":"2024-03-04 10:00","calls":[1,2],"deal":"d1",
          "manager":"m1","manager_name":"Анна","seconds":35,"found":3,"items":["x"]}]
        """)
      let report = SuspicionReport(period: SampleReports.period, completeness: [], rows: row)
      for locale in ReportLocale.allCases {
        let cells = try #require(report.document(locale).tables.last?.rows.first)
        guard case .word(kind, let name) = cells[0], case .text(let seen) = cells[10],
          case .text(let doubt) = cells[11]
        else {
          Issue.record("\(kind): \(cells)")
          continue
        }
        #expect(name != kind && seen != kind && !doubt.isEmpty)
      }
    }
  }

  @Test("the instant after so many business seconds is what business time counts back")
  func businessAfter() async throws {
    let office = try await ReportOffice.make(["holidays": "2024-03-08"])
    for (from, seconds, expected) in [
      ("04 10:00", 3600, "04 11:00:00"), ("04 17:00", 3600, "04 18:00:00"),
      ("04 17:30", 3600, "05 09:30:00"), ("07 17:30", 3600, "11 09:30:00"),
      ("09 12:00", 60, "11 09:01:00"), ("04 20:00", 0, "04 20:00:00"),
      ("04 10:00", 32_400, "05 10:00:00"),
    ] {
      let row = try office.query(
        """
        select to_char(business_after(t.at, $2, c.bounds, c.worked) at time zone 'Europe/Moscow',
          'DD HH24:MI:SS') as due
        from (select $1::text::timestamptz as at) t, business_calendar(t.at, t.at + interval '30 days') c
        """, [ReportOffice.time(from), Double(seconds)]
      ).first
      #expect(try row?.string("due") == expected, "\(from) + \(seconds) s")
    }
  }
}
