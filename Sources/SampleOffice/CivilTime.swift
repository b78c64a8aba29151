/// Seconds since 1970-01-01T00:00:00Z.
package typealias EpochSeconds = Int64

let secondsPerDay: EpochSeconds = 86_400

/// A day of the Gregorian calendar.
package struct CivilDate: Sendable, Hashable {
  package var year: Int
  package var month: Int
  package var day: Int

  package init(year: Int, month: Int, day: Int) {
    self.year = year
    self.month = month
    self.day = day
  }

  /// - Parameter text: `2026-11-20`; anything else gives nil.
  package init?(_ text: String) {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false).map { Int($0) }
    guard parts.count == 3, let year = parts[0], let month = parts[1], let day = parts[2],
      (1970...9999).contains(year), (1...12).contains(month), (1...31).contains(day)
    else { return nil }
    self.init(year: year, month: month, day: day)
    guard CivilDate(daysSinceEpoch: daysSinceEpoch) == self else { return nil }
  }

  /// Howard Hinnant's `civil_from_days`.
  init(daysSinceEpoch days: Int) {
    let shifted = days + 719_468
    let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shiftedMonth = (5 * dayOfYear + 2) / 153
    day = dayOfYear - (153 * shiftedMonth + 2) / 5 + 1
    month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
    year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
  }

  /// Howard Hinnant's `days_from_civil`.
  var daysSinceEpoch: Int {
    let shiftedYear = month <= 2 ? year - 1 : year
    let era = (shiftedYear >= 0 ? shiftedYear : shiftedYear - 399) / 400
    let yearOfEra = shiftedYear - era * 400
    let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
    return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
  }

  /// 0 is Sunday.
  var weekday: Int { ((daysSinceEpoch + 4) % 7 + 7) % 7 }
}

/// The clocks that the office's exchanges go by.
enum Zone: Sendable {
  case utc
  /// UTC+3 all year since 2014-10-26.
  case moscow
  /// UTC+1, and UTC+2 from the last Sunday of March to the last Sunday of October, 01:00 UTC.
  case berlin

  /// Seconds to add to UTC at that instant.
  func offsetSeconds(at instant: EpochSeconds) -> EpochSeconds {
    switch self {
    case .utc: return 0
    case .moscow: return 3 * 3600
    case .berlin:
      let year = CivilDate(daysSinceEpoch: Int(instant / secondsPerDay)).year
      let isSummer =
        instant >= Self.europeanChange(year: year, month: 3)
        && instant < Self.europeanChange(year: year, month: 10)
      return isSummer ? 2 * 3600 : 3600
    }
  }

  /// The instant at which Europe sets its clocks in that month.
  static func europeanChange(year: Int, month: Int) -> EpochSeconds {
    let last = CivilDate(year: year, month: month, day: 31)
    return EpochSeconds(last.daysSinceEpoch - last.weekday) * secondsPerDay + 3600
  }
}

/// How an instant is written.
enum Stamp {
  /// `2026-11-20 09:15:00`, local and without a zone, as exchanges write it.
  static func local(_ instant: EpochSeconds, _ zone: Zone) -> String {
    text(instant + zone.offsetSeconds(at: instant), separator: UInt8(ascii: " "), suffix: "")
  }

  /// RFC 3339 in UTC.
  static func utc(_ instant: EpochSeconds) -> String {
    text(instant, separator: UInt8(ascii: "T"), suffix: "Z")
  }

  /// RFC 3339 with Moscow's offset.
  static func moscow(_ instant: EpochSeconds) -> String {
    text(instant + 3 * 3600, separator: UInt8(ascii: "T"), suffix: "+03:00")
  }

  /// `20261120-091500`, as it stands in the names of recordings.
  static func compact(_ instant: EpochSeconds, _ zone: Zone) -> String {
    local(instant, zone).filter { $0 != "-" && $0 != ":" }
      .replacingSpace(with: "-")
  }

  private static func text(_ shifted: EpochSeconds, separator: UInt8, suffix: String) -> String {
    let days = Int(shifted >= 0 ? shifted / secondsPerDay : (shifted - 86_399) / secondsPerDay)
    let second = Int(shifted) - days * 86_400
    let date = CivilDate(daysSinceEpoch: days)
    var bytes: [UInt8] = []
    bytes.reserveCapacity(26)
    bytes.appendDigits(date.year, width: 4)
    bytes.append(UInt8(ascii: "-"))
    bytes.appendDigits(date.month, width: 2)
    bytes.append(UInt8(ascii: "-"))
    bytes.appendDigits(date.day, width: 2)
    bytes.append(separator)
    bytes.appendDigits(second / 3600, width: 2)
    bytes.append(UInt8(ascii: ":"))
    bytes.appendDigits(second / 60 % 60, width: 2)
    bytes.append(UInt8(ascii: ":"))
    bytes.appendDigits(second % 60, width: 2)
    bytes.append(contentsOf: suffix.utf8)
    return String(decoding: bytes, as: UTF8.self)
  }
}

extension String {
  fileprivate func replacingSpace(with other: Character) -> String {
    String(map { $0 == " " ? other : $0 })
  }
}

extension [UInt8] {
  /// Appends a whole number that is not negative, zeros before it up to `width`.
  mutating func appendDigits(_ number: Int, width: Int) {
    var divisor = 1
    for _ in 1..<width { divisor *= 10 }
    var rest = number
    while divisor > 0 {
      append(UInt8(ascii: "0") + UInt8(rest / divisor % 10))
      rest %= divisor
      divisor /= 10
    }
  }
}
