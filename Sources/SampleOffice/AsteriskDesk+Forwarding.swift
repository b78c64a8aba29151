/// Calls that go out again over an outside line.
extension AsteriskDesk {
  /// The telephone rings in vain for ten seconds, then its manager's mobile.
  mutating func forwarded(_ plan: CallPlan) -> [AsteriskLine] {
    let telephone = plan.telephones[0]
    let turnedAt = plan.startedAt + 10
    let end = turnedAt + EpochSeconds(plan.ring + plan.talk)
    let front = front(
      plan, did: exchange.directNumber(of: telephone), kind: "external-\(telephone)", endsAt: end)
    return [
      front.line(
        to: channel(telephone, at: plan.startedAt), String(telephone), "ext-local", "Dial",
        dial(telephone), Span(plan.startedAt, nil, turnedAt), "NO ANSWER"),
      toMobile(plan, front, Span(turnedAt, turnedAt + EpochSeconds(plan.ring), end)),
    ]
  }

  /// The branch's record of a call that it passes on to the head office: line to line.
  mutating func relayed(_ plan: CallPlan) -> [AsteriskLine] {
    let answeredAt = plan.startedAt + EpochSeconds(plan.ring)
    let end = answeredAt + EpochSeconds(plan.talk)
    let front = front(plan, did: exchange.mainNumber, kind: "", endsAt: end)
    let target = "74955550\(plan.telephones[0])"
    return [
      front.line(
        to: trunk(at: plan.startedAt), target, "from-trunk", "Dial",
        "\(exchange.technology)/\(exchange.trunk)/\(target)",
        Span(plan.startedAt, answeredAt, end), "ANSWERED", isTalk: true)
    ]
  }

  mutating func callToOwnMobile(_ plan: CallPlan) -> [AsteriskLine] {
    let answeredAt = plan.startedAt + EpochSeconds(plan.ring)
    let end = answeredAt + EpochSeconds(plan.talk)
    let front = outboundFront(plan, endsAt: end)
    return [
      outboundLine(
        plan, front, trunk(at: plan.startedAt), Span(plan.startedAt, answeredAt, end), "ANSWERED")
    ]
  }
}
