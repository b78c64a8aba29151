package import Store

/// Brings the events of one webhook to it: in order for each subject, several subjects side by
/// side. decisions/0019 says why it works as it does.
package struct WebhookWorker: Sendable {
  /// Sends one request and says what became of it.
  package typealias Send = @Sendable (WebhookRequest) async -> WebhookAnswer

  package let webhook: Webhook
  let store: Store
  let options: DeliveryOptions
  let send: Send

  package init(
    webhook: Webhook, store: Store, options: DeliveryOptions, send: @escaping Send
  ) {
    self.webhook = webhook
    self.store = store
    self.options = options
    self.send = send
  }

  /// Delivers what can be delivered now.
  ///
  /// - Returns: what became of it; nothing while another worker has the webhook.
  /// - Throws: when the database can't be asked; what was sent and not written down is sent again.
  package func run() async throws(StoreError) -> DeliveryTally {
    var total = DeliveryTally()
    repeat {
      total += try await round()
    } while total.hasMore && !options.isStopping()
    return total
  }

  /// One round: some events, and one transaction that says what became of them.
  func round() async throws(StoreError) -> DeliveryTally {
    guard let turn = try await store.beginWebhook(webhook.name, at: options.now()) else {
      return DeliveryTally()
    }
    do throws(StoreError) {
      let tally = try await round(turn)
      try await store.endWebhook(webhook.name)
      return tally
    } catch {
      // If this fails too, the session is lost, and the webhook is free.
      try? await store.endWebhook(webhook.name)
      throw error
    }
  }

  private func round(_ turn: WebhookTurn) async throws(StoreError) -> DeliveryTally {
    let beginsNew = turn.failing < options.failingLimit
    let due = try await store.dueWebhookEvents(
      turn, at: options.now(), beginsNew: beginsNew, limit: options.batch)
    var reached = turn.sequence
    var fresh: [WebhookEvent] = []
    let room = options.batch - Int32(due.count)
    if beginsNew, turn.waiting < options.waitingLimit, room > 0 {
      fresh = try await store.nextWebhookEvents(turn, limit: room)
      // Fewer than asked for: the rest of what is published is not for this webhook.
      reached = fresh.count < room ? turn.published : fresh.last?.sequence ?? reached
    }
    guard !due.isEmpty || reached > turn.sequence else { return DeliveryTally() }
    let gate = RoundGate(options, failing: turn.failing)
    let outcomes = await deliver(due + fresh, through: gate)
    var settlement = WebhookSettlement(
      turn: turn, sequence: max(reached, turn.sequence), outcomes: outcomes)
    settlement.restingUntil = await gate.restingUntil
    settlement.isGone = await gate.isGone
    try await store.settle(settlement, at: options.now())
    return tally(outcomes, hasMoved: reached > turn.sequence)
  }

  private func tally(_ outcomes: [WebhookOutcome], hasMoved: Bool) -> DeliveryTally {
    var tally = DeliveryTally()
    for outcome in outcomes {
      switch outcome.outcome {
      case .delivered: tally.delivered += 1
      case .dead: tally.dead += 1
      case .failed: tally.failed += 1
      case .waiting: break
      }
    }
    tally.hasMore = tally.delivered > 0 || tally.dead > 0 || hasMoved
    return tally
  }
}
