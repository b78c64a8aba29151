/// A date and time of day as a clock on the wall shows it, in no particular zone.
package struct CivilTime: Sendable, Hashable {
  /// Seconds since 1970-01-01 00:00:00 as if the clock on the wall showed UTC.
  package let seconds: Int64
  /// 0 to 999,999.
  package let microseconds: Int32

  init(seconds: Int64, microseconds: Int32 = 0) {
    self.seconds = seconds
    self.microseconds = microseconds
  }

  /// Nil when there is no such day or time; second 60 (a leap second) is the next minute's first.
  package init?(
    year: Int, month: Int, day: Int, hour: Int, minute: Int, second: Int, microseconds: Int32 = 0
  ) {
    guard (1...9999).contains(year), (1...12).contains(month),
      day >= 1, day <= Self.days(in: month, of: year),
      (0...23).contains(hour), (0...59).contains(minute), (0...60).contains(second),
      (0...999_999).contains(microseconds)
    else { return nil }
    let days = Self.daysSinceEpoch(year: year, month: month, day: day)
    seconds = days * 86_400 + Int64(hour * 3_600 + minute * 60 + second)
    self.microseconds = microseconds
  }

  static func isLeap(_ year: Int) -> Bool {
    year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
  }

  static func days(in month: Int, of year: Int) -> Int {
    switch month {
    case 2: isLeap(year) ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }

  /// Days since 1970-01-01 in the Gregorian calendar. Years are counted from March, so that the
  /// leap day is the last of its year.
  static func daysSinceEpoch(year: Int, month: Int, day: Int) -> Int64 {
    let fromMarch = month > 2 ? month - 3 : month + 9
    let marchYear = month > 2 ? year : year - 1
    let leapDays = marchYear / 4 - marchYear / 100 + marchYear / 400
    let dayOfYear = (153 * fromMarch + 2) / 5 + day - 1
    let daysBeforeEpoch = 719_468  // 1970-01-01 counted from 0000-03-01
    return Int64(marchYear * 365 + leapDays + dayOfYear - daysBeforeEpoch)
  }
}
