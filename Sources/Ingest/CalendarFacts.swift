import CDR
import Calendars
import CallModel
import FoundationEssentials
import PhoneNumbers
import Store

/// Turns the meetings of a calendar file into what the store takes: instants instead of local
/// times, numbers in E.164.
struct CalendarFacts {
  /// Zone of times that name none.
  let defaultZone: String
  let numbers: NumberNormalizer
  private var clocks: [String: PBXClock] = [:]

  init(defaultZone: String, numbers: NumberNormalizer) {
    self.defaultZone = defaultZone
    self.numbers = numbers
  }

  /// A row of `take_calendar_entries`.
  private struct Row: Encodable {
    var uid: String
    var recurrence: String
    var sequence: Int32
    var stamped_at: String?
    var digest: String
    var created_at: String?
    var starts_at: String?
    var ends_at: String?
    var place: String?
    var summary: String
    var is_cancelled: Bool
    var recurs: Bool
    var organizers: [String]
    var attendees: [String]
  }

  /// - Parameters:
  ///   - file: what the reader gave.
  ///   - rejects: what it rejected, to which meetings at impossible times are added.
  /// - Returns: a JSON array.
  /// - Throws: `CDRError` when there are no time zones at all.
  mutating func json(of file: CalendarFile, rejects: inout [RecordReject]) throws -> String {
    var rows: [Row] = []
    for entry in file.entries {
      do throws(CDRError) {
        rows.append(try row(of: entry))
      } catch {
        guard error.code == .unknownZone else { throw error }
        rejects.append(
          RecordReject(
            reason: .time, detail: error.description, position: entry.position, raw: entry.raw))
      }
    }
    return String(decoding: try JSONEncoder().encode(rows), as: UTF8.self)
  }

  private mutating func row(of entry: CalendarEntry) throws(CDRError) -> Row {
    let stamped = try instant(entry.stampedAt)
    let modified = try instant(entry.modifiedAt)
    let created = try instant(entry.createdAt) ?? stamped ?? modified
    return Row(
      uid: entry.uid, recurrence: entry.recurrence, sequence: entry.sequence,
      stamped_at: [stamped, modified].compactMap { $0 }.max()?.rfc3339,
      digest: Fingerprint.hash(entry.raw), created_at: created?.rfc3339,
      starts_at: try instant(entry.startsAt)?.rfc3339, ends_at: try instant(entry.endsAt)?.rfc3339,
      place: entry.place.isEmpty ? nil : entry.place, summary: entry.summary,
      is_cancelled: entry.isCancelled, recurs: entry.recurs,
      organizers: addresses(entry.organizers), attendees: addresses(entry.attendees))
  }

  private func addresses(_ written: [CalendarAddress]) -> [String] {
    written.compactMap { address in
      switch address {
      case .mail(let mail): mail
      case .telephone(let number): numbers.normalize(number).phoneNumber?.e164
      }
    }
  }

  private mutating func instant(_ time: CalendarTime?) throws(CDRError) -> Instant? {
    guard case .local(let clock, let zone)? = time else { return time?.instant }
    guard
      let civil = CivilTime(
        year: clock.year, month: clock.month, day: clock.day, hour: clock.hour,
        minute: clock.minute, second: min(clock.second, 59))
    else { return nil }
    let name = zone ?? defaultZone
    if clocks[name] == nil { clocks[name] = try PBXClock(zone: name) }
    switch clocks[name]?.resolve(civil) {
    case nil: return nil
    case .one(let instant)?: return instant
    // RFC 5545 section 3.3.5: the first of two; in a gap the offset that held before it.
    case .two(let earlier, _)?: return earlier
    case .gap(let before, _)?: return Instant(seconds: civil.seconds - Int64(before))
    }
  }
}
