import Ingest
import TestSupport
import Testing

@Suite("What is counted of the sample office")
struct OfficeCountsTests {
  @Test("records, legs, duplicates and damage of each file are those of the truth")
  func files() async throws {
    let board = try await OfficeSite.taken()
    let counts = try Self.counts(board)
    for truth in try Truth.rows("office/truth/expected_counts.csv") {
      guard truth.text("file").hasPrefix("cdr/"), let what = Self.name(of: truth.text("what"))
      else { continue }
      let found = counts["\(truth.text("file")) \(what)"] ?? "0"
      #expect(found == truth.text("count"), "\(truth.text("file")) \(what)")
    }
    let expected = try Truth.rows("office/truth/expected_counts.csv")
      .filter { $0.text("what").hasPrefix("bad_") }.compactMap { Int($0.text("count")) }
    let aside = try board.rows("select from quarantine where source_file_id is not null")
    #expect(aside.count == expected.reduce(0, +))
  }

  /// Our name for what the truth counts; nil for what the database does not tell.
  private static func name(of what: String) -> String? {
    if what.hasPrefix("bad_") { return String(what.dropFirst(4)) }
    return ["records", "good", "duplicates"].contains(what) ? what : nil
  }

  private static func counts(_ board: Switchboard) throws -> [String: String] {
    let rows = try board.table(
      """
      with total as (
        select f.path, sum(b.records) as records, sum(b.accepted + b.duplicate) as good,
          sum(b.duplicate) as duplicates
        from source_file f join batch b on b.source_file_id = f.source_file_id
        group by f.path
      )
      select t.path || ' records' as name, t.records::text as value from total t
      union all
      select t.path || ' good', t.good::text from total t
      union all
      select t.path || ' duplicates', t.duplicates::text from total t
      union all
      select q.origin || ' ' || q.reason, count(*)::text from quarantine q group by q.origin, q.reason
      """)
    return Dictionary(rows.map { ($0.text("name"), $0.text("value")) }, uniquingKeysWith: { $1 })
  }

  @Test("calls, evidence and stage visits are as many as the truth has")
  func totals() async throws {
    let board = try await OfficeSite.taken()
    let expected = Dictionary(
      try Truth.rows("office/truth/expected_counts.csv").map {
        ($0.text("file") + " " + $0.text("what"), $0.text("count"))
      }, uniquingKeysWith: { $1 })
    let rows = try board.table(
      """
      select 'all distinct_good_records' as name, count(*)::text as value from leg
      union all select 'all calls', count(*)::text from call
      union all select 'all calls_' || direction, count(*)::text from call group by direction
      union all select 'all calls_' || p.name, count(*)::text
        from call c join pbx p on p.pbx_id = c.pbx_id group by p.name
      union all select 'all method_' || link_method, count(*)::text
        from call where link_method is not null group by link_method
      union all select 'crm/stage_history.csv stage_periods', count(*)::text from stage_period
      union all select 'crm/tasks.csv tasks', count(*)::text from task
      union all select 'crm/' || split_part(q.origin, '/crm/', 2) || ' unknown_reference',
        count(*)::text from quarantine q where q.reason = 'reference' group by q.origin
      """)
    #expect(rows.count > 15)
    for row in rows {
      #expect(row.text("value") == expected[row.text("name")], "\(row.text("name"))")
    }
  }

  @Test("all files a second time, and under other names, change nothing")
  func again() async throws {
    let board = try await OfficeSite.taken()
    let before = try OfficeFacts(board)
    let evidence = try board.rows("select * from evidence order by evidence_id")
    for summary in try await OfficeSite.ingest(OfficeSite.files, board.store) {
      #expect(summary.records == 0)
    }
    try board.spool.write(try Samples.bytes("office/cdr/hq/Master.csv"), to: "other.csv")
    let profile = try #require(try OfficeSite.profiles().first { $0.name == "hq" })
    #expect(try await board.take(board.spool.path("other.csv"), by: profile).records == 0)
    try await OfficeSite.importCRM(OfficeSite.crmFolder, board.store)
    #expect(try OfficeFacts(board).differences(from: before) == [])
    #expect(try board.rows("select * from evidence order by evidence_id") == evidence)
    try await board.expectSound()
  }
}
