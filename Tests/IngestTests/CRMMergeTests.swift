import CallModel
import Store
import Testing

@Suite("Contacts, companies and deals that became part of others")
struct CRMMergeTests {
  /// When the merges come: before, after, or together with what they are about.
  enum Arrival: String, CaseIterable, CustomTestStringConvertible {
    case before, after, together
    var testDescription: String { rawValue }
  }

  /// A second deal with a contact of its own, older than d1; and a second company.
  static let more: [CRMFile: String] = [
    .companies: "company,name\nf9,\"Окна и двери\"\n",
    .contacts: "contact,name,company\nc9,Иван Старый,f9\n",
    .contactPhones: "contact,phone,label,from,to\nc9,89031112233,MOB,,2026-05-10T00:00:00+03:00\n",
    .companyPhones: "company,phone,label\nf9,+74957777777,\n",
    .deals: "deal,title,pipeline,owner,company,created_at,closed_at,outcome\n"
      + "d9,Старая,sales,m2,f9,2026-04-20T10:00:00+03:00,2026-05-03T10:00:00+03:00,lost\n",
    .dealContacts: "deal,contact\nd9,c9\nd9,c1\n",
    .stageHistory: "deal,stage,entered_at\nd9,new,2026-04-20T10:00:00+03:00\n"
      + "d9,talk,2026-04-25T10:00:00+03:00\nd9,lost,2026-05-03T10:00:00+03:00\n",
    .dealOwners: "deal,owner,from\nd9,m2,2026-04-20T10:00:00+03:00\n"
      + "d1,m1,2026-05-02T10:00:00+03:00\nd9,,2026-05-03T10:00:00+03:00\n",
    .tasks: "task,deal,kind,created_at,contact\nt9,d9,call,2026-04-21T10:00:00+03:00,c9\n",
  ]

  static let merges = "kind,merged,into,at\ndeal,d9,d1,\ncontact,c9,c1,\ncompany,f9,f1,\n"

  static func office(_ arrival: Arrival) async throws -> CRMOffice {
    let office = try await CRMOffice.make()
    if arrival == .before { try await office.take([.merges: merges]) }
    try await office.take(CRMSample.files)
    var more = more
    if arrival == .together { more[.merges] = merges }
    try await office.take(more)
    if arrival == .after { try await office.take([.merges: merges]) }
    return office
  }

