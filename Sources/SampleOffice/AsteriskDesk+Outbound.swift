/// Calls to the outside, and those that never leave the house.
extension AsteriskDesk {
  mutating func outbound(_ plan: CallPlan) -> [AsteriskLine] {
    switch plan.scenario {
    case .outFailover: return failover(plan)
    case .outBlindTransfer: return outboundBlindTransfer(plan)
    case .outAttendedTransfer: return outboundAttendedTransfer(plan)
    case .outDialer: return dialer(plan)
    case .outClickBusy: return clickBusy(plan)
    default: break
    }
    let end = plan.startedAt + EpochSeconds(plan.ring + plan.talk)
    let front = outboundFront(plan, endsAt: end)
    let far = trunk(at: plan.startedAt)
    // With click-to-call the agent's own line is up before the client's rings.
    let isClick = plan.scenario == .outClick || plan.scenario == .outClickAsCustomer
    let answeredAt = plan.startedAt + (isClick ? 0 : EpochSeconds(plan.ring))
    let answers = plan.scenario.isAnswered
    let span = Span(plan.startedAt, answers ? answeredAt : nil, end)
    return [
      outboundLine(plan, front, far, span, Self.word(plan.scenario), isTalk: answers)
    ]
  }

  private static func word(_ scenario: Scenario) -> String {
    switch scenario {
    case .outBusy, .outUnavailable: "BUSY"
    case .outCongestion: "FAILED"
    case _ where scenario.isAnswered: "ANSWERED"
    default: "NO ANSWER"
    }
  }

  mutating func outboundFront(_ plan: CallPlan, endsAt: EpochSeconds) -> AsteriskFront {
    let telephone = plan.telephones[0]
    let channel = channel(telephone, at: plan.startedAt)
    let stamp = namesRecordings ? Stamp.compact(plan.startedAt, exchange.zone) : ""
    let caller =
      switch plan.scenario {
      case .outReplacedCallerID: AsteriskParty(name: "Office", number: "\(exchange.mainNumber)")
      case .outClick, .outClickBusy: AsteriskParty(name: "CRM", number: String(telephone))
      case .outClickAsCustomer: AsteriskParty(name: "CRM", number: "\(plan.number ?? 0)")
      default: party(telephone, at: plan.startedAt)
      }
    return AsteriskFront(
      channel: channel, caller: caller, did: "",
      recordingStem: namesRecordings ? "out-\(plan.written)-\(telephone)-\(stamp)" : "",
      endsAt: endsAt)
  }

  func outboundLine(
    _ plan: CallPlan, _ front: AsteriskFront, _ far: AsteriskChannel?, _ span: Span,
    _ disposition: String, dialled: String? = nil, isTalk: Bool = false
  ) -> AsteriskLine {
    let peer = "\(exchange.technology)/\(exchange.trunk)/\(dialled ?? plan.written)"
    var line = front.line(
      to: far, plan.written, "macro-dialout-trunk-x", "Dial", "\(peer),30,Tt", span, disposition,
      isTalk: isTalk)
    let telephone = plan.telephones[0]
    line.accountCode = exchange.id == .hq && telephone == salesTelephone ? "sales" : ""
    line.callerNumber = String(telephone)
    line.callerName = front.caller.name
    line.outboundNumber = String(exchange.mainNumber)
    let hint = plan.hasHint ? "deal:\(CRMID.deal(plan.deal ?? 0))" : ""
    line.userField = plan.hasBookedCode ? (hint.isEmpty ? "MB" : "\(hint);MB") : hint
    return line
  }

  /// The telephone whose calls carry an account code, and so are written twice.
  private var salesTelephone: Int { min(104, exchange.telephones.last ?? 104) }

  private mutating func failover(_ plan: CallPlan) -> [AsteriskLine] {
    let end = plan.startedAt + EpochSeconds(plan.ring + plan.talk)
    let front = outboundFront(plan, endsAt: end)
    let first = trunk(at: plan.startedAt)
    let second = trunk(at: plan.startedAt)
    let retry = "8" + String(plan.number ?? 0).dropFirst()
    return [
      outboundLine(plan, front, first, Span(plan.startedAt, nil, plan.startedAt), "FAILED"),
      outboundLine(
        plan, front, second, Span(plan.startedAt, plan.startedAt + EpochSeconds(plan.ring), end),
        "ANSWERED", dialled: retry, isTalk: true),
    ]
  }

