import Store

extension WebhookWorker {
  /// Sends events: those of a subject one after the other, up to the first that is not taken, and
  /// so many subjects side by side as the options say.
  ///
  /// - Returns: what became of each.
  func deliver(_ events: [WebhookEvent], through gate: RoundGate) async -> [WebhookOutcome] {
    let (chains, settled) = Self.chains(events)
    return await withTaskGroup(of: [WebhookOutcome].self) { group in
      var outcomes = settled
      var rest = chains[...]
      for chain in rest.prefix(max(options.concurrency, 1)) {
        group.addTask { await deliver(chain: chain, through: gate) }
      }
      rest = rest.dropFirst(max(options.concurrency, 1))
      while let ended = await group.next() {
        outcomes += ended
        guard let chain = rest.popFirst() else { continue }
        group.addTask { await deliver(chain: chain, through: gate) }
      }
      return outcomes
    }
  }

  /// Events by subject, in the order of the first of each; and what became of those that are not
  /// sent: their fact is gone, or another event of their subject was put aside before.
  private static func chains(
    _ events: [WebhookEvent]
  ) -> (chains: [[WebhookEvent]], settled: [WebhookOutcome]) {
    var places: [String: Int] = [:]
    var chains: [[WebhookEvent]] = []
    var settled: [WebhookOutcome] = []
    for event in events {
      guard let subject = event.subject, event.json != nil else {
        settled.append(WebhookOutcome(event, .delivered))
        continue
      }
      if event.isBehind {
        settled.append(WebhookOutcome(event, .waiting))
      } else if let place = places[subject] {
        chains[place].append(event)
      } else {
        places[subject] = chains.count
        chains.append([event])
      }
    }
    return (chains, settled)
  }

  private func deliver(chain: [WebhookEvent], through gate: RoundGate) async -> [WebhookOutcome] {
    var outcomes: [WebhookOutcome] = []
    for (index, event) in chain.enumerated() {
      guard let id = event.id, let json = event.json, await gate.opens(for: event) else {
        return outcomes + chain[index...].map { WebhookOutcome($0, .waiting) }
      }
      let request = WebhookRequest(id: id, json: json, to: webhook, now: options.now())
      let outcome = await gate.hear(send(request), of: event)
      outcomes.append(outcome)
      // A dead letter does not keep the next one back.
      guard outcome.outcome == .delivered || outcome.outcome == .dead else {
        return outcomes + chain[(index + 1)...].map { WebhookOutcome($0, .waiting) }
      }
    }
    return outcomes
  }
}
