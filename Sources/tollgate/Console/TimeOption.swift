import CDR
import CallModel
import Evidence
import FoundationEssentials

/// A time from the command line: an RFC 3339 time, or a day, which begins at midnight in the
/// company's zone.
struct TimeOption {
  let instant: Instant

  /// - Throws: `SettingsError` that shows the two forms.
  init(_ text: String, zone: String) throws {
    if let exact = Instant(rfc3339: text) {
      instant = exact
      return
    }
    let parts = text.split(separator: "-").compactMap { Int($0) }
    guard parts.count == 3,
      let civil = CivilTime(
        year: parts[0], month: parts[1], day: parts[2], hour: 0, minute: 0, second: 0)
    else {
      throw SettingsError(
        "\"\(text)\" is no time. Write a day as 2026-10-25 or a time as 2026-10-25T09:00:00+03:00.",
        isUsage: true)
    }
    var clock = try PBXClock(zone: zone)
    switch clock.resolve(civil) {
    case .one(let found), .two(let found, _): instant = found
    case .gap(let before, _): instant = Instant(seconds: civil.seconds - Int64(before))
    }
  }

  static var now: Instant {
    Instant(microseconds: Int64((Date().timeIntervalSince1970 * 1_000_000).rounded()))
  }
}
