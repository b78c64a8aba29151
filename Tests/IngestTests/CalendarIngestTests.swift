import CallModel
import Ingest
import Store
import Testing

@Suite("Meetings of calendars")
struct CalendarIngestTests {
  private static let booked =
    "(d1,app,meeting_booked,calendar,t,\"2026-03-02 07:30:00+00\",)"

  @Test(
    "a meeting with the client books, soon after he was reached, and the same file changes nothing")
  func booking() async throws {
    let office = try await SourceOffice.make()
    try await office.importCRM()
    try await office.call(SourceOffice.record())
    let first = try await office.take(SourceOffice.meeting(), as: "a.ics")
    #expect(first.calendarEntries == 1 && first.outcome.evidenceRecorded == 1)
    #expect(try office.live("meeting_booked") == [Self.booked])
    #expect(try office.live("meeting_held").isEmpty)
    let again = try await office.take(SourceOffice.meeting(), as: "b.ics")
    #expect(again.calendarEntries == 0 && again.outcome.evidenceRecorded == 0)
    #expect(try office.live("meeting_booked") == [Self.booked])
    try await office.board.expectSound()
  }

  @Test("calls, CRM and calendar in any order give the same", arguments: orders([0, 1, 2]))
  func order(steps: [Int]) async throws {
    let office = try await SourceOffice.make()
    for step in steps {
      switch step {
      case 0: try await office.importCRM()
      case 1: try await office.call(SourceOffice.record())
      default: try await office.take(SourceOffice.meeting(), as: "a.ics")
      }
    }
    #expect(try office.live("meeting_booked") == [Self.booked])
    try await office.board.expectSound()
  }

  @Test("versions in any order: the newest counts", arguments: orders([0, 1, 2]))
  func versions(steps: [Int]) async throws {
    let office = try await SourceOffice.make()
    try await office.importCRM()
    try await office.call(SourceOffice.record())
    let versions = [
      SourceOffice.meeting(),
      SourceOffice.meeting(
        sequence: 1, start: "20260304T120000", created: "20260302T080000Z"),
      SourceOffice.meeting(sequence: 2, stamp: "20260302T090000Z", status: "CANCELLED"),
    ]
    for step in steps { try await office.take(versions[step], as: "v\(step).ics") }
    #expect(try office.live("meeting_booked").isEmpty)
    // The third is taken back: what stands is as if it had never been.
    try await office.take(
      SourceOffice.meeting(sequence: 3, start: "20260305T120000", stamp: "20260302T093000Z"),
      as: "v3.ics")
    #expect(try office.live("meeting_booked") == [Self.booked])
    try await office.board.expectSound()
  }

