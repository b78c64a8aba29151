/// Office hours: Monday to Friday, 09:00 to 19:00 in Moscow.
enum Workday {
  static func date(of instant: EpochSeconds) -> CivilDate {
    CivilDate(daysSinceEpoch: Int((instant + 3 * 3600) / secondsPerDay))
  }

  /// Midnight in Moscow with which that instant's day begins.
  static func midnight(of instant: EpochSeconds) -> EpochSeconds {
    (instant + 3 * 3600) / secondsPerDay * secondsPerDay - 3 * 3600
  }

  static func isWeekend(_ instant: EpochSeconds) -> Bool {
    let weekday = date(of: instant).weekday
    return weekday == 0 || weekday == 6
  }

  /// The instant itself, or the first that is in office hours after it, some minutes on.
  static func snapped(_ instant: EpochSeconds, _ random: inout SplitMix64) -> EpochSeconds {
    let midnight = midnight(of: instant)
    let second = instant - midnight
    if !isWeekend(instant) && second >= 9 * 3600 && second < 19 * 3600 { return instant }
    var day = second < 9 * 3600 ? midnight : midnight + secondsPerDay
    while isWeekend(day) { day += secondsPerDay }
    return day + 9 * 3600 + EpochSeconds(random.between(60...7000))
  }

  /// How many calls such a day has, in parts of a working day.
  static func weight(_ midnight: EpochSeconds) -> Double {
    switch date(of: midnight).weekday {
    case 0: 0.06
    case 6: 0.14
    default: 1
    }
  }
}
