package import CallModel

/// Turns the local times of one PBX into instants.
///
/// It remembers the stretch of time around the last answer in which the offset stays, so that the
/// records of a day cost a comparison each.
package struct PBXClock: Sendable {
  /// What a local time can mean.
  package enum Resolution: Sendable, Hashable {
    case one(Instant)
    /// The clocks were set back and showed the time twice.
    case two(earlier: Instant, later: Instant)
    /// The clocks were set forward and never showed the time. The offsets before and after, in
    /// seconds east of UTC.
    case gap(offsetBefore: Int, offsetAfter: Int)
  }

  /// The zone as it was configured.
  package let zone: String
  private let table: ZoneTable
  private var steady: Range<Int64> = 0..<0
  private var steadyOffset = 0

  /// - Parameter zone: IANA name, such as `Europe/Moscow`; looked up in `$TZDIR` or
  ///   `/usr/share/zoneinfo`.
  /// - Throws: `CDRError` when the name is unknown, or the database is missing or damaged.
  package init(zone: String) throws(CDRError) {
    self.zone = zone
    table = try ZoneFile.table(zone, in: ZoneFile.directory)
  }

  init(zone: String, table: ZoneTable) {
    self.zone = zone
    self.table = table
  }

  /// Seconds east of UTC at `seconds` since the epoch.
  package func offset(at seconds: Int64) -> Int {
    table.periods[table.index(at: seconds)].offset
  }

  package mutating func resolve(_ civil: CivilTime) -> Resolution {
    if steady.contains(civil.seconds) {
      return .one(Self.instant(civil, offset: steadyOffset))
    }
    return lookUp(civil)
  }

  static func instant(_ civil: CivilTime, offset: Int) -> Instant {
    Instant(
      microseconds: (civil.seconds - Int64(offset)) * 1_000_000 + Int64(civil.microseconds))
  }

  /// No offset is farther from UTC than 26 hours, so only periods near the local time matter.
  private static let farthestOffset: Int64 = 26 * 3_600

  private mutating func lookUp(_ civil: CivilTime) -> Resolution {
    let periods = table.periods
    let local = civil.seconds
    let first = table.index(at: local - Self.farthestOffset)
    let last = table.index(at: local + Self.farthestOffset)
    let fitting = (first...last).filter { shownTimes(ofPeriod: $0).contains(local) }
    switch (fitting.first, fitting.dropFirst().first) {
    case (let only?, nil):
      remember(only)
      return .one(Self.instant(civil, offset: periods[only].offset))
    case (let earlier?, let later?):
      let instants = [earlier, later].map { Self.instant(civil, offset: periods[$0].offset) }
      return .two(earlier: min(instants[0], instants[1]), later: max(instants[0], instants[1]))
    case (nil, _):
      // The gap lies between the last period that ended before this time and its successor.
      let before = (first...last).last { shownTimes(ofPeriod: $0).upperBound <= local } ?? first
      let after = min(before + 1, periods.count - 1)
      return .gap(offsetBefore: periods[before].offset, offsetAfter: periods[after].offset)
    }
  }

  /// The local times that a period's clock shows. At the ends of time nothing is added, so that
  /// nothing overflows.
  private func shownTimes(ofPeriod index: Int) -> Range<Int64> {
    let period = table.periods[index]
    let offset = Int64(period.offset)
    let start = index == 0 ? Int64.min : period.start + offset
    let isLast = index + 1 >= table.periods.count
    let end = isLast ? Int64.max : table.periods[index + 1].start + offset
    return start..<max(start, end)
  }

  /// Keeps the local times that this period shows and no neighbour does.
  private mutating func remember(_ index: Int) {
    var own = shownTimes(ofPeriod: index)
    if index > 0 {
      let before = shownTimes(ofPeriod: index - 1).upperBound
      own = own.clamped(to: max(own.lowerBound, min(before, own.upperBound))..<own.upperBound)
    }
    if index + 1 < table.periods.count {
      let after = shownTimes(ofPeriod: index + 1).lowerBound
      own = own.clamped(to: own.lowerBound..<min(own.upperBound, max(after, own.lowerBound)))
    }
    steady = own
    steadyOffset = table.periods[index].offset
  }
}
