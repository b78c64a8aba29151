/// Exchange, scenario, telephones and seconds of a call.
extension OfficeRun {
  /// - Returns: false when nobody is there to make or to take the call.
  mutating func cast(
    _ plan: inout CallPlan, _ request: CallRequest, _ subject: Subject,
    _ outcome: CallRequest.Outcome
  ) -> Bool {
    let isCast =
      plan.direction == .outbound
      ? castOutbound(&plan, request, subject, outcome)
      : castInbound(&plan, request, subject, outcome)
    guard isCast else { return false }
    castManagers(&plan)
    plan.ring = ring(of: plan.scenario)
    castTalk(&plan, outcome)
    if request.note == "lasts across the change of clocks" { plan.talk = 900 }
    castCodes(&plan, request, outcome)
    return true
  }

  private func castManagers(_ plan: inout CallPlan) {
    plan.managers = plan.telephones.map {
      staff.manager(at: $0, on: plan.exchange, at: plan.startedAt)
    }
  }

  // MARK: Outbound

  private mutating func castOutbound(
    _ plan: inout CallPlan, _ request: CallRequest, _ subject: Subject,
    _ outcome: CallRequest.Outcome
  ) -> Bool {
    let manager = request.manager ?? caller(request, subject, at: plan.startedAt)
    let seats = exchanges.keys.sorted { $0.rawValue < $1.rawValue }.filter {
      staff.number(of: manager, on: $0, at: plan.startedAt) != nil
        && (request.exchange == nil || request.exchange == $0)
    }
    guard !seats.isEmpty else { return false }
    plan.exchange = random.pick(
      weighted: seats.map { ($0, $0 == .hq ? 70 : $0 == .branch ? 20 : 30) })
    guard let exchange = exchanges[plan.exchange],
      let number = staff.number(of: manager, on: plan.exchange, at: plan.startedAt)
    else { return false }
    plan.telephones = [number]
    plan.scenario = outboundScenario(plan, outcome, isMulti: subject.candidates.count > 1)
    // At the service desk there are people who sell nothing.
    if plan.exchange == .warehouse && request.deal == nil && random.chance(0.5) {
      plan.telephones = [random.pick(exchange.telephones)]
    }
    if plan.scenario == .outDialer { plan.telephones = [random.pick(exchange.queue)] }
    addColleague(&plan, exchange)
    return true
  }

  /// Mostly the owner of the deal that it is to be about.
  private mutating func caller(
    _ request: CallRequest, _ subject: Subject, at instant: EpochSeconds
  ) -> Int {
    let deal = request.deal ?? subject.candidates.first ?? subject.coming
    let loyalty = subject.candidates.count > 1 ? 0.7 : 0.92
    guard let deal, random.chance(loyalty) else { return random.below(staff.count) }
    return world.deals[deal].owner(at: instant)
  }

  private mutating func outboundScenario(
    _ plan: CallPlan, _ outcome: CallRequest.Outcome, isMulti: Bool
  ) -> Scenario {
    let isWarehouse = plan.exchange == .warehouse
    guard outcome.talks else {
      return random.pick(weighted: [
        (.outUnanswered, 50), (.outBusy, 20), (.outCancelled, 14), (.outCongestion, 5),
        (.outInvalid, 4), (.outUnavailable, isWarehouse ? 0 : 4),
        (.outClickBusy, isWarehouse ? 0 : 3),
      ])
    }
    if outcome == .momentary && random.chance(0.4) { return .outMachine }
    guard outcome == .reached, !isWarehouse else { return .outAnswered }
    let extra = isMulti ? 0 : 1
    return random.pick(weighted: [
      (.outAnswered, 60), (.outFailover, isRussian(plan.number) ? 3 : 0),
      (.outReplacedCallerID, 5), (.outClick, 12), (.outClickAsCustomer, 4),
      (.outBlindTransfer, 4 * extra), (.outAttendedTransfer, 3 * extra),
      (.outDialer, plan.exchange == .hq ? 2 * extra : 0),
    ])
  }

  private func isRussian(_ number: NumberDigits?) -> Bool {
    (70_000_000_000..<80_000_000_000).contains(number ?? 0)
  }

  // MARK: Inbound