  @Test("a meeting that was moved keeps its booking, which is told; one called off revokes it")
  func moved() async throws {
    let office = try await SourceOffice.make()
    try await office.importCRM()
    try await office.call(SourceOffice.record())
    try await office.take(SourceOffice.meeting(), as: "a.ics")
    try await office.take(
      SourceOffice.meeting(sequence: 1, start: "20260305T120000", stamp: "20260302T080000Z"),
      as: "a.ics")
    #expect(try office.live("meeting_booked") == [Self.booked])
    let listing = try await office.board.store.evidenceListing(
      ofDeal: "d1", includingRevoked: false)
    #expect(listing.json.contains { $0.contains("was moved from 2026-03-03T09:00:00Z to") })
    try await office.take(
      SourceOffice.meeting(sequence: 2, stamp: "20260302T090000Z", status: "CANCELLED"),
      as: "a.ics")
    #expect(
      try office.board.rows("select revoked_why from evidence where source = 'calendar'")
        == ["(\"The meeting was called off.\")"])
  }

  @Test("without a conversation before it a booking is uncertain, and becomes certain with one")
  func uncertain() async throws {
    let office = try await SourceOffice.make()
    try await office.importCRM()
    try await office.take(SourceOffice.meeting(), as: "a.ics")
    #expect(try office.live("meeting_booked").allSatisfy { $0.contains(",f,") })
    #expect(try office.live("meeting_booked").count == 1)
    try await office.call(SourceOffice.record(0, talk: 10))
    #expect(try office.live("meeting_booked").allSatisfy { $0.contains(",f,") })
    try await office.call(SourceOffice.record(1))
    #expect(try office.live("meeting_booked") == [Self.booked])
    try await office.board.expectSound()
  }

  @Test("of several deals that of the seller who takes part; else a person has to say which")
  func several() async throws {
    let office = try await SourceOffice.make()
    try await office.importCRM(deals: ["d1", "d2"])
    try await office.take(
      SourceOffice.meeting(organizer: "Boris@office.example"), as: "a.ics")
    #expect(try office.live("meeting_booked").map { $0.prefix(3) } == ["(d2"])
    try await office.importCRM(deals: ["d1", "d2", "d3"])
    try await office.take(SourceOffice.meeting(uid: "u2"), as: "b.ics")
    #expect(try office.suggestions() == ["(,meeting_booked,calendar,waiting,u2)"])
    let id = try office.waiting()
    let error = await #expect(throws: StoreError.self) {
      try await office.board.store.confirmEvidence(id, deal: nil, by: "Boss", why: "asked her")
    }
    #expect(error?.code == .invalid)
    let confirmed = try await office.board.store.confirmEvidence(
      id, deal: "d3", by: "Boss", why: "asked her")
    #expect(confirmed.isNew)
    #expect(
      try office.live("meeting_booked").last
        == "(d3,app,meeting_booked,calendar,t,\"2026-03-02 07:30:00+00\",Boss)")
    // Everything linked anew: the word holds.
    try await office.importCRM(
      deals: ["d1", "d2", "d3"], people: SourceOffice.people + "\nc3,X,,\n")
    try await office.call(SourceOffice.record())
    #expect(try office.live("meeting_booked").count == 2)
    #expect(
      try await office.board.store.confirmEvidence(id, deal: "d3", by: "B", why: "w").isNew == false
    )
    try await office.board.expectSound()
    // Called off, whoever confirmed it.
    try await office.take(
      SourceOffice.meeting(uid: "u2", sequence: 1, stamp: "20260302T090000Z", status: "CANCELLED"),
      as: "c.ics")
    #expect(try office.live("meeting_booked").count == 1)
    try await office.board.expectSound()
  }

  @Test("what is lacking is told, and waits for a person")
  func lacking() async throws {
    let office = try await SourceOffice.make()
    try await office.importCRM()
    try await office.take(
      SourceOffice.meeting(place: "", organizer: "nobody@office.example"), as: "a.ics")
    #expect(try office.live().isEmpty)
    #expect(
      try office.board.rows("select detail from suggestion")
        == ["(\"The calendar names no seller of ours. It does not say where.\")"])
    // The second version says both.
    try await office.take(
      SourceOffice.meeting(sequence: 1, stamp: "20260302T080000Z"), as: "b.ics")
    #expect(try office.live("meeting_booked").count == 1)
    #expect(try office.suggestions() == ["(d1,meeting_booked,calendar,withdrawn,u1)"])
    try await office.board.expectSound()
  }

  @Test("a meeting in the past when it was entered, or without a client, or declined, is none")
  func none() async throws {
    let office = try await SourceOffice.make()
    try await office.importCRM()
    try await office.take(SourceOffice.meeting(uid: "a", start: "20260302T100000"), as: "a.ics")
    try await office.take(
      SourceOffice.meeting(uid: "b", guest: "mailto:mum@client.example"), as: "b.ics")
    try await office.take(
      SourceOffice.meeting(uid: "c", guest: "mailto:olga@client.example"), as: "c.ics")
    try await office.take(SourceOffice.meeting(uid: "d", status: "CANCELLED"), as: "d.ics")
    #expect(try office.live().isEmpty && office.suggestions().isEmpty)
  }

  @Test("a client is known by his telephone, too, and by an address that comes later")
  func addresses() async throws {
    let office = try await SourceOffice.make()
    try await office.importCRM(people: "contact,name\nc1,Иван\nc2,Ольга\n")
    try await office.take(SourceOffice.meeting(), as: "a.ics")
    try await office.take(
      SourceOffice.meeting(uid: "u2", guest: "tel:8-916-111-22-33"), as: "b.ics")
    #expect(try office.live("meeting_booked").count == 1)
    try await office.importCRM([.contacts: SourceOffice.people])
    #expect(try office.live("meeting_booked").count == 2)
    try await office.board.expectSound()
  }

  @Test("one of a series that was moved speaks for itself only where the series is not known")
  func series() async throws {
    let office = try await SourceOffice.make()
    try await office.importCRM()
    let one = SourceOffice.meeting(start: "20260310T120000", more: "RECURRENCE-ID:20260309T090000Z")
    try await office.take(one, as: "one.ics")
    #expect(try office.live("meeting_booked").count == 1)
    try await office.take(SourceOffice.meeting(more: "RRULE:FREQ=WEEKLY"), as: "all.ics")
    #expect(try office.live("meeting_booked").count == 1)
    #expect(
      try office.board.rows("select recurs from calendar_entry order by 1") == ["(f)", "(t)"])
    try await office.board.expectSound()
  }

  @Test("a dismissed meeting stays dismissed, and a revoked booking revoked")
  func dismissed() async throws {
    let office = try await SourceOffice.make()
    try await office.importCRM()
    try await office.take(SourceOffice.meeting(place: ""), as: "a.ics")
    let id = try office.waiting()
    #expect(try await office.board.store.revokeEvidence(id, by: "Boss", why: "a joke"))
    #expect(try await !office.board.store.revokeEvidence(id, by: "Boss", why: "again"))
    try await office.take(SourceOffice.meeting(sequence: 1, stamp: "20260302T080000Z"), as: "b.ics")
    #expect(try office.live().isEmpty)
    try await office.take(SourceOffice.meeting(uid: "u2"), as: "c.ics")
    let booked = try office.number("select evidence_id from evidence where revoked_at is null")
    #expect(try await office.board.store.revokeEvidence(booked, by: "Boss", why: "no"))
    try await office.call(SourceOffice.record())
    #expect(try office.live("meeting_booked").isEmpty)
    try await office.board.expectSound()
  }

  @Test("a bad file is set aside whole, once; a bad meeting by itself; both can be replayed")
  func quarantine() async throws {
    let office = try await SourceOffice.make()
    try await office.importCRM()
    let torn = String(SourceOffice.meeting().dropLast(20))
    #expect(try await office.take(torn, as: "torn.ics").outcome.quarantined == 1)
    #expect(try await office.take(torn, as: "torn.ics").outcome.quarantined == 0)
    let zone = SourceOffice.meeting().replacing("Europe/Moscow", with: "Mars/Base")
    let summary = try await office.take(zone + SourceOffice.meeting(uid: "u9"), as: "zone.ics")
    #expect(summary.outcome.quarantined == 1 && summary.calendarEntries == 1)
    #expect(
      try office.board.rows(
        "select reason, line, byte_offset, pbx_id from quarantine order by quarantine_id")
        == ["(torn_tail,15,0,)", "(time,3,28,)"])
    let replay = DocumentReplay(store: office.board.store, ingest: office.ingest)
    let left = try await replay.run(nil)
    #expect(left.tried == 2 && left.left.count == 2)
    try await office.board.expectSound()
  }
}
