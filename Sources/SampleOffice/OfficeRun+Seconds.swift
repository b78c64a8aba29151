/// How long it rings and how long people talk, and what the agent or the CRM types.
extension OfficeRun {
  mutating func ring(of scenario: Scenario) -> Int {
    switch scenario {
    case .inShortAbandon: random.between(2...3)
    case .inGroupUnanswered, .inVoicemail: 20
    case .inQueueVoicemail: 14
    case .inBusyVoicemail: random.between(5...9)
    case .inCancelled, .inQueueAbandoned, .inLinearAbandoned: random.between(7...35)
    case .inMenuHangup, .inAfterHours: random.between(8...20)
    case .inLinearBlindTransfer, .inLinearSecond, .inLinearRejected: 0
    case .outBusy, .outUnavailable: random.between(1...4)
    case .outUnanswered: 30
    case .outCancelled: random.between(3...20)
    case .outCongestion, .outInvalid: random.between(0...2)
    case .outClick, .outClickAsCustomer: random.between(3...10)
    case .outClickBusy: 3
    default: random.between(3...18)
    }
  }

  mutating func castTalk(_ plan: inout CallPlan, _ outcome: CallRequest.Outcome) {
    guard plan.scenario.isAnswered else { return }
    switch outcome {
    case .brief: plan.talk = random.between(13...24)
    case .momentary: plan.talk = random.between(2...7)
    default: plan.talk = random.between(random.chance(0.6) ? 38...150 : 150...620)
    }
    let hasSecond = plan.scenario.hasSecondPerson || plan.scenario == .inToMobile
    if hasSecond || plan.scenario == .inTransferRefused {
      plan.secondTalk = random.between(12...160)
    }
  }

  /// Now and then the CRM dialled, and left the deal's id; or the agent typed a code after a talk
  /// in which a meeting was agreed.
  mutating func castCodes(
    _ plan: inout CallPlan, _ request: CallRequest, _ outcome: CallRequest.Outcome
  ) {
    let isSimple: Set<Scenario> = [
      .outAnswered, .outClick, .outClickAsCustomer, .outUnanswered, .outBusy,
    ]
    guard plan.exchange == .hq, isSimple.contains(plan.scenario), let deal = request.deal,
      plan.candidates.contains(deal)
    else { return }
    plan.hasHint = random.chance(plan.scenario == .outClick ? 0.8 : 0.15)
    // The hint is written from the plan's deal, which is settled later.
    plan.deal = plan.hasHint ? deal : nil
    let isOneDeal = plan.hasHint || plan.candidates.count == 1
    let visit = world.visit(of: deal, at: plan.startedAt) ?? 0
    let isAppointment = world.deals[deal].visits[visit].stage == Stage.appointment
    let mayBook: Bool =
      switch world.deals[deal].care {
      case .bookedMeeting, .free: !request.isPurposeful
      default: false
      }
    plan.hasBookedCode =
      spec.awkward && outcome == .reached && isOneDeal && isAppointment && mayBook
      && random.chance(0.25)
  }
}
