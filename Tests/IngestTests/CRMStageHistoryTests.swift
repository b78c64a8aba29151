import CallModel
import Store
import Testing

@Suite("Stage periods from the CRM")
struct CRMStageHistoryTests {
  private static let header = "deal,stage,entered_at\n"

  private static func office() async throws -> CRMOffice {
    let office = try await CRMOffice.make()
    var files = CRMSample.files
    files[.stageHistory] = nil
    files[.tasks] = nil
    try await office.take(files)
    return office
  }

  private static func day(_ day: Int) -> String {
    "2026-05-\(day < 10 ? "0" : "")\(day)T10:00:00+03:00"
  }

  /// Stage, days of May on which the period began and ended.
  private static func periods(_ office: CRMOffice, _ deal: String) throws -> [String] {
    try office.rows(
      """
      select s.crm_id, extract(day from v.entered_at),
        case when v.left_at = 'infinity' then 'on' else extract(day from v.left_at)::text end
      from stage_period v join deal d using (deal_id) join stage s using (stage_id)
      where d.crm_id = '\(deal)' order by v.entered_at, v.left_at
      """)
  }

  @Test("a period ends at the next entry, and the last one goes on")
  func follow() async throws {
    let office = try await Self.office()
    try await office.take([
      .stageHistory: Self.header + "d1,talk,\(Self.day(5))\nd1,new,\(Self.day(1))\n"
    ])
    #expect(try Self.periods(office, "d1") == ["(new,1,5)", "(talk,5,on)"])
  }

  @Test("a late entry corrects the end of the one before, and known periods keep their number")
  func late() async throws {
    let office = try await Self.office()
    try await office.take([
      .stageHistory: Self.header + "d1,new,\(Self.day(1))\nd1,won,\(Self.day(9))\n"
    ])
    let ids = try office.rows("select stage_period_id from stage_period order by 1")
    let summary = try await office.take([.stageHistory: Self.header + "d1,talk,\(Self.day(5))\n"])
    #expect(summary.periodsChanged == 1)
    #expect(summary.affectedNumbers == 3)
    #expect(try Self.periods(office, "d1") == ["(new,1,5)", "(talk,5,9)", "(won,9,on)"])
    #expect(
      try office.rows("select stage_period_id from stage_period order by 1").prefix(2)
        == ids.prefix(2))
  }

  @Test("entries at one instant follow the pipeline, and all but the last are empty")
  func instant() async throws {
    let office = try await Self.office()
    try await office.take([
      .stageHistory: Self.header + "d1,talk,\(Self.day(1))\nd1,new,\(Self.day(1))\n"
    ])
    #expect(try Self.periods(office, "d1") == ["(new,1,1)", "(talk,1,on)"])
  }

  @Test("a deal closed in an open stage leaves it when it was closed")
  func closed() async throws {
    let office = try await Self.office()
    // d2 was closed on the 20th.
    try await office.take([.stageHistory: Self.header + "d2,talk,\(Self.day(2))\n"])
    #expect(try Self.periods(office, "d2") == ["(talk,2,20)"])
  }

  @Test("a deal opened again after closing stays open, whatever closed_at says")
  func reopened() async throws {
    let office = try await Self.office()
    try await office.take([
      .stageHistory: Self.header
        + "d2,lost,\(Self.day(20))\nd2,talk,\(Self.day(25))\nd2,new,\(Self.day(2))\n"
    ])
    #expect(try Self.periods(office, "d2") == ["(new,2,20)", "(lost,20,25)", "(talk,25,on)"])
  }

  @Test("closing that is told later ends the period, and opening again takes the end back")
  func closingLater() async throws {
    let office = try await Self.office()
    try await office.take([.stageHistory: Self.header + "d1,new,\(Self.day(1))\n"])
    let header = "deal,title,pipeline,created_at,closed_at\n"
    let closing = try await office.take([
      .deals: header + "d1,Окна,sales,\(Self.day(1)),\(Self.day(7))\n"
    ])
    #expect(closing.periodsChanged == 1)
    #expect(try Self.periods(office, "d1") == ["(new,1,7)"])
    try await office.take([.deals: header + "d1,Окна,sales,\(Self.day(1)),\n"])
    #expect(try Self.periods(office, "d1") == ["(new,1,on)"])
  }

  @Test("a stage whose id is in several pipelines is the deal's own, or the one that is named")
  func pipelines() async throws {
    let office = try await Self.office()
    try await office.take([
      .stageHistory:
        "deal,stage,entered_at,pipeline\nd1,new,\(Self.day(1)),\nd1,new,\(Self.day(5)),service\n"
    ])
    let pipelines = """
      select p.crm_id from stage_period v join stage s using (stage_id)
      join pipeline p using (pipeline_id) order by v.entered_at
      """
    #expect(try office.rows(pipelines) == ["(sales)", "(service)"])

    // The deal moves; what was read before stays what it was.
    try await office.take([
      .deals: "deal,title,pipeline,created_at\nd1,Окна,service,\(Self.day(1))\n",
      .stageHistory: Self.header + "d1,new,\(Self.day(1))\n",
    ])
    #expect(try office.rows(pipelines) == ["(sales)", "(service)"])
  }

  @Test("an unknown stage waits, and one in other pipelines only says what is needed")
  func unknownStage() async throws {
    let office = try await Self.office()
    try await office.take([
      .stages: "pipeline,stage,position,name,kind\nthird,done,1,x,won\n",
      .stageHistory: Self.header + "d1,nowhere,\(Self.day(1))\nd1,done,\(Self.day(2))\n",
    ])
    let details = try office.rows("select detail from quarantine order by line")
    #expect(details.count == 2)
    #expect(details.first?.contains("stage 'nowhere' is not known") == true)
    #expect(details.last?.contains("name its pipeline in a column") == true)
  }
}
