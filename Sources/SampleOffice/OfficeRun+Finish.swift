/// A decided call goes into the files and the truth.
extension OfficeRun {
  /// - Returns: false when the files are full.
  @discardableResult
  mutating func finish(_ plan: inout CallPlan) throws(OfficeError) -> Bool {
    if plan.managers.isEmpty {
      plan.managers = plan.telephones.map {
        staff.manager(at: $0, on: plan.exchange, at: plan.startedAt)
      }
    }
    plan.id = callCount + 1
    guard let rendering = render(plan) else { return false }
    callCount += 1
    let debt = settleDebt(plan, rendering)
    unwritten.add((plan, rendering, debt), at: max(rendering.isNamedAfter, plan.startedAt))
    try addEvidence(plan, rendering, debt: debt)
    try relay(plan)
    return true
  }

  /// Writes what is before `limit`: names of channels, records, and the calls' truth.
  mutating func settle(before limit: EpochSeconds) throws(OfficeError) {
    for exchange in ExchangeID.allCases { asterisks[exchange]?.name(before: limit) }
    try files.flush(before: limit, into: &sink)
    while let (_, call) = unwritten.next(before: limit) {
      try truth.add(call.plan, call.rendering, debt: call.debt, world: world, into: &sink)
    }
  }

  mutating func render(_ plan: CallPlan) -> TruthBook.Rendering? {
    if plan.exchange == .warehouse {
      guard let record = freeSwitch?.record(of: plan) else { return nil }
      files.add(record)
      return TruthBook.Rendering(
        uuid: record.uuid, legs: 1, talkSeconds: record.talkSeconds, endedAt: record.endedAt)
    }
    guard let lines = asterisks[plan.exchange]?.lines(of: plan) else { return nil }
    if let records = spec.records, files.records(of: .hq) + lines.count > records { return nil }
    files.add(lines, of: plan.exchange)
    var channels: [AsteriskChannel] = []
    for line in lines where !channels.contains(where: { $0 === line.channel }) {
      channels.append(line.channel)
    }
    let talk = lines.reduce(0) { $0 + ($1.isTalk ? $1.billable : 0) }
    return TruthBook.Rendering(
      channels: channels, legs: lines.count,
      talkSeconds: plan.direction == .internal ? 0 : talk,
      endedAt: lines.map(\.endedAt).max() ?? plan.startedAt)
  }

  /// - Returns: what the call does to the client's callback debt: `opened`, `joined`,
  ///   `called_back`, `self_recovered`, or nothing.
  private mutating func settleDebt(_ plan: CallPlan, _ rendering: TruthBook.Rendering) -> String {
    guard plan.direction != .internal, let number = plan.number else { return "" }
    let person = plan.contact.map { NumberDigits($0) } ?? number
    if plan.direction == .inbound && !plan.scenario.isAnswered {
      if plan.scenario == .inShortAbandon { return "" }
      if debts[person] != nil { return "joined" }
      debts[person] = rendering.endedAt
      return "opened"
    }
    guard debts[person] != nil, plan.scenario.isAnswered else { return "" }
    if plan.direction == .outbound && rendering.talkSeconds < 10 { return "" }
    debts[person] = nil
    return plan.direction == .outbound ? "called_back" : "self_recovered"
  }

  private mutating func addEvidence(
    _ plan: CallPlan, _ rendering: TruthBook.Rendering, debt: String
  ) throws(OfficeError) {
    guard let deal = plan.deal, let visit = plan.visit else { return }
    var kinds = [plan.direction == .outbound ? "call_made" : "call_received"]
    if rendering.talkSeconds >= 30 { kinds.append("client_reached") }
    if plan.hasBookedCode { kinds.append("meeting_booked") }
    if debt == "called_back" { kinds.append("callback_made") }
    for kind in kinds {
      let isUncertain = kind == "callback_made" && !plan.isPersonCertain
      try truth.addEvidence(
        kind, deal: deal, visit: visit, at: plan.startedAt, call: plan.id,
        isAmbiguous: plan.isAmbiguous || isUncertain, world: world, into: &sink)
    }
    if rendering.talkSeconds >= 30 { remember(plan, deal, visit) }
  }

  private mutating func remember(_ plan: CallPlan, _ deal: Int, _ visit: Int) {
    note(Conversation(at: plan.startedAt, visit: visit, isCertain: !plan.isAmbiguous), of: deal)
    guard plan.isAmbiguous else { return }
    for other in plan.candidates where other != deal {
      let visit = world.visit(of: other, at: plan.startedAt) ?? 0
      note(Conversation(at: plan.startedAt, visit: visit, isCertain: false), of: other)
    }
  }

  private mutating func note(_ conversation: Conversation, of deal: Int) {
    var known = conversations[deal] ?? []
    known.append(conversation)
    conversations[deal] = known.suffix(8)
  }
}