  @Test(
    "what names a merged one means its survivor, whenever it arrives", arguments: Arrival.allCases)
  func survivors(arrival: Arrival) async throws {
    let office = try await Self.office(arrival)
    #expect(try office.rows("select from quarantine where settled_at is null") == [])
    #expect(
      try office.rows("select crm_id from contact union all select crm_id from company order by 1")
        == ["(c1)", "(c2)", "(c3)", "(f1)", "(f2)"])
    #expect(
      try office.rows(
        "select number, named from contact_phone join contact using (contact_id)"
          + " where crm_id = 'c1' order by 1") == [
          "(+74957654321,\"\")", "(+79031112233,c9)", "(+79261234567,\"\")",
        ])
    #expect(
      try office.rows(
        "select d.crm_id, c.crm_id from deal_contact join deal d using (deal_id)"
          + " join contact c using (contact_id) where d.crm_id in ('d1', 'd9')") == ["(d1,c1)"])
    #expect(
      try office.rows(
        "select d.crm_id, c.crm_id from task t join deal d using (deal_id)"
          + " join contact c on c.contact_id = t.contact_id where t.crm_id = 't9'") == ["(d1,c1)"])
    #expect(
      try office.rows(
        "select f.crm_id, count(*) from company_phone join company f using (company_id)"
          + " group by 1") == ["(f1,2)"])
    #expect(
      try office.rows(
        "select r.crm_id, f.crm_id from deal d join deal r on r.deal_id = d.merged_into"
          + " join company f on f.company_id = d.company_id") == ["(d1,f1)"])
    let usual = try await Self.office(.together)
    #expect(try office.facts() == usual.facts())
  }

  @Test("a deal has one time line: before its own first entry the merged deal tells it")
  func timeLine() async throws {
    let office = try await Self.office(.after)
    let query = """
      select s.crm_id, to_char(v.entered_at, 'MM-DD'), 
        case when isfinite(v.left_at) then to_char(v.left_at, 'MM-DD') else 'on' end, v.from_merged
      from stage_period v join deal d using (deal_id) join stage s using (stage_id)
      where d.crm_id in ('d1', 'd9') order by v.entered_at
      """
    #expect(
      try office.rows(query) == [
        "(new,04-20,04-25,t)", "(talk,04-25,05-01,t)", "(new,05-01,05-05,f)",
        "(talk,05-05,on,f)",
      ])
    #expect(
      try office.rows(
        "select crm_id, to_char(created_at, 'MM-DD'), to_char(own_created_at, 'MM-DD')"
          + " from deal where crm_id in ('d1', 'd9') order by 1") == [
          "(d1,04-20,05-01)", "(d9,04-20,)",
        ])
    #expect(
      try office.rows(
        "select m.crm_id, to_char(valid_from, 'MM-DD'), "
          + " case when isfinite(valid_to) then to_char(valid_to, 'MM-DD') else 'on' end"
          + " from deal_owner join deal d using (deal_id) left join manager m using (manager_id)"
          + " where d.crm_id = 'd1' order by valid_from") == [
          "(m2,04-20,05-02)", "(m1,05-02,on)",
        ])
    // The survivor's own creation is corrected; the older one still says when it all began.
    try await office.take([
      .deals: "deal,title,pipeline,created_at\nd1,Окна,sales,2026-04-29T10:00:00+03:00\n"
    ])
    #expect(
      try office.rows(
        "select to_char(created_at, 'MM-DD'), to_char(own_created_at, 'MM-DD') from deal"
          + " where crm_id = 'd1'") == ["(04-20,04-29)"])
    // The visits of the merged deal stay readable.
    #expect(
      try office.rows(
        "select count(*) from stage_period_past join deal d using (deal_id)"
          + " where d.crm_id = 'd9'") == ["(3)"])
  }

  @Test("the same merges again, and the merged ones' rows, write nothing")
  func again() async throws {
    let office = try await Self.office(.after)
    var files = CRMSample.files
    files[.merges] = Self.merges
    try await office.take(Self.more)
    let versions = try office.versions()
    let summary = try await office.take(Self.more)
    #expect(!summary.hasChanges)
    let merges = try await office.take([.merges: Self.merges])
    #expect(merges.files.map(\.unchanged) == [3])
    #expect(try office.versions() == versions)
  }

  @Test("a chain ends at the last that is known, in whatever order its links come")
  func chain() async throws {
    let links = ["contact,c7,c8,", "contact,c8,c1,", "contact,c6,c7,"]
    var all: [[String]] = []
    for order in [[0, 1, 2], [1, 0, 2], [2, 1, 0], [2, 0, 1]] {
      let office = try await CRMOffice.make()
      try await office.take(CRMSample.files)
      try await office.take([
        .contacts: "contact,name\nc6,A\nc7,B\n",
        .contactPhones: "contact,phone\nc6,89031111111\nc7,89032222222\n",
      ])
      for index in order {
        try await office.take([.merges: "kind,merged,into,at\n" + links[index] + "\n"])
      }
      try await office.take([.contactPhones: "contact,phone\nc8,89033333333\n"])
      #expect(
        try office.rows("select distinct root from crm_merge where merged <> 'c0'") == ["(c1)"])
      #expect(try office.rows("select from quarantine where settled_at is null") == [])
      all.append(try office.facts())
    }
    #expect(Set(all).count == 1)
  }

  @Test("a circle and a second survivor are set aside, and the first wins")
  func contradictions() async throws {
    let office = try await CRMOffice.make()
    try await office.take(CRMSample.files)
    let summary = try await office.take([
      .merges: "kind,merged,into\ncontact,c2,c1\ncontact,c1,c2\ncontact,c2,c3\ndeal,d2,d2\n"
        + "company,f2,f8\nthing,a,b\n"
    ])
    #expect(summary.quarantined == 5)
    #expect(
      try office.rows("select merged, root from crm_merge order by 1") == ["(c0,c3)", "(c2,c1)"])
    let details = try office.rows("select reason, detail from quarantine order by line")
    #expect(details.count == 5)
    for (detail, words) in zip(
      details,
      [
        "contact 'c1' would become part of itself, by way of 'c2'",
        "contact 'c2' is part of 'c1' already", "deal 'd2' would become part of itself",
        "company 'f8' is not known", "none of the words it may hold",
      ])
    {
      #expect(detail.contains(words))
    }
    // What they say of known things stays as it was.
    #expect(try office.rows("select count(*) from contact") == ["(2)"])
    try await office.take([.companies: "company,name\nf8,Новая\n"])
    #expect(try office.rows("select crm_id from company order by 1") == ["(f1)", "(f8)"])
  }
}
