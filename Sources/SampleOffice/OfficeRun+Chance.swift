/// What happens when an errand's time has come.
extension OfficeRun {
  mutating func perform(_ errand: Errand, at instant: EpochSeconds, _ active: [Int])
    throws(OfficeError)
  {
    switch errand {
    case .call(let request): try place(request, at: instant)
    case .dealCall: try chanceDealCall(at: instant, active)
    case .contactCall: try place(contactCall(), at: instant)
    case .afterHours:
      var request = random.chance(0.3) ? strangerCall(.inbound) : contactCall()
      request.direction = .inbound
      request.outcome = .closed
      try place(request, at: instant)
    case .strangerIn: try place(strangerCall(.inbound), at: instant)
    case .strangerOut: try place(strangerCall(.outbound), at: instant)
    case .internalCall: try placeInternal(at: instant)
    case .ownNumber: try placeOwnNumber(at: instant)
    case .anonymous: try placeAnonymous(at: instant)
    case .companyCall: try placeCompanyCall(at: instant)
    case .ownMobile: try placeOwnMobile(at: instant)
    case .judgeTask(let task): try judge(task)
    case .closeTask(let task): try close(task)
    case .restart(let exchange): asterisks[exchange]?.restart()
    }
  }

  /// Some try of eight finds a deal that is free to be called about.
  private mutating func chanceDealCall(at instant: EpochSeconds, _ active: [Int])
    throws(OfficeError)
  {
    guard !active.isEmpty else {
      try place(contactCall(), at: instant)
      return
    }
    for _ in 0..<8 {
      let deal = random.pick(active)
      guard let visit = world.visit(of: deal, at: instant) else { continue }
      // Production is long and quiet.
      if world.deals[deal].visits[visit].stage == 8 && random.chance(0.7) { continue }
      let request = CallRequest(
        direction: random.chance(0.62) ? .outbound : .inbound,
        contact: random.pick(world.deals[deal].contacts), deal: deal)
      if try place(request, at: instant) { return }
    }
  }

  private mutating func contactCall() -> CallRequest {
    CallRequest(
      direction: random.chance(0.5) ? .outbound : .inbound,
      contact: random.below(world.contacts.count))
  }

  private mutating func strangerCall(_ direction: CallPlan.Direction) -> CallRequest {
    if strangers.count > 20 && random.chance(0.25) {
      return CallRequest(direction: direction, number: random.pick(Array(strangers.suffix(40))))
    }
    let number = strangerNumbers.mobile()
    strangers.append(number)
    if strangers.count > 200 { strangers.removeFirst(100) }
    return CallRequest(direction: direction, number: number)
  }

  private mutating func placeInternal(at instant: EpochSeconds) throws(OfficeError) {
    guard let exchange = exchanges[chanceExchange()], exchange.telephones.count > 1 else { return }
    let answers = random.chance(0.75)
    var plan = CallPlan(
      exchange: exchange.id, startedAt: instant,
      scenario: answers ? .internalAnswered : .internalVoicemail, direction: .internal)
    let caller = random.pick(exchange.telephones)
    let callee = random.pick(exchange.telephones.filter { $0 != caller })
    plan.telephones = [caller, callee]
    plan.ring = random.between(2...15)
    plan.talk = answers ? random.between(10...200) : 0
    try finish(&plan)
  }

  /// One of our offices calls the other on its public number.
  private mutating func placeOwnNumber(at instant: EpochSeconds) throws(OfficeError) {
    guard let exchange = exchanges[.hq] else { return }
    var plan = CallPlan(
      exchange: .hq, startedAt: instant, scenario: .ownNumber, direction: .internal)
    let other = exchanges[.warehouse] ?? exchange
    plan.written = String(other.mainNumber)
    plan.number = other.mainNumber
    plan.callerName = "Склад"
    plan.telephones = [random.pick(exchange.telephones)]
    plan.ring = random.between(3...12)
    plan.talk = random.between(36...200)
    try finish(&plan)
  }

  private mutating func placeAnonymous(at instant: EpochSeconds) throws(OfficeError) {
    guard let exchange = exchanges[chanceExchange()] else { return }
    let answers = random.chance(0.7)
    let isQueue = exchange.id == .hq && answers
    var plan = CallPlan(
      exchange: exchange.id, startedAt: instant,
      scenario: isQueue ? .inQueue : answers ? .inDirect : .inMenuHangup, direction: .inbound,
      method: .unmatched)
    plan.written = "anonymous"
    plan.callerName = "Anonymous"
    plan.telephones = [random.pick(isQueue ? exchange.queue : exchange.telephones)]
    plan.ring = random.between(6...15)
    plan.talk = answers ? random.between(36...200) : 0
    plan.note = "anonymous"
    try finish(&plan)
  }

  mutating func chanceExchange() -> ExchangeID {
    guard spec.hasBranches else { return .hq }
    return random.pick(weighted: [(.hq, 60), (.branch, 15), (.warehouse, 25)])
  }
}
