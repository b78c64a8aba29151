import CallModel
import Store
import Testing

@Suite("Whose a number and a deal were, and when")
struct CRMPeriodTests {
  private static let header = "contact,phone,label,from,to\n"

  /// c1 gave his number to c2 on 10 May.
  private static func handedOver() async throws -> CRMOffice {
    let office = try await CRMOffice.make()
    var files = CRMSample.files
    files[.contactPhones] =
      header + "c1,89031112233,,,2026-05-10T00:00:00+03:00\n"
      + "c2,+7 903 111-22-33,,2026-05-10T00:00:00+03:00,\n" + "c1,89261234567,MOB,,\n"
    try await office.take(files)
    return office
  }

  @Test("a row of a number is known by contact, number and beginning")
  func identity() async throws {
    let office = try await Self.handedOver()
    let again = try await office.take([
      .contactPhones: Self.header + "c2,+7 903 111-22-33,WORK,2026-05-10T00:00:00+03:00,\n"
        + "c2,+7 903 111-22-33,,2026-05-20T00:00:00+03:00,2026-05-21T00:00:00+03:00\n"
        + "c1,89031112233,,2026-05-12T00:00:00+03:00,2026-05-11T00:00:00+03:00\n"
    ])
    #expect(again.files.map(\.new) == [1])
    #expect(again.files.map(\.changed) == [1])
    #expect(again.files.map(\.quarantined) == [1])
    #expect(try office.rows("select detail from quarantine").first?.contains("ends (to)") == true)
  }

