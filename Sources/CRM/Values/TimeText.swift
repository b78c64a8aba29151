import CallModel

/// Reads a time as RFC 3339 writes it, and as people do: `2026-11-20T10:00:00+03:00`,
/// `2026-11-20 10:00:00.5 +0300`, `2026-11-20 07:00Z`.
///
/// A zone is required: an export that leaves it out means its own server's, which nobody knows.
/// Seconds may be left out; a leap second (`:60`) is the second after it.
struct TimeText {
  private var rest: Substring.UTF8View

  /// - Throws: `RowTrouble` of reason `time`, in words that follow the column's name.
  static func instant(_ text: some StringProtocol) throws(RowTrouble) -> Instant {
    var reader = TimeText(rest: Substring(text).utf8)
    return try reader.read()
  }

  private mutating func read() throws(RowTrouble) -> Instant {
    let shown = String(decoding: rest.prefix(40), as: UTF8.self)
    let unreadable = RowTrouble(
      .time, "\"\(shown)\" is no time; write it as 2026-11-20T10:00:00+03:00")
    guard let days = date() else { throw unreadable }
    guard skip("T") || skip("t") || skipBlanks() else { throw Self.zoneless(shown, hasTime: false) }
    guard let clock = clock() else { throw unreadable }
    _ = skipBlanks()
    if rest.isEmpty { throw Self.zoneless(shown, hasTime: true) }
    guard let offset = zone(), rest.isEmpty else { throw unreadable }
    return Instant(
      microseconds: (days * 86_400 + clock.seconds - offset) * 1_000_000 + clock.microseconds)
  }

  private static func zoneless(_ shown: String, hasTime: Bool) -> RowTrouble {
    RowTrouble(
      .time,
      hasTime
        ? "\"\(shown)\" has no time zone; add it, as in \(shown)+03:00"
        : "\"\(shown)\" has no time of day and zone; write it as 2026-11-20T10:00:00+03:00")
  }

  /// Days since 1970-01-01 in the Gregorian calendar.
  private mutating func date() -> Int64? {
    guard let year = digits(4), skip("-"), let month = digits(2), skip("-"), let day = digits(2),
      year >= 1, (1...12).contains(month), (1...Self.length(of: month, year)).contains(day)
    else { return nil }
    // Years begin in March, so that the leap day is the last of one: Euclidean affine functions
    // of the era of 400 years (Neri and Schneider, 2022).
    let shifted = month <= 2 ? year - 1 : year
    let era = shifted / 400
    let yearOfEra = shifted % 400
    let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
    return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
  }

  private static func length(of month: Int64, _ year: Int64) -> Int64 {
    switch month {
    case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }

  private mutating func clock() -> (seconds: Int64, microseconds: Int64)? {
    guard let hour = digits(2), skip(":"), let minute = digits(2), hour < 24, minute < 60
    else { return nil }
    guard skip(":") else { return (hour * 3600 + minute * 60, 0) }
    guard let second = digits(2), second <= 60 else { return nil }
    let seconds = hour * 3600 + minute * 60 + second
    guard skip(".") || skip(",") else { return (seconds, 0) }
    return fraction().map { (seconds, $0) }
  }

  /// What follows the decimal point, in microseconds; further digits are cut off.
  private mutating func fraction() -> Int64? {
    let all = rest.prefix { Self.digit($0) != nil }
    guard !all.isEmpty else { return nil }
    rest = rest.dropFirst(all.count)
    var value: Int64 = 0
    var scale: Int64 = 100_000
    for byte in all.prefix(6) {
      value += (Self.digit(byte) ?? 0) * scale
      scale /= 10
    }
    return value
  }

  /// Seconds east of Greenwich.
  private mutating func zone() -> Int64? {
    if skip("Z") || skip("z") { return 0 }
    let sign: Int64
    if skip("+") { sign = 1 } else if skip("-") { sign = -1 } else { return nil }
    guard let hours = digits(2) else { return nil }
    if rest.isEmpty { return sign * hours * 3600 }
    _ = skip(":")
    guard let minutes = digits(2), hours < 24, minutes < 60 else { return nil }
    return sign * (hours * 3600 + minutes * 60)
  }

  private mutating func digits(_ count: Int) -> Int64? {
    var value: Int64 = 0
    let part = rest.prefix(count)
    guard part.count == count else { return nil }
    for byte in part {
      guard let digit = Self.digit(byte) else { return nil }
      value = value * 10 + digit
    }
    rest = rest.dropFirst(count)
    return value
  }

  private static func digit(_ byte: UInt8) -> Int64? {
    (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
      ? Int64(byte - UInt8(ascii: "0")) : nil
  }

  private mutating func skip(_ sign: Unicode.Scalar) -> Bool {
    guard rest.first == UInt8(ascii: sign) else { return false }
    rest = rest.dropFirst()
    return true
  }

  private mutating func skipBlanks() -> Bool {
    let blanks = rest.prefix { $0 == UInt8(ascii: " ") }
    rest = rest.dropFirst(blanks.count)
    return !blanks.isEmpty
  }
}
