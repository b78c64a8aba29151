import CallModel
import Store
import Testing

/// A complete file, what it removes, and how many numbers that wakes.
struct CRMRemoval: Sendable, CustomTestStringConvertible {
  let name: String
  let file: CRMFile
  let text: String
  let removed: Int
  let numbers: Int
  let left: String
  let rows: [String]

  var testDescription: String { name }
}

@Suite("Complete files of the CRM")
struct CRMCompleteTests {
  static let removals = [
    CRMRemoval(
      name: "a contact's numbers", file: .contactPhones,
      text: "contact,phone\nc1,+7 495 765 43 21\n", removed: 1, numbers: 1,
      left: "select c.crm_id, count(*) from contact_phone join contact c using (contact_id)"
        + " group by 1 order by 1", rows: ["(c1,1)", "(c2,1)", "(c3,1)"]),
    CRMRemoval(
      name: "a company's numbers", file: .companyPhones,
      text: "company,phone\nf1,+74957777770\n", removed: 1, numbers: 2,
      left: "select phone from company_phone", rows: ["(+74957777770)"]),
    CRMRemoval(
      name: "a deal's contacts", file: .dealContacts, text: "deal,contact\nd1,c2\n", removed: 1,
      numbers: 3,
      left: "select d.crm_id, c.crm_id from deal_contact join deal d using (deal_id)"
        + " join contact c using (contact_id) order by 1", rows: ["(d1,c2)", "(d2,c1)", "(d3,c3)"]),
    CRMRemoval(
      name: "a manager's extensions", file: .managerExtensions,
      text: "manager,extension,pbx,from,to\nm2,103,,,\n", removed: 2, numbers: 0,
      left: "select extension from manager_extension order by 1", rows: ["(101)", "(103)"]),
    CRMRemoval(
      name: "a deal's owners", file: .dealOwners,
      text: "deal,owner,from\nd3,m2,2026-05-04T10:00:00+03:00\n", removed: 1, numbers: 0,
      left: "select m.crm_id, o.valid_from from deal_owner o join manager m using (manager_id)",
      rows: ["(m2,\"2026-05-04 07:00:00+00\")"]),
    CRMRemoval(
      name: "a deal's stage history", file: .stageHistory,
      text: "deal,stage,entered_at\nd1,talk,2026-05-06T10:00:00+03:00\n", removed: 2, numbers: 3,
      left: "select s.crm_id, v.entered_at from stage_period v join stage s using (stage_id)"
        + " join deal d using (deal_id) where d.crm_id = 'd1'",
      rows: ["(talk,\"2026-05-06 07:00:00+00\")"]),
  ]

  @Test("what a complete file does not have any more of what it names goes", arguments: removals)
  func removes(removal: CRMRemoval) async throws {
    let office = try await CRMOffice.make()
    try await office.take(CRMSample.files)
    let kept = try await office.take([removal.file: removal.text], dryRun: true)
    #expect(kept.removed == 0)
    let dry = try await office.take([removal.file: removal.text], isComplete: true, dryRun: true)
    let summary = try await office.take([removal.file: removal.text], isComplete: true)
    #expect(summary.removed == removal.removed)
    #expect(dry.removed == removal.removed)
    #expect(summary.affectedNumbers == removal.numbers)
    #expect(try office.rows(removal.left) == removal.rows)
    let versions = try office.versions()
    let again = try await office.take([removal.file: removal.text], isComplete: true)
    #expect(!again.hasChanges)
    #expect(try office.versions() == versions)
  }

  @Test("a whole set that is complete removes nothing of itself")
  func whole() async throws {
    let office = try await CRMOffice.make()
    try await office.take(CRMSample.files)
    let facts = try office.facts()
    #expect(try await !office.take(CRMSample.files, isComplete: true).hasChanges)
    #expect(try office.facts() == facts)
  }

  @Test("a file with rows that can't be read removes nothing, and says so")
  func unreadable() async throws {
    let office = try await CRMOffice.make()
    try await office.take(CRMSample.files)
    let summary = try await office.take(
      [.contactPhones: "contact,phone\nc1,+7 495 765 43 21\nc1,\n"], isComplete: true)
    #expect(summary.removed == 0)
    #expect(summary.warnings.contains { $0.contains("nothing was removed") })
  }

