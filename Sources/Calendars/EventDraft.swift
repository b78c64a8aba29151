import CallModel

/// A meeting while its lines are read.
struct EventDraft {
  /// Where it begins.
  let offset: Int
  let line: Int
  /// What is wrong with it, the first of several.
  var fault: CalendarReader.Fault?

  private var lines: [String: ContentLine] = [:]
  private var organizers: [CalendarAddress] = []
  private var attendees: [CalendarAddress] = []
  /// A list of guests longer than this is no meeting with a client.
  private static let mostAttendees = 1_000

  init(offset: Int, line: Int) {
    self.offset = offset
    self.line = line
  }

  /// Properties that hold an address at which people meet without a room.
  private static let conferences = [
    "CONFERENCE", "X-GOOGLE-CONFERENCE", "X-MICROSOFT-SKYPETEAMSMEETINGURL",
    "X-MICROSOFT-ONLINEMEETINGCONFLINK", "URL",
  ]
  private static let single: Set<String> = [
    "UID", "RECURRENCE-ID", "SEQUENCE", "DTSTAMP", "CREATED", "LAST-MODIFIED", "DTSTART", "DTEND",
    "LOCATION", "SUMMARY", "STATUS",
  ]
  private static let series: Set<String> = ["RRULE", "RDATE"]

  mutating func take(_ content: ContentLine, line: Int) {
    switch content.name {
    case "ORGANIZER": organizers += Self.address(content)
    case "ATTENDEE" where attendees.count < Self.mostAttendees: attendees += guest(content)
    case let name where Self.series.contains(name): lines["RRULE"] = content
    case let name where Self.single.contains(name):
      // RFC 5545 allows each of them once: which of two holds is anybody's guess.
      if lines[name] != nil {
        fault = fault ?? Self.fault(.syntax, "Line \(line): \(name) stands there twice.")
      }
      lines[name] = content
    case let name where Self.conferences.contains(name):
      if lines[name] == nil { lines[name] = content }
    default: break
    }
  }

  private static func address(_ content: ContentLine) -> [CalendarAddress] {
    let written = CalendarAddress(content.value)
    if let written { return [written] }
    // RFC 7986 section 6.2: the mail address beside an address of another kind.
    return content.parameters["EMAIL"].flatMap { CalendarAddress("mailto:" + $0) }.map { [$0] }
      ?? []
  }

  private func guest(_ content: ContentLine) -> [CalendarAddress] {
    let parameters = content.parameters
    if parameters["PARTSTAT"]?.uppercased() == "DECLINED" { return [] }
    if ["ROOM", "RESOURCE"].contains(parameters["CUTYPE"]?.uppercased()) { return [] }
    return Self.address(content)
  }

  private static func fault(
    _ reason: RecordReject.Reason, _ detail: String
  ) -> CalendarReader.Fault {
    CalendarReader.Fault(reason: reason, detail: detail)
  }

  /// The meeting, or what is wrong with it.
  func entry(
    position: SourcePosition, raw: [UInt8], isCancelled: Bool
  ) -> Result<CalendarEntry, CalendarReader.Fault> {
    do throws(CalendarReader.Fault) {
      if let fault { throw fault }
      let uid = lines["UID"]?.text ?? ""
      guard !uid.isEmpty, uid.utf8.count <= 1_000 else {
        throw Self.fault(.missing, "Line \(line): the meeting has no UID.")
      }
      let isOff = isCancelled || lines["STATUS"]?.value.uppercased() == "CANCELLED"
      let startsAt = try time("DTSTART")
      guard isOff || startsAt != nil else {
        throw Self.fault(.missing, "Line \(line): the meeting has no DTSTART.")
      }
      return .success(
        CalendarEntry(
          uid: uid, recurrence: lines["RECURRENCE-ID"]?.value ?? "", sequence: try sequence(),
          modifiedAt: try time("LAST-MODIFIED"), stampedAt: try time("DTSTAMP"),
          createdAt: try time("CREATED"), startsAt: startsAt, endsAt: try time("DTEND"),
          place: place, summary: lines["SUMMARY"]?.text ?? "", isCancelled: isOff,
          recurs: lines["RRULE"] != nil, organizers: organizers, attendees: attendees,
          position: position, raw: raw))
    } catch {
      return .failure(error)
    }
  }

  private var place: String {
    let said = lines["LOCATION"]?.text ?? ""
    if said.contains(where: { !$0.isWhitespace }) { return said }
    return Self.conferences.lazy.compactMap { lines[$0]?.value }.first { !$0.isEmpty } ?? ""
  }

  private func sequence() throws(CalendarReader.Fault) -> Int32 {
    guard let line = lines["SEQUENCE"] else { return 0 }
    guard let number = Int32(line.value), number >= 0 else {
      throw Self.fault(.number, "SEQUENCE of the meeting in line \(self.line) is no number.")
    }
    return number
  }

  private func time(_ name: String) throws(CalendarReader.Fault) -> CalendarTime? {
    guard let content = lines[name] else { return nil }
    guard let time = CalendarTime(content.value, zone: content.parameters["TZID"]) else {
      throw Self.fault(
        .time, "\(name) of the meeting in line \(line) is no date or time of RFC 5545.")
    }
    return time
  }
}
