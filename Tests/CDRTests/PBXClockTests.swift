import CallModel
import Foundation
import Testing

@testable import CDR

@Suite struct PBXClockTests {
  private func resolve(_ zone: String, _ local: Int64) throws -> PBXClock.Resolution {
    var clock = try PBXClock(zone: zone)
    return clock.resolve(CivilTime(seconds: local))
  }

  @Test(
    "an ordinary local time is one instant",
    arguments: [
      ("Europe/Moscow", 3 * 3_600), ("Asia/Kolkata", 19_800), ("UTC", 0), ("Etc/GMT-3", 10_800),
      ("Asia/Kathmandu", 20_700), ("America/Caracas", -14_400),
    ])
  func ordinary(_ zone: String, _ offset: Int64) throws {
    let local = utc(2026, 1, 31, 12)
    #expect(try resolve(zone, local) == .one(Instant(seconds: local - offset)))
  }

  @Test("Moscow's clocks went back for good on 2014-10-26 and showed an hour twice")
  func moscowTwice() throws {
    let local = utc(2014, 10, 26, 1, 30)
    let earlier = Instant(seconds: local - 4 * 3_600)
    let later = Instant(seconds: local - 3 * 3_600)
    #expect(try resolve("Europe/Moscow", local) == .two(earlier: earlier, later: later))
    #expect(
      try resolve("Europe/Moscow", utc(2014, 10, 26, 0, 59, 59))
        == .one(Instant(seconds: utc(2014, 10, 25, 20, 59, 59))))
    #expect(
      try resolve("Europe/Moscow", utc(2014, 10, 26, 2))
        == .one(Instant(seconds: utc(2014, 10, 25, 23))))
  }

  @Test("Moscow's clocks skipped an hour on 2011-03-27")
  func moscowGap() throws {
    #expect(
      try resolve("Europe/Moscow", utc(2011, 3, 27, 2, 30))
        == .gap(offsetBefore: 10_800, offsetAfter: 14_400))
    #expect(
      try resolve("Europe/Moscow", utc(2011, 3, 27, 3))
        == .one(Instant(seconds: utc(2011, 3, 26, 23))))
  }

  @Test("the rule behind the table holds in the far future", arguments: [2026, 2038, 2099, 2150])
  func farFuture(_ year: Int) throws {
    // The last Sundays of March and October.
    let march = lastSunday(year, 3)
    let october = lastSunday(year, 10)
    #expect(
      try resolve("Europe/Berlin", utc(year, 3, march, 2, 30))
        == .gap(offsetBefore: 3_600, offsetAfter: 7_200))
    let local = utc(year, 10, october, 2, 30)
    #expect(
      try resolve("Europe/Berlin", local)
        == .two(earlier: Instant(seconds: local - 7_200), later: Instant(seconds: local - 3_600)))
    #expect(
      try resolve("Europe/Berlin", utc(year, 7, 1))
        == .one(Instant(seconds: utc(year, 7, 1) - 7_200)))
  }

  private func lastSunday(_ year: Int, _ month: Int) -> Int {
    let last = CivilTime.daysSinceEpoch(year: year, month: month, day: 31)
    return 31 - Int((last + 4) % 7)
  }

  @Test("a day that Samoa left out is a gap of a day, and Lord Howe's gap is half an hour")
  func oddGaps() throws {
    #expect(
      try resolve("Pacific/Apia", utc(2011, 12, 30, 12))
        == .gap(offsetBefore: -36_000, offsetAfter: 50_400))
    #expect(
      try resolve("Australia/Lord_Howe", utc(2026, 10, 4, 2, 15))
        == .gap(offsetBefore: 37_800, offsetAfter: 39_600))
  }

  @Test("the answer does not depend on what was asked before")
  func cacheIsInvisible() throws {
    var generator = SeededGenerator(seed: 11)
    var shared = try PBXClock(zone: "Europe/Berlin")
    for _ in 0..<3_000 {
      let near = [utc(2026, 3, 29, 2), utc(2026, 10, 25, 2), utc(2025, 6, 1)]
      let base = try #require(near.randomElement(using: &generator))
      let civil = CivilTime(seconds: base + Int64.random(in: -9_000...9_000, using: &generator))
      var fresh = try PBXClock(zone: "Europe/Berlin")
      #expect(shared.resolve(civil) == fresh.resolve(civil))
    }
  }

  @Test(
    "every instant is among the readings of its own local time, as Foundation has it",
    arguments: [
      "Europe/Moscow", "Europe/Berlin", "America/New_York", "Europe/Dublin", "Asia/Kolkata",
      "Australia/Lord_Howe", "America/Sao_Paulo", "Asia/Almaty", "Europe/London",
    ])
  func roundTrip(_ zone: String) throws {
    var clock = try PBXClock(zone: zone)
    let oracle = try #require(TimeZone(identifier: zone))
    var generator = SeededGenerator(seed: 5)
    for _ in 0..<2_000 {
      let seconds = Int64.random(in: utc(1990, 1, 1)...utc(2024, 1, 1), using: &generator)
      let date = Date(timeIntervalSince1970: Double(seconds))
      let offset = oracle.secondsFromGMT(for: date)
      #expect(clock.offset(at: seconds) == offset)
      switch clock.resolve(CivilTime(seconds: seconds + Int64(offset))) {
      case .one(let instant): #expect(instant.seconds == seconds)
      case .two(let earlier, let later):
        #expect([earlier.seconds, later.seconds].contains(seconds))
      case .gap: Issue.record("a time that was shown is no gap: \(seconds)")
      }
    }
  }

  @Test(
    "an unknown zone is refused and no path leads out of the database",
    arguments: ["Europe/Moskau", "", "/etc/passwd", "../../etc/passwd", "Europe", "MSK/3", "a\0b"])
  func unknownZone(_ zone: String) {
    let error = #expect(throws: CDRError.self) { try PBXClock(zone: zone) }
    #expect(error?.code == .unknownZone)
  }

  @Test("a missing database is told from an unknown zone")
  func missingDatabase() {
    let error = #expect(throws: CDRError.self) {
      try ZoneFile.table("Europe/Moscow", in: "/nonexistent")
    }
    #expect(error?.code == .noTimeZoneData)
    #expect(error?.description.contains("tzdata") == true)
  }

  @Test("damaged zone files are refused and never trap")
  func damagedFiles() throws {
    let good = [UInt8](try Data(contentsOf: URL(filePath: ZoneFile.directory + "/Europe/Berlin")))
    #expect(ZoneTable(tzif: good) != nil)
    #expect(ZoneTable(tzif: Array(good.dropLast(2))) == nil)
    #expect(ZoneTable(tzif: Array("no zone".utf8)) == nil)
    var generator = SeededGenerator(seed: 9)
    for _ in 0..<3_000 {
      var bytes = good
      for _ in 0..<3 {
        let index = Int.random(in: 0..<bytes.count, using: &generator)
        bytes[index] = UInt8.random(in: 0...255, using: &generator)
      }
      _ = ZoneTable(tzif: bytes)
      _ = ZoneTable(tzif: Array(bytes.prefix(Int.random(in: 0...bytes.count, using: &generator))))
    }
  }

  @Test("a version 1 file, of 32-bit times and without a footer, is read")
  func versionOne() throws {
    // Header, one transition at 1,000,000 to type 1; types 0 (+1 h) and 1 (+2 h); "A\0B\0".
    var bytes = Array("TZif".utf8) + [UInt8](repeating: 0, count: 16)
    for count in [0, 0, 0, 1, 2, 4] as [UInt8] { bytes += [0, 0, 0, count] }
    bytes += [0x00, 0x0F, 0x42, 0x40, 1]
    bytes += [0, 0, 0x0E, 0x10, 0, 0, 0, 0, 0x1C, 0x20, 1, 2]
    bytes += Array("A\0B\0".utf8)
    let table = try #require(ZoneTable(tzif: bytes))
    #expect(
      table.periods == [
        ZoneTable.Period(start: .min, offset: 3_600),
        ZoneTable.Period(start: 1_000_000, offset: 7_200),
      ])
  }
}

