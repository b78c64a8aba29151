import Postgres
import Store
import Testing

@Suite("Completeness of the data")
struct CompletenessTests {
  private func finding(
    _ office: ReportOffice, _ kind: String, asOf: String = "08 18:00"
  ) async throws -> CompletenessFinding? {
    try await office.store.completeness(office.scope(asOf: asOf)).first { $0.kind == kind }
  }

  @Test("a watermark more than an hour of work behind the report's end is a fault")
  func watermark() async throws {
    let office = try await ReportOffice.make()
    try office.completeUpTo("08 17:00")
    #expect(try await finding(office, "watermark")?.level == .note)
    try office.completeUpTo("08 16:59:59")
    #expect(try await finding(office, "watermark")?.level == .fault)
    #expect(try await finding(office, "watermark", asOf: "08 17:00")?.level == .note)
  }

  @Test("a share of uncertain links above 5 % is a fault, at 5 % it is not")
  func ambiguous() async throws {
    let office = try await ReportOffice.make()
    for index in 0..<20 {
      try office.call(
        "inbound", "04 10:\(10 + index)", number: "+79990000001", ambiguous: index == 0)
    }
    #expect(try await finding(office, "ambiguous")?.level == .note)
    try office.call("inbound", "04 11:00", number: "+79990000001", ambiguous: true)
    #expect(try await finding(office, "ambiguous")?.level == .fault)
    #expect(try await finding(office, "ambiguous")?.total == 21)
  }

  @Test("silence is told when it is over three times as long as the exchange's usual longest")
  func silence() async throws {
    let office = try await ReportOffice.make()
    // 21 calls ten minutes apart, the last at 13:20: silent after half an hour.
    for index in 0...20 {
      let minutes = 10 * index
      try office.call(
        "inbound", "04 \(10 + minutes / 60):\(minutes % 60 == 0 ? "00" : "\(minutes % 60)")",
        number: "+79990000001")
    }
    #expect(try await finding(office, "silence", asOf: "04 13:50") == nil)
    #expect(try await finding(office, "silence", asOf: "04 13:50:01")?.name == "hq")
  }

  @Test("too few calls tell nothing of silence")
  func fewCalls() async throws {
    let office = try await ReportOffice.make()
    try office.call("inbound", "04 10:00", number: "+79990000001")
    try office.call("inbound", "04 10:01", number: "+79990000001")
    #expect(try await finding(office, "silence") == nil)
  }

  @Test("records that wait in quarantine are a fault by reason, settled ones are not")
  func quarantine() async throws {
    let office = try await ReportOffice.make()
    for (offset, settled) in [(0, false), (10, false), (20, true)] as [(Int, Bool)] {
      try office.connection.execute(
        """
        insert into quarantine (origin, byte_offset, byte_length, line, reason, detail, raw,
          settled_at, settled_how)
        values ('a.csv', $1, 10, 1, 'bad_time', '', '', case when $2 then now() end,
          case when $2 then 'discarded' end)
        """, [offset, settled])
    }
    let found = try await finding(office, "quarantine")
    #expect(found?.name == "bad_time" && found?.count == 2 && found?.level == .fault)
  }

  @Test("a period without a call says so, and so does one without tasks")
  func empty() async throws {
    let office = try await ReportOffice.make()
    let kinds = try await office.store.completeness(office.scope()).map(\.kind)
    #expect(kinds == ["no_calls", "watermark", "internal", "no_tasks"])
  }
}
