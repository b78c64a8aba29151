import Testing

@testable import SampleOffice

@Suite struct CivilTimeTests {
  @Test("days and dates turn into each other")
  func days() {
    #expect(CivilDate(year: 1970, month: 1, day: 1).daysSinceEpoch == 0)
    #expect(CivilDate(year: 2026, month: 11, day: 20).daysSinceEpoch == 20_777)
    for days in stride(from: 0, to: 40_000, by: 17) {
      #expect(CivilDate(daysSinceEpoch: days).daysSinceEpoch == days)
    }
  }

  @Test("only a real day in ISO form is read", arguments: ["2026-02-30", "2026-1", "x", ""])
  func refuses(_ text: String) { #expect(CivilDate(text) == nil) }

  @Test("Berlin sets its clocks back on the last Sunday of October at 01:00 UTC")
  func autumn() {
    let change = Zone.europeanChange(year: 2026, month: 10)
    #expect(Stamp.utc(change) == "2026-10-25T01:00:00Z")
    #expect(Stamp.local(change - 1, .berlin) == "2026-10-25 02:59:59")
    #expect(Stamp.local(change, .berlin) == "2026-10-25 02:00:00")
    #expect(Stamp.local(change, .moscow) == "2026-10-25 04:00:00")
    #expect(Stamp.moscow(change) == "2026-10-25T04:00:00+03:00")
    #expect(Stamp.compact(change, .berlin) == "20261025-020000")
  }

  @Test("an agenda gives what is earliest, and among equals what came first")
  func agenda() {
    var agenda = Agenda<String>()
    agenda.add("late", at: 9)
    agenda.add("first", at: 3)
    agenda.add("second", at: 3)
    #expect(agenda.next(before: 4)?.item == "first")
    #expect(agenda.next(before: 4)?.item == "second")
    #expect(agenda.next(before: 4) == nil)
    #expect(agenda.next(before: 10)?.item == "late")
  }
}
