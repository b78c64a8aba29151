/// A `timestamptz`: microseconds since 1970-01-01T00:00:00Z.
package struct PostgresTimestamp: Sendable, Hashable {
  /// Microseconds since the Unix epoch, UTC; `Int64.max` and `Int64.min` stand for PostgreSQL's
  /// `infinity` and `-infinity`.
  package var microseconds: Int64

  package init(microseconds: Int64) { self.microseconds = microseconds }

  package static let infinity = PostgresTimestamp(microseconds: .max)
  package static let negativeInfinity = PostgresTimestamp(microseconds: .min)

  /// From 1970-01-01 to 2000-01-01, the server's own epoch, in microseconds.
  private static let epochShift: Int64 = 946_684_800_000_000

  /// Microseconds since 2000-01-01T00:00:00Z, as the server sends and takes them; its infinities
  /// are the ends of the range too (src/include/datatype/timestamp.h).
  var serverMicroseconds: Int64 {
    if self == .infinity || self == .negativeInfinity { return microseconds }
    let (shifted, overflow) = microseconds.subtractingReportingOverflow(Self.epochShift)
    // Below the server's range in any case: it answers "timestamp out of range", never -infinity.
    return overflow ? .min + 1 : shifted
  }

  /// - Parameter serverMicroseconds: since 2000-01-01T00:00:00Z; nil is returned for the years
  ///   from 294247 on, which the server knows and 64 bits since 1970 do not.
  init?(serverMicroseconds: Int64) {
    if serverMicroseconds == .max || serverMicroseconds == .min {
      microseconds = serverMicroseconds
      return
    }
    let (shifted, overflow) = serverMicroseconds.addingReportingOverflow(Self.epochShift)
    if overflow { return nil }
    microseconds = shifted
  }
}

/// A `uuid`: 128 bits, the first eight bytes in `high`.
package struct PostgresUUID: Sendable, Hashable {
  package var high: UInt64
  package var low: UInt64

  package init(high: UInt64, low: UInt64) {
    self.high = high
    self.low = low
  }
}

/// A `jsonb`, as text. The server checks that it is JSON.
package struct PostgresJSON: Sendable, Hashable {
  package var text: String
  package init(_ text: String) { self.text = text }
}

/// A `numeric`, as decimal text such as `-12.50`, so that no digit is lost.
package struct PostgresNumeric: Sendable, Hashable {
  package var text: String
  package init(_ text: String) { self.text = text }
}
