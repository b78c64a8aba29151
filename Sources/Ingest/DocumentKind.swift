import Calendars

/// A file that is taken as a whole, beside call records.
package enum DocumentKind: String, Sendable, Hashable {
  case calendar
  case sidecar

  /// What a file is, by its name or, for a calendar, its beginning; nil: it holds call records.
  package init?(path: String) {
    let name = path.lowercased()
    if name.hasSuffix(".ics") || name.hasSuffix(".ical") {
      self = .calendar
    } else if name.hasSuffix(".vcon") || name.hasSuffix(".json") {
      self = .sidecar
    } else if let file = try? CDRFile(path: path), let head = try? file.read(at: 0, count: 64),
      CalendarReader.isCalendar(head)
    {
      // A file that can't be read is told about when it is taken.
      self = .calendar
    } else {
      return nil
    }
  }
}
