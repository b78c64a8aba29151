import CallModel
import TestSupport
import Testing

@testable import Calendars

@Suite("Calendar files")
struct CalendarReaderTests {
  /// A calendar with one meeting of these lines.
  static func calendar(_ lines: String..., method: String = "REQUEST") -> [UInt8] {
    let frame = ["BEGIN:VCALENDAR", "METHOD:\(method)", "BEGIN:VEVENT"]
    return Array(
      ((frame + lines + ["END:VEVENT", "END:VCALENDAR"]).joined(separator: "\r\n") + "\r\n").utf8)
  }

  @Test("an invitation of Outlook: folds, quotes, escapes, zones of Windows, rooms left out")
  func outlook() throws {
    let file = CalendarReader.read(try Samples.bytes("calendar/outlook-moscow.ics"))
    #expect(file.rejects.isEmpty)
    let entry = try #require(file.entries.first)
    #expect(file.entries.count == 1)
    #expect(entry.uid == "040000008200E00074C5B7101A82E00800000000")
    #expect(entry.organizers == [.mail("anna.petrova@office.example")])
    #expect(entry.attendees == [.mail("boris@client.example")])
    #expect(entry.place == "Офис, Ленина 1")
    #expect(entry.summary == "Замер окон")
    #expect(entry.createdAt == .utc(Instant(seconds: 1_709_295_000)))
    guard case .local(let clock, let zone) = entry.startsAt else {
      Issue.record("it is no local time")
      return
    }
    #expect(zone == "Europe/Moscow")
    #expect((clock.year, clock.month, clock.day, clock.hour) == (2024, 3, 2, 13))
    #expect(entry.position.line == 13)
    #expect(!entry.isCancelled && !entry.recurs)
  }

  @Test("of a series the first, which is told; a conference is a place; a day is its midnight")
  func series() throws {
    let file = CalendarReader.read(try Samples.bytes("calendar/google-series.ics"))
    #expect(file.entries.map(\.recurs) == [true, false])
    #expect(file.entries.first?.place == "https://meet.example/abc-defg-hij")
    #expect(file.entries.first?.sequence == 1)
    guard case .local(let clock, nil) = file.entries.last?.startsAt else {
      Issue.record("a day has no zone")
      return
    }
    #expect((clock.day, clock.hour) == (5, 0))
  }

  @Test("METHOD:CANCEL and STATUS:CANCELLED call a meeting off, even without a time")
  func cancelled() throws {
    let file = CalendarReader.read(try Samples.bytes("calendar/cancelled.ics"))
    #expect(file.entries.map(\.isCancelled) == [true])
    let status = CalendarReader.read(Self.calendar("UID:a", "STATUS:Cancelled"))
    #expect(status.entries.map(\.isCancelled) == [true])
  }

