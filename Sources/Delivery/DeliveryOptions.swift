package import CallModel
import FoundationEssentials

/// How a worker goes about its work. Time and chance are here, so that tests need no real hours.
package struct DeliveryOptions: Sendable {
  package var schedule = RetrySchedule()
  package var now: @Sendable () -> Instant = {
    Instant(microseconds: Int64((Date().timeIntervalSince1970 * 1_000_000).rounded()))
  }
  /// Whether to begin nothing more: somebody wants to end the program.
  package var isStopping: @Sendable () -> Bool = { false }
  /// How many events are under way to a receiver at once, each of another subject.
  package var concurrency = 8
  /// How many events a round takes. What was delivered is written down once a round.
  package var batch: Int32 = 100
  /// While so many events fail, none that was not tried yet is begun: the receiver is down, and
  /// trying all the others would only put them aside.
  package var failingLimit = 20
  /// While so many are put aside, nothing new is looked at.
  package var waitingLimit = 1_000
  /// After this time a round begins nothing more, so that what was delivered is written down.
  package var roundSeconds = 5.0

  package init() {}
}