  @Test("a row that waits goes with the complete file that does not have it")
  func waiting() async throws {
    let office = try await CRMOffice.make()
    try await office.take(CRMSample.files)
    let header = "deal,stage,entered_at\n"
    let old = "d1,new,2026-05-01T10:00:00+03:00\nd1,talk,2026-05-05T10:00:00+03:00\n"
    try await office.take([.stageHistory: header + "d1,later,2026-05-07T10:00:00+03:00\n"])
    try await office.take([.stageHistory: header + old], isComplete: true)
    #expect(
      try office.rows("select settled_why from quarantine")
        == ["(\"A complete file did not have it any more.\")"])
    try await office.take([.stages: "pipeline,stage,position,name,kind\nsales,later,9,X,open\n"])
    #expect(
      try office.rows(
        "select count(*) from stage_period join deal d using (deal_id) where d.crm_id = 'd1'")
        == ["(2)"])
  }

  @Test("evidence of a stage visit that never was is revoked, and keeps the name of its stage")
  func correctedHistory() async throws {
    let office = try await CRMOffice.make()
    try await office.take(CRMSample.files)
    try await office.ring([OfficeCall(day: 6, number: "74957654321", isOutbound: true)])
    try office.run(
      """
      select evidence_add('d1', 'proposal_sent', '2026-05-06T09:00:00Z', 'Анна', 'p1');
      select evidence_add('d1', 'questionnaire', '2026-05-06T09:00:00Z', 'Анна', 'q1', '', 'new');
      """)
    let live = """
      select e.kind, s.crm_id, e.external_key from evidence e
      left join stage_period v using (stage_period_id) left join stage s using (stage_id)
      where e.revoked_at is null order by 1
      """
    #expect(
      try office.rows(live) == [
        "(call_made,talk,)", "(client_reached,talk,)", "(proposal_sent,talk,p1)",
        "(questionnaire,new,q1)",
      ])
    let summary = try await office.take(
      [.stageHistory: "deal,stage,entered_at\nd1,new,2026-05-01T10:00:00+03:00\n"],
      isComplete: true)
    #expect(summary.removed == 1)
    #expect(summary.evidenceRevoked == 3)
    #expect(
      try office.rows(live) == [
        "(call_made,new,)", "(client_reached,new,)", "(proposal_sent,new,p1)",
        "(questionnaire,new,q1)",
      ])
    #expect(
      try office.rows(
        "select kind, stage, revoked_why from evidence_list('d1', false)"
          + " where revoked_at is not null order by 1") == [
          "(call_made,talk,\"The call is in another stage visit.\")",
          "(client_reached,talk,\"The call is in another stage visit.\")",
          "(proposal_sent,talk,\"The deal's stage history was corrected.\")",
        ])
    #expect(
      try office.rows(
        "select s.crm_id, to_char(left_at, 'DD') from stage_period_past join stage s using (stage_id)"
          + " where isfinite(left_at)") == ["(new,05)"])
    #expect(try await office.faults() == [])
  }

  @Test("a survivor's complete history does not speak of the time that a merged deal tells of")
  func merged() async throws {
    let office = try await CRMMergeTests.office(.after)
    let own = "d1,new,2026-05-01T10:00:00+03:00\nd1,talk,2026-05-05T10:00:00+03:00\n"
    let summary = try await office.take(
      [.stageHistory: "deal,stage,entered_at\n" + own], isComplete: true)
    #expect(summary.removed == 0)
    // The merged deal's own rows are corrected by its own id.
    let corrected = try await office.take(
      [.stageHistory: "deal,stage,entered_at\nd9,talk,2026-04-21T10:00:00+03:00\n"],
      isComplete: true)
    #expect(corrected.removed == 3)
    #expect(
      try office.rows(
        "select s.crm_id, to_char(v.entered_at, 'MM-DD') from stage_period v"
          + " join deal d using (deal_id) join stage s using (stage_id)"
          + " where d.crm_id = 'd1' order by v.entered_at") == [
          "(talk,04-21)", "(new,05-01)", "(talk,05-05)",
        ])
  }
}