  @Test("who declined does not take part; a telephone is an address")
  func attendees() {
    let file = CalendarReader.read(
      Self.calendar(
        "UID:a", "DTSTART:20240302T100000Z", "ATTENDEE;PARTSTAT=DECLINED:mailto:a@b.example",
        "ATTENDEE;CN=C:tel:+7-916-000-00-01", "ATTENDEE;EMAIL=D@E.example:urn:uuid:1",
        "ATTENDEE:https://nobody.example"))
    #expect(
      file.entries.first?.attendees == [.telephone("+7-916-000-00-01"), .mail("d@e.example")])
  }

  @Test(
    "a meeting that can't be read is a reject with line and bytes, and the others are taken",
    arguments: [
      ("DTSTART:20240302T100000Z", RecordReject.Reason.missing),
      ("UID:a", .missing), ("UID:a\r\nDTSTART:tomorrow", .time),
      ("UID:a\r\nDTSTART:20240230T100000Z", .time), ("UID:a\r\nDTSTART:20240302T250000", .time),
      ("UID:a\r\nDTSTART:20240302\r\nSEQUENCE:x", .number),
      ("UID:a\r\nUID:b\r\nDTSTART:20240302", .syntax), ("UID:a\r\nno colon", .syntax),
      ("UID:a\r\nX-A;B=\"open:1", .syntax), ("UID:a\u{0}\r\nDTSTART:20240302", .nul),
    ])
  func badMeeting(lines: String, reason: RecordReject.Reason) throws {
    let good = "BEGIN:VEVENT\r\nUID:good\r\nDTSTART:20240302T100000Z\r\nEND:VEVENT\r\n"
    let text =
      "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\n\(lines)\r\nEND:VEVENT\r\n\(good)END:VCALENDAR\r\n"
    let bytes = Array(text.utf8)
    let file = CalendarReader.read(bytes)
    #expect(file.entries.map(\.uid) == ["good"])
    let reject = try #require(file.rejects.first)
    #expect(file.rejects.count == 1)
    #expect(reject.reason == reason)
    #expect(reject.position.line == 2)
    #expect(reject.position.byteOffset == 17)
    let range = 17..<17 + reject.position.byteLength
    #expect(Array(bytes[range]) == reject.raw)
    #expect(reject.raw.starts(with: "BEGIN:VEVENT".utf8))
  }

  @Test(
    "a file whose frame is broken is refused as a whole",
    arguments: [
      ("BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:a\n", RecordReject.Reason.tornTail),
      ("BEGIN:VCALENDAR\nEND:VEVENT\nEND:VCALENDAR\n", .syntax),
      ("BEGIN:VEVENT\nUID:a\nDTSTART:20240302\nEND:VEVENT\n", .syntax),
      ("hello", .syntax), ("", .syntax), ("UID:a\n", .syntax),
      ("BEGIN:VCALENDAR\nBEGIN:VEVENT\nBEGIN:VEVENT\n", .syntax),
      (String(repeating: "BEGIN:VCALENDAR\n", count: 40), .syntax),
    ])
  func badFrame(text: String, reason: RecordReject.Reason) {
    let file = CalendarReader.read(Array(text.utf8))
    #expect(file.entries.isEmpty)
    #expect(file.rejects.map(\.reason) == [reason])
    #expect(file.rejects.first?.raw == Array(text.utf8))
  }

  @Test("a line or a file that is too long is refused")
  func tooLong() {
    let line = "X-LONG:" + String(repeating: "x", count: LineUnfolder.longestLine)
    let file = CalendarReader.read(Self.calendar("UID:a", line, "DTSTART:20240302"))
    #expect(file.rejects.map(\.reason) == [.tooLong])
    let bytes = [UInt8](repeating: 0x41, count: CalendarReader.longestFile + 1)
    #expect(CalendarReader.read(bytes).rejects.map(\.reason) == [.tooLong])
  }

  @Test("any bytes give entries and rejects that lie within the file, and never a crash")
  func mutations() throws {
    var random = SystemRandomNumberGenerator()
    let samples = try ["outlook-moscow", "google-series", "cancelled"].map {
      try Samples.bytes("calendar/\($0).ics")
    }
    for round in 0..<600 {
      var bytes = samples[round % samples.count]
      for _ in 0...Int.random(in: 0...8, using: &random) {
        guard !bytes.isEmpty else { break }
        let at = Int.random(in: 0..<bytes.count, using: &random)
        switch Int.random(in: 0...3, using: &random) {
        case 0: bytes[at] = UInt8.random(in: 0...255, using: &random)
        case 1: bytes.removeSubrange(at..<min(bytes.count, at + 20))
        case 2: bytes.insert(contentsOf: bytes.suffix(30), at: at)
        default: bytes.removeSubrange(at...)
        }
      }
      let file = CalendarReader.read(bytes)
      for position in file.entries.map(\.position) + file.rejects.map(\.position) {
        #expect(Int(position.byteOffset) + position.byteLength <= bytes.count)
        #expect(position.line > 0)
      }
    }
  }
}