  @Test("the end of a period wakes the number's calls, and a file without the column keeps it")
  func end() async throws {
    let office = try await Self.handedOver()
    let summary = try await office.take([
      .contactPhones: Self.header + "c1,89031112233,,,2026-05-11T00:00:00+03:00\n"
    ])
    #expect(summary.affectedNumbers == 1)
    let silent = try await office.take([.contactPhones: "contact,phone\nc1,89031112233\n"])
    #expect(!silent.hasChanges)
    #expect(
      try office.rows("select valid_to from contact_phone where phone = '89031112233'") == [
        "(\"2026-05-10 21:00:00+00\")"
      ])
  }

  @Test("a missed call is called back with the person who had the number then")
  func callBack() async throws {
    let office = try await Self.handedOver()
    try await office.ring([
      // c1 called in vain, and was called back on his other number after he gave this one away.
      OfficeCall(day: 9, number: "79031112233", talk: 0),
      OfficeCall(day: 11, number: "79031112233", talk: 0),
      OfficeCall(day: 12, number: "79261234567", isOutbound: true),
    ])
    let debts = """
      select t.crm_id, to_char(b.opened_at, 'DD'), coalesce(b.closed_how, 'open')
      from callback_debt(null) b left join contact t using (contact_id) order by b.opened_at
      """
    #expect(try office.rows(debts) == ["(c1,09,called_back)", "(c2,11,open)"])
    #expect(
      try office.rows(debts.replacing("(null)", with: "(array['+79031112233'])"))
        == ["(c1,09,called_back)", "(c2,11,open)"])
    #expect(
      try office.rows("select count(*) from evidence where kind = 'callback_made'") == ["(1)"])
    // The number was never his: the call back proves nothing.
    try await office.take([
      .contactPhones: Self.header + "c2,89031112233,,,2026-05-10T00:00:00+03:00\n"
    ])
    #expect(
      try office.rows(
        "select count(*) from evidence where kind = 'callback_made' and revoked_at is null")
        == ["(0)"])
    #expect(try await office.faults().filter { $0.contains("callback_made") } == [])
  }

  @Test("a number that two contacts have at a time is nobody's alone for that time")
  func shared() async throws {
    let office = try await Self.handedOver()
    try await office.take([
      .contactPhones: Self.header
        + "c3,89031112233,,2026-05-08T00:00:00+03:00,2026-05-12T00:00:00+03:00\n"
    ])
    let holders = """
      select coalesce(t.crm_id, 'shared'), case when isfinite(o.valid_from)
        then to_char(o.valid_from at time zone 'Europe/Moscow', 'DD') else '' end
      from person_of(array['+79031112233']) o left join contact t using (contact_id)
      order by o.valid_from
      """
    #expect(
      try office.rows(holders) == ["(c1,\"\")", "(shared,08)", "(shared,10)", "(c2,12)"])
    #expect(try office.rows(holders.replacing("array['+79031112233']", with: "null")).count == 5)
    #expect(
      try office.rows(
        "select number, count(*) from whole_person(array['+79031112233']) group by 1 order by 1")
        == ["(+79031112233,4)", "(+79261234567,1)"])
  }

  @Test("calls of a time when the number was another's are not near a deal, and explained")
  func near() async throws {
    let office = try await Self.handedOver()
    try await office.take([.dealContacts: "deal,contact\nd3,c2\n"])
    try await office.ring([OfficeCall(day: 15, number: "79031112233")])
    let near = """
      select count(*) from gate_near_call((select deal_id from deal where crm_id = 'd1'),
        '2026-05-01', '2026-06-01')
      """
    try office.run("update call set deal_id = null, stage_period_id = null")
    #expect(try office.rows(near) == ["(0)"])
    #expect(try office.rows(near.replacing("'d1'", with: "'d3'")) == ["(1)"])
    #expect(
      try office.rows("select deal, why from call_candidate_list(1) where deal = 'd1'") == [
        "(d1,\"The number was that contact's only until 2026-05-09 21:00 UTC.\")"
      ])
  }

  @Test("owners follow each other; before the first nobody is known")
  func owners() async throws {
    let office = try await CRMOffice.make()
    try await office.take(CRMSample.files)
    let header = "deal,owner,from\n"
    let summary = try await office.take([
      .dealOwners: header + "d1,m2,2026-05-05T10:00:00+03:00\nd1,m1,2026-05-02T10:00:00+03:00\n"
        + "d1,,2026-05-09T10:00:00+03:00\nd1,m9,2026-05-10T10:00:00+03:00\n"
        + "d7,m1,2026-05-10T10:00:00+03:00\n"
    ])
    #expect(summary.affectedNumbers == 3)
    #expect(summary.quarantined == 2)
    let owners = """
      select coalesce(m.crm_id, 'nobody'), to_char(o.valid_from, 'DD'),
        case when isfinite(o.valid_to) then to_char(o.valid_to, 'DD') else 'on' end
      from deal_owner o join deal d using (deal_id) left join manager m using (manager_id)
      where d.crm_id = 'd1' order by o.valid_from
      """
    #expect(try office.rows(owners) == ["(m1,02,05)", "(m2,05,09)", "(nobody,09,on)"])
    #expect(
      try office.rows("select crm_id from deal where has_owner_periods order by 1")
        == ["(d1)", "(d3)"])
    // A late entry, and one that is corrected.
    try await office.take([
      .dealOwners: header + "d1,m2,2026-05-03T10:00:00+03:00\nd1,m1,2026-05-09T10:00:00+03:00\n"
    ])
    #expect(
      try office.rows(owners) == ["(m1,02,03)", "(m2,03,05)", "(m2,05,09)", "(m1,09,on)"])
  }

  @Test("an extension that is a telephone stands in E.164, however it is written")
  func mobiles() async throws {
    let office = try await CRMOffice.make()
    try await office.take([.managers: "manager,name\nm1,A\n"])
    let summary = try await office.take([
      .managerExtensions:
        "manager,extension,pbx\nm1,8 (903) 777-66-55,\nm1,+79037776655,\nm1,*11,\n"
    ])
    #expect(summary.files.map(\.repeated) == [1])
    #expect(summary.affectedExtensions == 2)
    #expect(
      try office.rows("select extension from manager_extension order by 1")
        == ["(*11)", "(+79037776655)"])
  }
}
