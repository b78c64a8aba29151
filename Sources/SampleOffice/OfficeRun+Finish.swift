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
    try truth.add(plan, rendering, debt: debt, world: world, into: &sink)
    try addEvidence(plan, rendering, debt: debt)
    return true
  }

  private mutating func render(_ plan: CallPlan) -> TruthBook.Rendering? {
    if plan.exchange == .warehouse {
      guard let record = freeSwitch?.record(of: plan) else { return nil }
      files.add(record)
      return TruthBook.Rendering(
        uniqueIDs: [record.uuid], linkedID: "", legs: 1, talkSeconds: record.talkSeconds,
        endedAt: record.endedAt)
    }
    guard let exchange = exchanges[plan.exchange],
      let lines = asterisks[plan.exchange]?.lines(of: plan), let first = lines.first
    else { return nil }
    if let records = spec.records, files.records(of: .hq) + lines.count > records { return nil }
    files.add(lines, of: exchange)
    var uniqueIDs: [String] = []
    for line in lines where !uniqueIDs.contains(line.channel.uniqueID) {
      uniqueIDs.append(line.channel.uniqueID)
    }
    let talk = lines.reduce(0) { $0 + ($1.isTalk ? $1.billable : 0) }
    return TruthBook.Rendering(
      uniqueIDs: uniqueIDs, linkedID: first.linkedID, legs: lines.count,
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

  // MARK: How numbers and names are written

  mutating func write(_ number: NumberDigits, _ plan: inout CallPlan) {
    let isDialled = plan.direction == .outbound
    plan.written =
      plan.exchange == .branch
      ? writtenInBerlin(number, isDialled) : writtenInMoscow(number, isDialled)
    if plan.scenario == .outFailover { plan.written = "+\(number)" }
    guard !isDialled else { return }
    plan.callerName = callerName(plan)
  }

  private mutating func writtenInMoscow(_ number: NumberDigits, _ isDialled: Bool) -> String {
    let digits = String(number)
    guard digits.hasPrefix("7") && digits.count == 11 else {
      return isDialled ? "810\(digits)" : "+\(digits)"
    }
    let forms = ["8\(digits.dropFirst())", "+\(digits)", digits, String(digits.dropFirst())]
    return isDialled
      ? random.pick(weighted: [(forms[0], 75), (forms[1], 10), (forms[2], 8), (forms[3], 7)])
      : random.pick(weighted: [(forms[0], 10), (forms[1], 10), (forms[2], 80)])
  }

  private mutating func writtenInBerlin(_ number: NumberDigits, _ isDialled: Bool) -> String {
    let digits = String(number)
    if digits.hasPrefix("49") && random.chance(0.6) { return "0\(digits.dropFirst(2))" }
    return random.chance(isDialled ? 0.8 : 0.3) ? "00\(digits)" : "+\(digits)"
  }

  private mutating func callerName(_ plan: CallPlan) -> String {
    if spec.awkward && plan.exchange != .warehouse {
      // No C program writes a NUL; a disk that lost power does.
      if plan.exchange == .hq && callCount % 1009 == 500 { return "Иван\0Петров" }
      if random.chance(0.12) { return random.pick(Names.awkwardCallers) }
    }
    if let contact = plan.contact, random.chance(0.45) { return world.contacts[contact].name }
    return random.chance(0.5) ? plan.written : ""
  }
}
