/// A moment in time: whole microseconds since 1970-01-01T00:00:00Z, leap seconds not counted.
///
/// An integer and not a floating-point `Date`, so that a time that went to PostgreSQL and back is
/// the same time, and the same record hashes to the same key.
package struct Instant: Sendable, Hashable, Comparable {
  /// Microseconds since the Unix epoch, UTC.
  package var microseconds: Int64

  package init(microseconds: Int64) { self.microseconds = microseconds }

  /// - Parameter seconds: whole seconds since the Unix epoch, UTC.
  package init(seconds: Int64) { self.microseconds = seconds &* 1_000_000 }

  /// Whole seconds since the Unix epoch, rounded down.
  package var seconds: Int64 {
    let quotient = microseconds / 1_000_000
    return microseconds % 1_000_000 < 0 ? quotient - 1 : quotient
  }

  package static func < (left: Instant, right: Instant) -> Bool {
    left.microseconds < right.microseconds
  }

  /// The instant that is `seconds` later (earlier when negative).
  package func advanced(bySeconds seconds: Int64) -> Instant {
    Instant(microseconds: microseconds &+ seconds &* 1_000_000)
  }

  /// Seconds from `earlier` to this instant; negative when this one is the earlier.
  package func seconds(since earlier: Instant) -> Double {
    Double(microseconds - earlier.microseconds) / 1_000_000
  }
}
