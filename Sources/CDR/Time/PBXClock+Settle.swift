import CallModel

extension PBXClock {
  /// What is known of a time beside the clock's own showing, in seconds since the epoch.
  enum Hint {
    /// The channel was created in this second, and the time is not before it.
    case notBefore(Int64)
    /// By another time of the record and a duration, it was about then.
    case about(Int64)
  }

  struct Settled {
    var instant: Instant
    var flags: CallLeg.Flags
  }

  /// An id's second is worth nothing for a record farther away than this: no channel lives so
  /// long, so a clock was reset between the two.
  private static let credibleSeconds: Int64 = 86_400

  /// The instant of `civil`; where the clocks showed it twice or never, the one that the hint
  /// makes likely. Nil when they never showed it and no hint helps.
  mutating func settle(_ civil: CivilTime, _ hint: (inout PBXClock) -> Hint?) -> Settled? {
    switch resolve(civil) {
    case .one(let instant):
      return Settled(instant: instant, flags: .none)
    case .two(let earlier, let later):
      guard let likely = Self.likely(earlier, later, hint(&self)) else {
        return Settled(instant: earlier, flags: .ambiguousTime)
      }
      return Settled(instant: likely, flags: .none)
    case .gap(let before, let after):
      // The larger offset, which holds afterwards, gives the earlier instant.
      let earlier = Self.instant(civil, offset: max(before, after))
      let later = Self.instant(civil, offset: min(before, after))
      guard let likely = Self.likely(earlier, later, hint(&self)) else { return nil }
      return Settled(instant: likely, flags: .nonexistentTime)
    }
  }

  private static func likely(_ earlier: Instant, _ later: Instant, _ hint: Hint?) -> Instant? {
    switch hint {
    case nil:
      return nil
    case .about(let seconds):
      return distance(earlier, seconds) <= distance(later, seconds) ? earlier : later
    case .notBefore(let seconds):
      // The stamps of id and record are cut to seconds at different moments.
      let chosen = earlier.seconds >= seconds - 1 ? earlier : later
      return distance(chosen, seconds) <= credibleSeconds ? chosen : nil
    }
  }

  private static func distance(_ instant: Instant, _ seconds: Int64) -> Int64 {
    abs(instant.seconds - seconds)
  }
}
