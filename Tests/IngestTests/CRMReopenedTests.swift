import CallModel
import Store
import Testing

/// Stage entries of d1 and what else is told of it, in this order; and its visits in the end.
struct CRMJourney: Sendable, CustomTestStringConvertible {
  let name: String
  /// Each import's stage, day of May, hour and pipeline; or columns of the deal.
  let entries: [String]
  var deals: [String] = []
  let visits: [String]

  var testDescription: String { name }
}

@Suite("Deals that come back")
struct CRMReopenedTests {
  static let journeys = [
    CRMJourney(
      name: "closed in an end stage and opened again, closed_at stays",
      entries: ["new,01,10,sales", "lost,05,10,sales", "talk,09,10,sales"],
      deals: ["sales,2026-05-05T10:00:00+03:00,lost"],
      visits: ["(new,01,05)", "(lost,05,09)", "(talk,09,on)"]),
    CRMJourney(
      name: "closed, opened again and closed again",
      entries: ["new,01,10,sales", "lost,05,10,sales", "talk,09,10,sales", "won,12,10,sales"],
      deals: ["sales,2026-05-05T10:00:00+03:00,lost", "sales,2026-05-12T10:00:00+03:00,won"],
      visits: ["(new,01,05)", "(lost,05,09)", "(talk,09,12)", "(won,12,on)"]),
    CRMJourney(
      name: "opened again into the stage where it was",
      entries: ["talk,01,10,sales", "lost,05,10,sales", "talk,09,10,sales"],
      visits: ["(talk,01,05)", "(lost,05,09)", "(talk,09,on)"]),
    CRMJourney(
      name: "closed in an open stage, then opened again without an entry and closed_at cleared",
      entries: ["talk,01,10,sales"],
      deals: ["sales,2026-05-05T10:00:00+03:00,lost", "sales,,"], visits: ["(talk,01,on)"]),
    CRMJourney(
      name: "to another pipeline and back",
      entries: ["new,01,10,sales", "new,03,10,service", "talk,06,10,sales"],
      deals: ["service,,", "sales,,"],
      visits: ["(new,01,03)", "(new,03,06)", "(talk,06,on)"]),
    CRMJourney(
      name: "moved by robots in one second to another pipeline, and back later",
      entries: ["new,01,10,sales", "talk,03,10,sales", "new,03,10,service", "won,06,10,sales"],
      deals: ["service,,", "sales,,"],
      visits: ["(new,01,03)", "(talk,03,03)", "(new,03,06)", "(won,06,on)"]),
    CRMJourney(
      name: "through three stages in one second",
      entries: ["won,03,10,sales", "talk,03,10,sales", "new,03,10,sales"],
      visits: ["(new,03,03)", "(talk,03,03)", "(won,03,on)"]),
  ]

  @Test("visits are the same in every order of telling", arguments: journeys)
  func journey(_ journey: CRMJourney) async throws {
    for isReversed in [false, true] {
      let office = try await CRMOffice.make()
      var files = CRMSample.files
      for file in [CRMFile.stageHistory, .tasks] { files[file] = nil }
      try await office.take(files)
      for deal in journey.deals {
        try await office.take([
          .deals: "deal,title,created_at,pipeline,closed_at,outcome\n"
            + "d1,Окна,2026-05-01T10:00:00+03:00,\(deal)\n"
        ])
      }
      for entry in isReversed ? journey.entries.reversed() : journey.entries {
        try await office.take([.stageHistory: "deal,stage,entered_at,pipeline\n" + row(entry)])
      }
      #expect(
        try office.rows(
          """
          select s.crm_id, to_char(v.entered_at, 'DD'),
            case when isfinite(v.left_at) then to_char(v.left_at, 'DD') else 'on' end
          from stage_period v join deal d using (deal_id) join stage s using (stage_id)
          where d.crm_id = 'd1' order by v.entered_at, v.left_at, s."position"
          """) == journey.visits)
    }
  }

  private func row(_ entry: String) -> String {
    let parts = entry.split(separator: ",")
    return "d1,\(parts[0]),2026-05-\(parts[1])T\(parts[2]):00:00+03:00,\(parts[3])\n"
  }

  @Test("a call while the deal was closed is not its call, one after it was opened again is")
  func calls() async throws {
    let office = try await CRMOffice.make()
    var files = CRMSample.files
    files[.deals] =
      "deal,title,pipeline,created_at,closed_at,outcome\n"
      + "d1,Окна,sales,2026-05-01T10:00:00+03:00,2026-05-05T10:00:00+03:00,lost\n"
    files[.dealContacts] = "deal,contact\nd1,c1\n"
    files[.stageHistory] =
      "deal,stage,entered_at\nd1,new,2026-05-01T10:00:00+03:00\n"
      + "d1,lost,2026-05-05T10:00:00+03:00\n"
    files[.tasks] = nil
    files[.dealOwners] = nil
    try await office.take(files)
    try await office.ring([2, 6, 10].map { OfficeCall(day: $0, number: "79261234567") })
    let links = """
      select coalesce(d.crm_id, ''), coalesce(s.crm_id, '') from call c left join deal d using (deal_id)
      left join stage_period v using (stage_period_id) left join stage s using (stage_id)
      order by c.started_at
      """
    #expect(try office.rows(links) == ["(d1,new)", "(\"\",\"\")", "(\"\",\"\")"])
    try await office.take([
      .stageHistory: "deal,stage,entered_at\nd1,talk,2026-05-09T10:00:00+03:00\n"
    ])
    #expect(try office.rows(links) == ["(d1,new)", "(\"\",\"\")", "(d1,talk)"])
    #expect(try await office.faults() == [])
  }
}
