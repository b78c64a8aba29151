import CallModel
import Store

/// What the deliveries of one round, which go side by side, tell each other: whether to go on.
actor RoundGate {
  private let options: DeliveryOptions
  private let ends: ContinuousClock.Instant
  private var failing: Int
  private(set) var restingUntil: Instant?
  private(set) var isGone = false

  init(_ options: DeliveryOptions, failing: Int) {
    self.options = options
    self.failing = failing
    ends = .now + .seconds(options.roundSeconds)
  }

  /// Whether the event may be sent now.
  func opens(for event: WebhookEvent) -> Bool {
    guard !isGone, restingUntil == nil, !options.isStopping(), ContinuousClock.now < ends
    else { return false }
    return event.attempts > 0 || failing < options.failingLimit
  }

  /// Hears an answer.
  ///
  /// - Returns: what became of the event.
  func hear(_ answer: WebhookAnswer, of event: WebhookEvent) -> WebhookOutcome {
    let now = options.now()
    switch answer {
    case .taken:
      return WebhookOutcome(event, .delivered)
    case .gone:
      isGone = true
      var outcome = WebhookOutcome(event, .waiting)
      outcome.error = "status 410: nobody is there any more"
      return outcome
    case .later(let seconds, let why):
      let until = now.later(by: seconds)
      restingUntil = max(restingUntil ?? until, until)
      var outcome = WebhookOutcome(event, .waiting)
      outcome.dueAt = max(event.scheduledAt ?? until, until)
      outcome.scheduledAt = event.scheduledAt
      outcome.error = why + ", with the wish to be left alone for a while"
      return outcome
    case .failed(let why):
      return failure(of: event, why: why, now: now)
    }
  }

  private func failure(of event: WebhookEvent, why: String, now: Instant) -> WebhookOutcome {
    var outcome = WebhookOutcome(event, .failed)
    outcome.error = why
    if event.attempts == 0 { failing += 1 }
    // Tried out of turn, to see whether the receiver is back: that does not count.
    if let scheduled = event.scheduledAt, event.attempts > 0, now < scheduled {
      outcome.scheduledAt = scheduled
      outcome.dueAt = scheduled
      return outcome
    }
    outcome.attempts += 1
    guard let delay = options.schedule.delay(afterFailures: outcome.attempts) else {
      outcome.outcome = .dead
      return outcome
    }
    outcome.dueAt = now.later(by: delay)
    outcome.scheduledAt = outcome.dueAt
    return outcome
  }
}

extension Instant {
  fileprivate func later(by seconds: Double) -> Instant {
    Instant(microseconds: microseconds + Int64(seconds * 1_000_000))
  }
}
