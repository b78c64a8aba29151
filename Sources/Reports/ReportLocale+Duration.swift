extension ReportLocale {
  /// A time as people say it: `45 s`, `12 min`, `3 h 05 min`, and from a day on `2 d 4 h`.
  ///
  /// - Parameters:
  ///   - seconds: whole seconds.
  ///   - inDays: false for business time, whose days have fewer than 24 hours.
  /// - Returns: number and unit.
  package func duration(_ seconds: Int, inDays: Bool) -> String {
    let unit = self == .en ? ("s", "min", "h", "d") : ("с", "мин", "ч", "д")
    let (hours, minutes) = (seconds / 3600, seconds % 3600 / 60)
    return switch seconds {
    case ..<60: "\(seconds) \(unit.0)"
    case ..<3600: "\(minutes) \(unit.1)"
    case 86_400... where inDays: "\(hours / 24) \(unit.3) \(hours % 24) \(unit.2)"
    case 360_000...: "\(count(hours)) \(unit.2)"
    default: "\(hours) \(unit.2) \(minutes < 10 ? "0" : "")\(minutes) \(unit.1)"
    }
  }

  /// Business time, with wall time in brackets where it says something else.
  package func duration(business: Int, wall: Int?) -> String {
    let head = duration(business, inDays: false)
    guard let wall, wall != business else { return head }
    return "\(head) (\(duration(wall, inDays: true)))"
  }

  /// A limit in whole days or hours, as it was configured.
  package func limit(_ seconds: Int) -> String {
    guard seconds >= 86_400, seconds % 86_400 == 0 else { return duration(seconds, inDays: false) }
    return plural(seconds / 86_400, .days)
  }
}