  private mutating func clickBusy(_ plan: CallPlan) -> [AsteriskLine] {
    let busyAt = plan.startedAt + 1
    let end = busyAt + 2
    let front = outboundFront(plan, endsAt: end)
    var tone = outboundLine(plan, front, nil, Span(busyAt, busyAt, end), "ANSWERED")
    tone.application = "Busy"
    tone.applicationData = "1"
    return [
      outboundLine(
        plan, front, trunk(at: plan.startedAt), Span(plan.startedAt, plan.startedAt, busyAt),
        "BUSY"), tone,
    ]
  }

  /// The second line looks like an inbound call; only the linked id, or the trunk's channel name,
  /// ties it to the first.
  private mutating func outboundBlindTransfer(_ plan: CallPlan) -> [AsteriskLine] {
    let answeredAt = plan.startedAt + EpochSeconds(plan.ring)
    let passedAt = answeredAt + EpochSeconds(plan.talk)
    let front = outboundFront(plan, endsAt: passedAt)
    let far = trunk(at: plan.startedAt)
    let colleague = plan.telephones[1]
    return [
      outboundLine(
        plan, front, far, Span(plan.startedAt, answeredAt, passedAt), "ANSWERED", isTalk: true),
      .leg(
        far, to: channel(colleague, at: passedAt),
        from: AsteriskParty(name: "", number: plan.written), String(colleague), "ext-local",
        "Dial", dial(colleague),
        Span(passedAt, passedAt, passedAt + EpochSeconds(plan.secondTalk)), "ANSWERED",
        isTalk: true),
    ]
  }

  /// A campaign calls the client first and then gives him to queue 600.
  private mutating func dialer(_ plan: CallPlan) -> [AsteriskLine] {
    let answeredAt = plan.startedAt + EpochSeconds(plan.ring)
    let end = answeredAt + 3 + EpochSeconds(plan.talk)
    let pair = local(plan.written, "dialer", at: plan.startedAt)
    let far = trunk(at: plan.startedAt)
    var campaign = AsteriskLine.leg(
      pair.two, to: far, from: party(plan.telephones[0], at: plan.startedAt), plan.written,
      "dialer", "Dial", "\(exchange.technology)/\(exchange.trunk)/\(plan.written),30",
      Span(plan.startedAt, answeredAt, end), "ANSWERED")
    campaign.userField = "campaign-7"
    let client = AsteriskParty(name: "Campaign", number: "\(plan.number ?? 0)")
    let front = AsteriskFront(
      channel: pair.one, caller: client, did: "", recordingStem: "", endsAt: end)
    var round = Round(ringsAt: answeredAt, endsAt: answeredAt + 3, winner: plan.telephones[0])
    round.winnerTalksTill = end
    round.legEndsAt = end
    return [campaign] + self.round(round, plan, front, menuAt: nil)
  }

  mutating func internalCall(_ plan: CallPlan) -> [AsteriskLine] {
    if plan.scenario == .ownNumber { return inboundFromOwnNumber(plan) }
    if plan.scenario == .toOwnMobile { return callToOwnMobile(plan) }
    let callee = plan.telephones[1]
    let answeredAt = plan.startedAt + EpochSeconds(plan.ring)
    let answers = plan.scenario.isAnswered
    let end = answeredAt + EpochSeconds(answers ? plan.talk : 0)
    let front = AsteriskFront(
      channel: channel(plan.telephones[0], at: plan.startedAt),
      caller: party(plan.telephones[0], at: plan.startedAt), did: "", recordingStem: "",
      endsAt: answers ? end : end + 7)
    let far = channel(callee, at: plan.startedAt)
    let ringing = front.line(
      to: far, String(callee), "ext-local", "Dial", dial(callee),
      Span(plan.startedAt, answers ? answeredAt : nil, end), answers ? "ANSWERED" : "NO ANSWER")
    if answers { return [ringing] }
    return [
      ringing,
      front.line(
        to: nil, String(callee), "ext-local", "VoiceMail", "\(callee)@default,us",
        Span(end, end, end + 7), "ANSWERED"),
    ]
  }

  private mutating func inboundFromOwnNumber(_ plan: CallPlan) -> [AsteriskLine] {
    var answered = plan
    answered.scenario = .inDirect
    return inbound(answered)
  }
}
