/// The rule by which a zone goes on after its table ends: the TZ string in a TZif file's footer.
///
/// Grammar: POSIX.1-2017 section 8.3, with the extension of RFC 8536 section 3.3.1 (hours from
/// -167 to 167).
struct POSIXTimeZone: Sendable, Equatable {
  /// A day of the year.
  enum Day: Sendable, Equatable {
    /// `Jn`: 1 to 365, February 29 is never counted.
    case julian(Int)
    /// `n`: 0 to 365, February 29 is counted.
    case ordinal(Int)
    /// `Mm.w.d`: weekday d (0 is Sunday) of week w (5 is the last) of month m.
    case weekday(month: Int, week: Int, weekday: Int)
  }

  struct Change: Sendable, Equatable {
    var day: Day
    /// Seconds after midnight by the clock in force before the change.
    var seconds: Int
  }

  struct Daylight: Sendable, Equatable {
    /// Seconds east of UTC.
    var offset: Int
    var start: Change
    var end: Change
  }

  /// Seconds east of UTC.
  var standardOffset: Int
  /// Nil when clocks are never moved.
  var daylight: Daylight?

  /// Nil when the text does not follow the grammar.
  init?(_ text: some Sequence<UInt8>) {
    var parser = Parser(text: Array(text))
    guard parser.name(), let offset = parser.time() else { return nil }
    standardOffset = -offset
    guard !parser.isAtEnd else { return }
    guard parser.name() else { return nil }
    var daylightOffset = standardOffset + 3_600
    if !parser.next(is: ",") {
      guard let written = parser.time() else { return nil }
      daylightOffset = -written
    }
    guard let start = parser.change(), let end = parser.change(), parser.isAtEnd else {
      return nil
    }
    daylight = Daylight(offset: daylightOffset, start: start, end: end)
  }

  /// The moments of the year at which the offset changes, in order: seconds since the epoch in
  /// UTC, and the offset from then on.
  func transitions(of year: Int) -> [(at: Int64, offset: Int)] {
    guard let daylight else { return [] }
    let start = Self.seconds(of: daylight.start, in: year) - Int64(standardOffset)
    let end = Self.seconds(of: daylight.end, in: year) - Int64(daylight.offset)
    return [(start, daylight.offset), (end, standardOffset)].sorted { $0.at < $1.at }
  }

  private static func seconds(of change: Change, in year: Int) -> Int64 {
    let days: Int64
    let newYear = CivilTime.daysSinceEpoch(year: year, month: 1, day: 1)
    switch change.day {
    case .julian(let day):
      days = newYear + Int64(day - 1 + (CivilTime.isLeap(year) && day >= 60 ? 1 : 0))
    case .ordinal(let day):
      days = newYear + Int64(day)
    case .weekday(let month, let week, let weekday):
      let first = CivilTime.daysSinceEpoch(year: year, month: month, day: 1)
      // 1970-01-01 was a Thursday, weekday 4.
      let firstWeekday = Int(((first + 4) % 7 + 7) % 7)
      var day = 1 + (weekday - firstWeekday + 7) % 7 + (week - 1) * 7
      if day > CivilTime.days(in: month, of: year) { day -= 7 }
      days = first + Int64(day - 1)
    }
    return days * 86_400 + Int64(change.seconds)
  }
}

extension POSIXTimeZone {
  private struct Parser {
    let text: [UInt8]
    var index = 0

    var isAtEnd: Bool { index >= text.count }
    private var current: UInt8? { index < text.count ? text[index] : nil }

    func next(is sign: Unicode.Scalar) -> Bool { current == UInt8(ascii: sign) }

    mutating func take(_ sign: Unicode.Scalar) -> Bool {
      guard next(is: sign) else { return false }
      index += 1
      return true
    }

    /// `EST`, or `<+03>`; the name itself tells nothing.
    mutating func name() -> Bool {
      let start = index
      if take("<") {
        while !isAtEnd, !next(is: ">") { index += 1 }
        return take(">") && index - start > 2
      }
      while let byte = current, (0x41...0x5A).contains(byte & 0xDF) { index += 1 }
      return index - start >= 3
    }

    mutating func number(_ limit: ClosedRange<Int>) -> Int? {
      var value = 0
      let start = index
      while let byte = current, (Byte.zero...Byte.nine).contains(byte), index - start < 4 {
        value = value * 10 + Int(byte - Byte.zero)
        index += 1
      }
      return index > start && limit.contains(value) ? value : nil
    }

    /// `[+-]hh[:mm[:ss]]` in seconds.
    mutating func time() -> Int? {
      let isNegative = take("-")
      if !isNegative { _ = take("+") }
      guard var seconds = number(0...167) else { return nil }
      seconds *= 3_600
      for unit in [60, 1] where take(":") {
        guard let part = number(0...59) else { return nil }
        seconds += part * unit
      }
      return isNegative ? -seconds : seconds
    }

    /// `,date[/time]`; without a time the change is at 02:00:00.
    mutating func change() -> Change? {
      guard take(","), let day = day() else { return nil }
      guard take("/") else { return Change(day: day, seconds: 7_200) }
      return time().map { Change(day: day, seconds: $0) }
    }

    private mutating func day() -> Day? {
      if take("J") { return number(1...365).map(Day.julian) }
      guard take("M") else { return number(0...365).map(Day.ordinal) }
      guard let month = number(1...12), take("."), let week = number(1...5), take("."),
        let weekday = number(0...6)
      else { return nil }
      return .weekday(month: month, week: week, weekday: weekday)
    }
  }
}