@Suite struct POSIXTimeZoneTests {
  private func parsed(_ text: String) -> POSIXTimeZone? { POSIXTimeZone(text.utf8) }

  @Test("a zone without daylight time has its offset's sign turned")
  func fixed() {
    #expect(parsed("MSK-3")?.standardOffset == 10_800)
    #expect(parsed("<+0530>-5:30")?.standardOffset == 19_800)
    #expect(parsed("EST5")?.standardOffset == -18_000)
    #expect(parsed("EST5")?.daylight == nil)
  }

  @Test("rules by month, week and weekday give the days of the calendar")
  func byWeekday() throws {
    let rule = try #require(parsed("EST5EDT,M3.2.0,M11.1.0"))
    let changes = rule.transitions(of: 2026)
    #expect(changes.map(\.at) == [utc(2026, 3, 8, 7), utc(2026, 11, 1, 6)])
    #expect(changes.map(\.offset) == [-14_400, -18_000])
  }

  @Test("Dublin's winter time is the daylight time, an hour behind")
  func negativeDaylight() throws {
    let rule = try #require(parsed("IST-1GMT0,M10.5.0,M3.5.0/1"))
    let changes = rule.transitions(of: 2026)
    #expect(changes.map(\.at) == [utc(2026, 3, 29, 1), utc(2026, 10, 25, 1)])
    #expect(changes.map(\.offset) == [3_600, 0])
  }

  @Test("days of the year count February 29 or not, and hours may pass a day's end")
  func byDay() throws {
    let julian = try #require(parsed("AAA0BBB,J60/0,J365/25"))
    #expect(julian.transitions(of: 2024).first?.at == utc(2024, 3, 1))
    #expect(julian.transitions(of: 2026).last?.at == utc(2027, 1, 1))
    let ordinal = try #require(parsed("AAA0BBB,59/0,300/-1"))
    #expect(ordinal.transitions(of: 2024).first?.at == utc(2024, 2, 29))
  }

  @Test(
    "what does not follow the grammar is refused",
    arguments: [
      "", "3", "EST", "EST5EDT,M3.2.0", "EST5EDT,M13.2.0,M11.1.0", "E5", "EST5EDT,x,y",
      "EST168", "<+03-3", "EST5EDT,M3.2.0,M11.1.0,",
    ])
  func invalid(_ text: String) { #expect(parsed(text) == nil) }
}
