package import CallModel

/// A meeting of a calendar, one version of it: a VEVENT of RFC 5545.
package struct CalendarEntry: Sendable, Hashable {
  /// UID, the same in every version.
  package var uid: String
  /// RECURRENCE-ID as written: which of a series it replaces; empty for the meeting itself.
  package var recurrence: String
  /// SEQUENCE; 0 when not said.
  package var sequence: Int32
  /// LAST-MODIFIED.
  package var modifiedAt: CalendarTime?
  /// DTSTAMP.
  package var stampedAt: CalendarTime?
  /// CREATED.
  package var createdAt: CalendarTime?
  /// DTSTART; of a series the first. Nil only where it was called off.
  package var startsAt: CalendarTime?
  /// DTEND; nil when not said.
  package var endsAt: CalendarTime?
  /// LOCATION, or else the address of a conference; empty when neither is said.
  package var place: String
  /// SUMMARY.
  package var summary: String
  /// STATUS or METHOD says so.
  package var isCancelled: Bool
  /// It stands for a series.
  package var recurs: Bool
  package var organizers: [CalendarAddress]
  /// Without those who declined, rooms and other resources.
  package var attendees: [CalendarAddress]
  package var position: SourcePosition
  /// The bytes from BEGIN to END.
  package var raw: [UInt8]
}

/// How a party of a meeting is reached.
package enum CalendarAddress: Sendable, Hashable {
  /// In small letters.
  case mail(String)
  /// As written behind `tel:`.
  case telephone(String)

  /// Reads a calendar user address, RFC 5545 section 3.3.3; nil for any but mail and telephone.
  init?(_ value: String) {
    guard let colon = value.firstIndex(of: ":") else { return nil }
    let rest = String(value[value.index(after: colon)...].prefix { $0 != "?" && $0 != ";" })
    guard !rest.isEmpty else { return nil }
    switch value[..<colon].lowercased() {
    case "mailto" where rest.contains("@"): self = .mail(rest.lowercased())
    case "tel": self = .telephone(rest)
    default: return nil
    }
  }
}

/// What stands in a calendar file.
package struct CalendarFile: Sendable, Hashable {
  package var entries: [CalendarEntry] = []
  /// What can't be read, with all its bytes: meetings one by one, or the file as a whole.
  package var rejects: [RecordReject] = []
}
