package import CallModel

/// A time as a calendar writes it; which instant it is depends on a zone, which this module does
/// not know.
package enum CalendarTime: Sendable, Hashable {
  /// Written in UTC.
  case utc(Instant)
  /// What a clock on the wall shows in the zone named, an IANA name; nil: wherever the reader is.
  case local(CalendarClock, zone: String?)

  /// The instant of a time in UTC; nil for a local one.
  package var instant: Instant? {
    if case .utc(let instant) = self { instant } else { nil }
  }
}

/// Date and time of a clock on the wall; a day alone is its midnight.
package struct CalendarClock: Sendable, Hashable {
  package var year: Int
  package var month: Int
  package var day: Int
  package var hour = 0
  package var minute = 0
  package var second = 0

  /// Reads `YYYYMMDD` or `YYYYMMDDThhmmss`, digits only; whether such a day exists is for whoever
  /// knows the zone to say.
  init?(_ text: Substring) {
    let bytes = Array(text.utf8)
    guard bytes.count == 8 || (bytes.count == 15 && bytes[8] == UInt8(ascii: "T")),
      let date = Self.number(bytes[0..<8])
    else { return nil }
    year = date / 10_000
    month = date / 100 % 100
    day = date % 100
    guard (1...12).contains(month), (1...31).contains(day), year > 0 else { return nil }
    guard bytes.count == 15 else { return }
    guard let time = Self.number(bytes[9..<15]) else { return nil }
    hour = time / 10_000
    minute = time / 100 % 100
    second = time % 100
    guard hour < 24, minute < 60, second <= 60 else { return nil }
  }

  private static func number(_ digits: ArraySlice<UInt8>) -> Int? {
    guard digits.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }) else {
      return nil
    }
    return digits.reduce(0) { $0 * 10 + Int($1 - UInt8(ascii: "0")) }
  }

  /// The instant when the clock is one that shows UTC; nil for a day that does not exist.
  var utc: Instant? {
    func padded(_ number: Int, _ width: Int) -> String {
      let digits = String(number)
      return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }
    let date = "\(padded(year, 4))-\(padded(month, 2))-\(padded(day, 2))"
    // A leap second is the last second of its minute here: nobody books meetings by it.
    let time = "\(padded(hour, 2)):\(padded(minute, 2)):\(padded(min(second, 59), 2))"
    return Instant(rfc3339: "\(date)T\(time)Z")
  }
}

extension CalendarTime {
  /// Reads a date or a date with time, RFC 5545 sections 3.3.4 and 3.3.5.
  ///
  /// - Parameters:
  ///   - value: as written, such as `20260302T130000Z`.
  ///   - zone: parameter TZID; nil: there was none.
  init?(_ value: String, zone: String?) {
    let isUTC = value.hasSuffix("Z")
    guard let clock = CalendarClock(isUTC ? value.dropLast() : value[...]) else { return nil }
    guard isUTC else {
      self = .local(clock, zone: zone.map(ZoneNames.iana))
      return
    }
    guard let instant = clock.utc else { return nil }
    self = .utc(instant)
  }
}
