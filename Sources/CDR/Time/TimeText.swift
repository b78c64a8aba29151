import CallModel

/// What a time field says.
enum TimeText: Equatable {
  /// Nothing: empty, `0`, `0000-00-00 00:00:00`, or a time of 1970 or before, which is how an
  /// unset time looks after somebody's zone was added to it.
  case unset
  /// A date and time without a zone.
  case civil(CivilTime)
  /// An instant: epoch seconds, or a date and time with its offset.
  case instant(Instant)
  case unreadable

  /// Reads `2026-01-31 09:00:00`, with `T`, a fraction (of which six digits count), or an offset
  /// (`Z`, `+03`, `+0300`, `+03:00`) allowed; or epoch seconds with or without a fraction, or
  /// epoch milliseconds (13 digits) or microseconds (16 digits).
  init(_ bytes: UnsafeRawBufferPointer) {
    if bytes.count >= 19, let time = Self.dated(bytes) {
      self = time
    } else if bytes.isEmpty || bytes.isBlank {
      self = .unset
    } else {
      self = Self.epoch(bytes.trimmed)
    }
  }

  private static func digits(
    _ bytes: UnsafeRawBufferPointer, _ index: Int, _ count: Int
  ) -> Int? {
    guard index >= 0, index + count <= bytes.count else { return nil }
    var value = 0
    for position in index..<index + count {
      let digit = Int(bytes[position]) - Int(Byte.zero)
      guard digit >= 0, digit <= 9 else { return nil }
      value = value * 10 + digit
    }
    return value
  }

  /// Nil when the text has not the shape of a date at all.
  private static func dated(_ bytes: UnsafeRawBufferPointer) -> TimeText? {
    guard bytes[4] == bytes[7], bytes[4] == Byte.dash || bytes[4] == UInt8(ascii: "/"),
      bytes[10] == Byte.space || bytes[10] == UInt8(ascii: "T"),
      bytes[13] == Byte.colon, bytes[16] == Byte.colon,
      let year = digits(bytes, 0, 4), let month = digits(bytes, 5, 2),
      let day = digits(bytes, 8, 2), let hour = digits(bytes, 11, 2),
      let minute = digits(bytes, 14, 2), let second = digits(bytes, 17, 2)
    else { return nil }
    var rest = bytes.slice(19..<bytes.count)
    let fraction = microseconds(&rest)
    if year <= 1970 { return .unset }
    guard let fraction,
      let civil = CivilTime(
        year: year, month: month, day: day, hour: hour, minute: minute, second: second,
        microseconds: fraction)
    else { return .unreadable }
    rest = rest.trimmed
    if rest.isEmpty { return .civil(civil) }
    guard let offset = offset(rest) else { return .unreadable }
    return .instant(
      Instant(microseconds: (civil.seconds - Int64(offset)) * 1_000_000 + Int64(fraction)))
  }

  /// Takes `.123456` off the front; nil when a dot has no digit behind it.
  private static func microseconds(_ rest: inout UnsafeRawBufferPointer) -> Int32? {
    guard rest.first == Byte.dot else { return 0 }
    var value: Int32 = 0
    var scale: Int32 = 100_000
    var index = 1
    while index < rest.count, let digit = digits(rest, index, 1) {
      value += Int32(digit) * scale
      scale /= 10
      index += 1
    }
    guard index > 1 else { return nil }
    rest = rest.slice(index..<rest.count)
    return value
  }

  /// Seconds east of UTC.
  private static func offset(_ text: UnsafeRawBufferPointer) -> Int? {
    if text.count == 1, text[0] == UInt8(ascii: "Z") { return 0 }
    guard text[0] == Byte.plus || text[0] == Byte.dash, let hours = digits(text, 1, 2),
      hours <= 24
    else { return nil }
    var minutes = 0
    if text.count > 3 {
      let index = text[3] == Byte.colon ? 4 : 3
      guard text.count == index + 2, let read = digits(text, index, 2), read < 60 else {
        return nil
      }
      minutes = read
    }
    let seconds = hours * 3_600 + minutes * 60
    return text[0] == Byte.dash ? -seconds : seconds
  }

  private static func epoch(_ text: UnsafeRawBufferPointer) -> TimeText {
    let end = text.firstIndex(of: Byte.dot) ?? text.count
    var rest = text.slice(end..<text.count)
    guard let whole = NumberText.integer(text.slice(0..<end)), let fraction = microseconds(&rest),
      rest.isEmpty
    else { return .unreadable }
    if whole == 0 { return .unset }
    switch end {
    case 9...11: return .instant(Instant(microseconds: whole * 1_000_000 + Int64(fraction)))
    case 13: return .instant(Instant(microseconds: whole * 1_000))
    case 16: return .instant(Instant(microseconds: whole))
    default: return .unreadable
    }
  }
}
