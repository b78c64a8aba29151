package import CallModel

/// What a receiver made of an event.
package enum WebhookAnswer: Sendable, Hashable {
  /// It took it.
  case taken
  /// Nobody is there any more, and nobody will be: 410.
  case gone
  /// It asks to be left alone for so many seconds. That says nothing against the event.
  case later(seconds: Double, why: String)
  /// It did not take it, or did not answer at all.
  case failed(why: String)

  /// - Parameters:
  ///   - status: the HTTP status.
  ///   - retryAfter: the header of that name; nil when there was none.
  ///   - now: the moment, for a header that names one.
  package init(status: Int, retryAfter: String?, now: Instant) {
    let why = "status \(status)"
    let wait = retryAfter.flatMap { Self.seconds(in: $0, now: now) }
    switch status {
    case 200..<300: self = .taken
    case 300..<400: self = .failed(why: why + ", a redirect, which is not followed")
    case 410: self = .gone
    case 429, 503:
      if let wait { self = .later(seconds: wait, why: why) } else { self = .failed(why: why) }
    default: self = .failed(why: why)
    }
  }

  /// Longer than this nobody is let wait by a header.
  private static let longestRest = 86_400.0

  /// Seconds, or a moment such as `Wed, 21 Oct 2026 07:28:00 GMT` (RFC 9110, section 10.2.3).
  private static func seconds(in header: String, now: Instant) -> Double? {
    if let seconds = Double(header) {
      return seconds.isFinite ? min(max(seconds, 0), longestRest) : nil
    }
    let parts = header.split(separator: " ")
    guard parts.count == 6, let month = months.firstIndex(of: String(parts[2])) else { return nil }
    let number = String(month + 101).dropFirst()
    guard let moment = Instant(rfc3339: "\(parts[3])-\(number)-\(parts[1])T\(parts[4])Z")
    else { return nil }
    return min(max(moment.seconds(since: now), 0), longestRest)
  }

  private static let months = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
  ]
}