  private mutating func castInbound(
    _ plan: inout CallPlan, _ request: CallRequest, _ subject: Subject,
    _ outcome: CallRequest.Outcome
  ) -> Bool {
    plan.exchange = request.exchange ?? chanceExchange()
    guard let exchange = exchanges[plan.exchange] else { return false }
    let isMulti = subject.candidates.count > 1
    let owner = (request.deal ?? subject.candidates.first).map {
      world.deals[$0].owner(at: plan.startedAt)
    }
    plan.scenario =
      outcome.talks
      ? answeredScenario(exchange, outcome, isMulti: isMulti)
      : missedScenario(exchange, outcome, isMulti: isMulti)
    let ownTelephone = owner.flatMap {
      staff.number(of: $0, on: plan.exchange, at: plan.startedAt)
    }
    let telephone: Int
    switch plan.scenario {
    case .inQueue, .inMenuThenQueue, .inQueueTwoReject, .inQueueSecondRound, .inLinearSecond,
      .inLinearRejected, .inQueueBlindTransfer, .inLinearBlindTransfer,
      .inLinearAttendedTransfer, .inQueueAbandoned, .inLinearAbandoned, .inQueueVoicemail:
      telephone = random.pick(exchange.queue)
    case .inGroup, .inGroupUnanswered: telephone = random.pick(exchange.group)
    default:
      let own = random.chance(0.6) ? ownTelephone : nil
      telephone = own ?? random.pick(exchange.telephones)
    }
    plan.telephones = [telephone]
    let isManagers = staff.manager(at: telephone, on: plan.exchange, at: plan.startedAt) != nil
    if [.inToMobile, .inForwarded].contains(plan.scenario) && !isManagers {
      plan.scenario = .inDirect
    }
    addColleague(&plan, exchange)
    return true
  }

  private mutating func answeredScenario(
    _ exchange: Exchange, _ outcome: CallRequest.Outcome, isMulti: Bool
  ) -> Scenario {
    guard exchange.id != .warehouse else { return .inDirect }
    let queue = exchange.queue.count > 1 ? 1 : 0
    let plain: [(Scenario, Int)] = [
      (.inDirect, 45), (.inQueue, 14), (.inMenuThenQueue, 3), (.inLinearSecond, 6 * queue),
      (.inLinearRejected, 3 * queue), (.inGroup, 9), (.inQueueTwoReject, 2 * queue),
      (.inQueueSecondRound, 1 * queue), (.inPickup, isMulti ? 0 : 3),
    ]
    if spec.intricate && outcome == .reached && random.chance(0.06) { return .inForwarded }
    guard outcome == .reached, !isMulti else { return random.pick(weighted: plain) }
    return random.pick(
      weighted: plain + [
        (.inBlindTransfer, 4), (.inTransferUnanswered, 2), (.inToMobile, 3),
        (.inQueueBlindTransfer, 2 * queue), (.inLinearBlindTransfer, 2 * queue),
        (.inAttendedTransfer, 3), (.inTransferRefused, 2), (.inLinearAttendedTransfer, queue),
      ])
  }

  /// With several open deals only calls that reach no manager's telephone are missed: who was rung
  /// in vain would be half a hint.
  private mutating func missedScenario(
    _ exchange: Exchange, _ outcome: CallRequest.Outcome, isMulti: Bool
  ) -> Scenario {
    if outcome == .closed { return .inAfterHours }
    if isMulti { return .inMenuHangup }
    if outcome == .shortAbandon { return .inShortAbandon }
    guard exchange.id != .warehouse else {
      return random.pick(weighted: [(.inCancelled, 50), (.inMenuHangup, 25), (.inVoicemail, 25)])
    }
    return random.pick(weighted: [
      (.inCancelled, 30), (.inGroupUnanswered, 10), (.inQueueAbandoned, 16),
      (.inLinearAbandoned, exchange.queue.count > 1 ? 8 : 0), (.inMenuHangup, 14),
      (.inVoicemail, 14), (.inBusyVoicemail, 6), (.inQueueVoicemail, 3),
    ])
  }

  /// Somebody else at the same exchange, or a simpler scenario when there is nobody.
  private mutating func addColleague(_ plan: inout CallPlan, _ exchange: Exchange) {
    guard plan.scenario.asksColleague else { return }
    let others = exchange.telephones.filter { !plan.telephones.contains($0) }
    guard !others.isEmpty else {
      plan.scenario = plan.direction == .outbound ? .outAnswered : .inDirect
      return
    }
    plan.telephones.append(random.pick(others))
  }
}
