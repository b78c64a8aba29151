extension Instant {
  /// RFC 3339 in UTC, such as `2024-05-19T11:30:00Z`; a fraction only when there is one.
  package var rfc3339: String {
    let (day, second) = CivilDay.split(seconds)
    let clock = [second / 3600, second / 60 % 60, second % 60].map { Self.padded($0, to: 2) }
    var text = "\(day)T\(clock.joined(separator: ":"))"
    let fraction = microseconds - seconds * 1_000_000
    if fraction > 0 {
      let digits = Self.padded(fraction, to: 6)
      text +=
        "." + digits.prefix(1 + (digits.lastIndex { $0 != "0" }?.utf16Offset(in: digits) ?? 0))
    }
    return text + "Z"
  }

  /// - Parameter rfc3339: date, time and offset, such as `2024-05-19T14:30:00.5+03:00`; digits
  ///   beyond the microsecond are dropped. Anything else gives nil.
  package init?(rfc3339: String) {
    let bytes = Array(rfc3339.utf8)
    guard bytes.count >= 20, Self.punctuation.allSatisfy({ bytes[$0.at] == $0.byte }),
      let year = Self.number(bytes[0..<4]), let month = Self.number(bytes[5..<7]),
      let day = Self.number(bytes[8..<10]), let hour = Self.number(bytes[11..<13]),
      let minute = Self.number(bytes[14..<16]), let second = Self.number(bytes[17..<19]),
      let date = CivilDay(year: year, month: month, day: day),
      hour < 24, minute < 60, second < 60
    else { return nil }
    var rest = bytes[19...]
    guard let fraction = Self.takeFraction(&rest), let offset = Self.offsetSeconds(rest) else {
      return nil
    }
    let wall = date.daysSinceEpoch * 86_400 + hour * 3600 + minute * 60 + second
    self.init(microseconds: (wall - offset) * 1_000_000 + fraction)
  }

  private static let punctuation: [(at: Int, byte: UInt8)] = [
    (4, UInt8(ascii: "-")), (7, UInt8(ascii: "-")), (10, UInt8(ascii: "T")),
    (13, UInt8(ascii: ":")), (16, UInt8(ascii: ":")),
  ]

  private static func padded(_ number: Int64, to width: Int) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, width - digits.count)) + digits
  }

  private static func number(_ digits: ArraySlice<UInt8>) -> Int64? {
    guard digits.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }) else {
      return nil
    }
    return digits.reduce(0) { $0 * 10 + Int64($1 - UInt8(ascii: "0")) }
  }

  /// Takes `.` and digits off the front. Returns microseconds; nil when a dot has no digits.
  private static func takeFraction(_ rest: inout ArraySlice<UInt8>) -> Int64? {
    guard rest.first == UInt8(ascii: ".") else { return 0 }
    let digits = rest.dropFirst().prefix { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
    rest = rest.dropFirst(1 + digits.count)
    guard !digits.isEmpty, let value = number(digits.prefix(6)) else { return nil }
    return (digits.count..<max(digits.count, 6)).reduce(value) { scaled, _ in scaled * 10 }
  }

  /// Seconds east of UTC for `Z` or `+hh:mm`; nil for anything else.
  private static func offsetSeconds(_ text: ArraySlice<UInt8>) -> Int64? {
    if text.elementsEqual([UInt8(ascii: "Z")]) { return 0 }
    let bytes = Array(text)
    guard bytes.count == 6, bytes[3] == UInt8(ascii: ":"),
      let sign: Int64 = bytes[0] == UInt8(ascii: "+")
        ? 1 : bytes[0] == UInt8(ascii: "-") ? -1 : nil,
      let hours = number(bytes[1..<3]), let minutes = number(bytes[4..<6]), hours < 24, minutes < 60
    else { return nil }
    return sign * (hours * 3600 + minutes * 60)
  }
}

/// A day of the Gregorian calendar.
private struct CivilDay: CustomStringConvertible {
  var year: Int64
  var month: Int64
  var day: Int64

  /// - Returns: nil for a day that does not exist.
  init?(year: Int64, month: Int64, day: Int64) {
    (self.year, self.month, self.day) = (year, month, day)
    guard (1...12).contains(month), (1...31).contains(day) else { return nil }
    let again = CivilDay(daysSinceEpoch: daysSinceEpoch)
    guard again.month == month, again.day == day else { return nil }
  }

  /// Howard Hinnant's `civil_from_days`: years begin in March, so that a leap day comes last.
  init(daysSinceEpoch: Int64) {
    let shifted = daysSinceEpoch + 719_468
    let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra =
      (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let marchMonth = (5 * dayOfYear + 2) / 153
    day = dayOfYear - (153 * marchMonth + 2) / 5 + 1
    month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9
    year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
  }

  /// Days since 1970-01-01, the inverse of the above.
  var daysSinceEpoch: Int64 {
    let shiftedYear = month <= 2 ? year - 1 : year
    let era = (shiftedYear >= 0 ? shiftedYear : shiftedYear - 399) / 400
    let yearOfEra = shiftedYear - era * 400
    let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    return era * 146_097 + dayOfEra - 719_468
  }

  /// - Returns: the day, and seconds since its midnight, of seconds since the epoch.
  static func split(_ seconds: Int64) -> (CivilDay, Int64) {
    let second = ((seconds % 86_400) + 86_400) % 86_400
    return (CivilDay(daysSinceEpoch: (seconds - second) / 86_400), second)
  }

  var description: String {
    let parts = [(year, 4), (month, 2), (day, 2)].map { number, width in
      let digits = String(number)
      return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }
    return parts.joined(separator: "-")
  }
}
