/// How long to wait after a failure, and when to give up.
package struct RetrySchedule: Sendable {
  /// Seconds after the first failure, the second, and so on; after one more the event is given up.
  package var delays: [Double] = [
    5, 300, 1_800, 7_200, 18_000, 36_000, 50_400, 72_000, 86_400,
  ]
  /// The share of a delay that chance may add, so that what failed together does not come back
  /// together.
  package var jitter = 0.2
  /// From 0 to 1.
  package var chance: @Sendable () -> Double = { Double.random(in: 0...1) }

  package init() {}

  /// Seconds to wait after so many failures; nil: give up.
  package func delay(afterFailures failures: Int) -> Double? {
    guard failures > 0, failures <= delays.count else { return nil }
    return delays[failures - 1] * (1 + jitter * chance())
  }
}
