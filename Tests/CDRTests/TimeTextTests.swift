import CallModel
import Testing

@testable import CDR

@Suite struct TimeTextTests {
  private func read(_ text: String) -> TimeText { text.reading { TimeText($0) } }

  @Test(
    "an unset time is empty, zero, or of 1970 and before",
    arguments: [
      "", "  ", "0", "0.000000", "0000-00-00 00:00:00", "1970-01-01 03:00:00",
      "1969-12-31 19:00:00",
    ])
  func unset(_ text: String) { #expect(read(text) == .unset) }

  @Test(
    "what is no time of the calendar can't be read",
    arguments: [
      "2026-02-30 10:00:00", "2026-13-01 10:00:00", "2026-00-01 10:00:00", "2025-02-29 10:00:00",
      "2026-01-01 24:00:00", "2026-01-01 10:60:00", "2026-01-01 10:00:61", "2026-01-01",
      "10:00:00", "yesterday", "2026-01-01 10:00:00.", "2026-01-01 10:00:00 MSK", "12345",
      "2026-01-01 10:00:00+3", "2026-01-01 10:00:00+03:0", "99999999999999999999", "-5",
    ])
  func unreadable(_ text: String) { #expect(read(text) == .unreadable) }

  @Test("a date and time without a zone stays a wall-clock time")
  func civil() {
    let expected = CivilTime(seconds: utc(2026, 1, 31, 9, 5, 7))
    #expect(read("2026-01-31 09:05:07") == .civil(expected))
    #expect(read("2026-01-31T09:05:07") == .civil(expected))
    #expect(read("2026/01/31 09:05:07") == .civil(expected))
    let fraction = CivilTime(seconds: utc(2026, 1, 31, 9, 5, 7), microseconds: 250_000)
    #expect(read("2026-01-31 09:05:07.25") == .civil(fraction))
    #expect(read("2026-01-31 09:05:07.250000999") == .civil(fraction))
  }

  @Test("the leap second is the next minute's first")
  func leapSecond() {
    #expect(read("2016-12-31 23:59:60") == .civil(CivilTime(seconds: utc(2017, 1, 1))))
  }

  @Test(
    "an offset or an epoch second makes it an instant",
    arguments: [
      "2026-01-31T06:05:07Z", "2026-01-31T09:05:07+0300", "2026-01-31T09:05:07+03:00",
      "2026-01-31 09:05:07 +03", "2026-01-31T01:05:07-0500", "1769839507", "1769839507.000",
      "1769839507000", "1769839507000000",
    ])
  func instant(_ text: String) {
    #expect(read(text) == .instant(Instant(seconds: utc(2026, 1, 31, 6, 5, 7))))
  }

  @Test("days are counted as the Gregorian calendar has them")
  func calendar() {
    #expect(utc(1970, 1, 1) == 0)
    #expect(utc(2000, 2, 29) == 951_782_400)
    #expect(utc(2000, 3, 1) - utc(2000, 2, 29) == 86_400)
    #expect(utc(2100, 3, 1) - utc(2100, 2, 28) == 86_400)
    #expect(utc(1969, 12, 31) == -86_400)
  }

  @Test("no bytes trap the reader")
  func anyBytes() {
    var generator = SeededGenerator(seed: 3)
    let alphabet = Array("0123456789-: T.+Z/".utf8) + [0, 255]
    for _ in 0..<20_000 {
      let length = Int.random(in: 0...30, using: &generator)
      let bytes = (0..<length).compactMap { _ in alphabet.randomElement(using: &generator) }
      _ = bytes.reading { TimeText($0) }
      _ = bytes.reading { NumberText.seconds($0) }
      _ = bytes.reading { AsteriskID.epoch(of: $0) }
    }
  }
}

@Suite struct NumberTextTests {
  @Test(
    "seconds are whole, cut and bounded",
    arguments: [
      ("0", 0), ("7", 7), ("2.940820", 2), ("2147483647", Int32.max), ("2147483648", nil),
      ("99999999999999999999999", nil), ("-1", nil), ("", nil), (".5", nil), ("1.2.3", nil),
      ("1e3", nil), ("5s", nil),
    ] as [(String, Int32?)])
  func seconds(_ text: String, _ expected: Int32?) {
    #expect(text.reading { NumberText.seconds($0) } == expected)
  }

  @Test(
    "the second of creation stands before the last dot of Asterisk's id",
    arguments: [
      ("1795434591.12", 1_795_434_591), ("1795434590.0", 1_795_434_590),
      ("msk-1-1795435412.2", 1_795_435_412), ("pbx.example_1-1795435412.2", 1_795_435_412),
      ("", nil), ("1795434591", nil), ("1795434591.", nil), ("12345678.1", nil),
      ("-1795434591.1", nil), ("a b-1795434591.1", nil), ("deal:42", nil), ("x1795434591.1", nil),
      ("179543459100.1", nil),
    ] as [(String, Int64?)])
  func epoch(_ id: String, _ expected: Int64?) { #expect(AsteriskID.epoch(of: id) == expected) }
}
