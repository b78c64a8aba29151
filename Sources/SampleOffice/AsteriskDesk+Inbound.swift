/// Calls that come in on the trunk, but for queues.
extension AsteriskDesk {
  mutating func inbound(_ plan: CallPlan) -> [AsteriskLine] {
    switch plan.scenario {
    case .inGroup, .inGroupUnanswered: return group(plan)
    case .inPickup: return pickup(plan)
    case .inBlindTransfer, .inTransferUnanswered, .inToMobile: return blindTransfer(plan)
    case .inAttendedTransfer: return attendedTransfer(plan)
    case .inForwarded: return forwarded(plan)
    case .inRelayed: return relayed(plan)
    case .inTransferRefused: return refusedTransfer(plan)
    case .inVoicemail, .inBusyVoicemail: return voicemail(plan)
    case .inMenuHangup, .inAfterHours: return announcement(plan)
    case .inDirect, .inCancelled, .inShortAbandon: return direct(plan)
    default: return queued(plan)
    }
  }

  /// `kind` is the recording's kind and the number in its name, such as `q-600`.
  mutating func front(_ plan: CallPlan, did: NumberDigits, kind: String, endsAt: EpochSeconds)
    -> AsteriskFront
  {
    let channel = trunk(at: plan.startedAt)
    let stamp = namesRecordings ? Stamp.compact(plan.startedAt, exchange.zone) : ""
    return AsteriskFront(
      channel: channel, caller: AsteriskParty(name: plan.callerName, number: plan.written),
      did: String(did),
      recordingStem: namesRecordings && !kind.isEmpty ? "\(kind)-\(plan.written)-\(stamp)" : "",
      endsAt: endsAt)
  }

  private mutating func directFront(_ plan: CallPlan, endsAt: EpochSeconds) -> AsteriskFront {
    let telephone = plan.telephones[plan.scenario == .inPickup ? 1 : 0]
    return front(
      plan, did: exchange.directNumber(of: telephone), kind: "external-\(telephone)",
      endsAt: endsAt)
  }

  private mutating func direct(_ plan: CallPlan) -> [AsteriskLine] {
    let telephone = plan.telephones[0]
    let answeredAt = plan.startedAt + EpochSeconds(plan.ring)
    let end = answeredAt + EpochSeconds(plan.talk)
    let front = directFront(plan, endsAt: end)
    let far = channel(telephone, at: plan.startedAt)
    let span = Span(plan.startedAt, plan.scenario.isAnswered ? answeredAt : nil, end)
    return [
      front.line(
        to: far, String(telephone), "ext-local", "Dial", dial(telephone), span,
        plan.scenario.isAnswered ? "ANSWERED" : "NO ANSWER", isTalk: plan.scenario.isAnswered)
    ]
  }

  private mutating func group(_ plan: CallPlan) -> [AsteriskLine] {
    let answeredAt = plan.startedAt + EpochSeconds(plan.ring)
    let end = answeredAt + EpochSeconds(plan.talk)
    let front = front(plan, did: exchange.mainNumber + 70, kind: "rg-620", endsAt: end)
    let peers = exchange.group.map { "\(exchange.technology)/\($0)" }.joined(separator: "&")
    return exchange.group.map { telephone in
      let far = channel(telephone, at: plan.startedAt)
      let wins = plan.scenario.isAnswered && telephone == plan.telephones.first
      let span = Span(plan.startedAt, wins ? answeredAt : nil, wins ? end : answeredAt)
      return front.line(
        to: far, "620", "ext-group", "Dial", peers + ",20,tTr", span,
        wins ? "ANSWERED" : "NO ANSWER", isTalk: wins)
    }
  }

  /// A colleague takes the call that rings at another telephone.
  private mutating func pickup(_ plan: CallPlan) -> [AsteriskLine] {
    let rung = plan.telephones[1]
    let takenAt = plan.startedAt + EpochSeconds(plan.ring)
    let end = takenAt + EpochSeconds(plan.talk)
    let front = directFront(plan, endsAt: end)
    let first = channel(rung, at: plan.startedAt)
    let second = channel(plan.telephones[0], at: takenAt)
    // Asterisk closes the rung leg as answered or not, whichever thread is first.
    let isRaced = plan.id % 2 == 0
    return [
      front.line(
        to: first, String(rung), "ext-local", "Dial", dial(rung),
        Span(plan.startedAt, isRaced ? takenAt : nil, takenAt),
        isRaced ? "ANSWERED" : "NO ANSWER"),
      front.line(
        to: second, String(rung), "ext-local", "Dial", dial(rung), Span(takenAt, takenAt, end),
        "ANSWERED", isTalk: true),
    ]
  }

  private mutating func voicemail(_ plan: CallPlan) -> [AsteriskLine] {
    let telephone = plan.telephones[0]
    let isBusy = plan.scenario == .inBusyVoicemail
    let beganAt = plan.startedAt + (isBusy ? 1 : EpochSeconds(plan.ring))
    let end = beganAt + 6 + EpochSeconds(plan.ring % 9)
    let front = directFront(plan, endsAt: end)
    let far = channel(telephone, at: plan.startedAt)
    return [
      front.line(
        to: far, String(telephone), "ext-local", "Dial", dial(telephone),
        Span(plan.startedAt, nil, beganAt), isBusy ? "BUSY" : "NO ANSWER"),
      front.line(
        to: nil, String(telephone), "ext-local", "VoiceMail",
        "\(telephone)@default,\(isBusy ? "bs" : "us")", Span(beganAt, beganAt, end), "ANSWERED"),
    ]
  }

  private mutating func announcement(_ plan: CallPlan) -> [AsteriskLine] {
    let end = plan.startedAt + EpochSeconds(plan.ring)
    let span = Span(plan.startedAt, plan.startedAt, end)
    let front = front(plan, did: exchange.mainNumber, kind: "", endsAt: end)
    if plan.scenario == .inMenuHangup {
      return [front.line(to: nil, "s", "ivr-1", "BackGround", "custom/ivr", span, "ANSWERED")]
    }
    return [front.line(to: nil, "1", "timeconditions", "Hangup", "", span, "ANSWERED")]
  }

  private mutating func blindTransfer(_ plan: CallPlan) -> [AsteriskLine] {
    let telephone = plan.telephones[0]
    let answeredAt = plan.startedAt + EpochSeconds(plan.ring)
    let passedAt = answeredAt + EpochSeconds(plan.talk)
    let end = passedAt + EpochSeconds(plan.scenario == .inTransferUnanswered ? 8 : plan.secondTalk)
    let front = directFront(plan, endsAt: end)
    let far = channel(telephone, at: plan.startedAt)
    let first = front.line(
      to: far, String(telephone), "ext-local", "Dial", dial(telephone),
      Span(plan.startedAt, answeredAt, passedAt), "ANSWERED", isTalk: true)
    let span = Span(passedAt, passedAt, end)
    if plan.scenario == .inToMobile { return [first, toMobile(plan, front, span)] }
    let colleague = plan.telephones[1]
    let isTaken = plan.scenario == .inBlindTransfer
    return [
      first,
      front.line(
        to: channel(colleague, at: passedAt), String(colleague), "ext-local", "Dial",
        dial(colleague), span, isTaken ? "ANSWERED" : "NO ANSWER", isTalk: isTaken),
    ]
  }

  /// Looks like an outbound call, and is still the client's.
  mutating func toMobile(_ plan: CallPlan, _ front: AsteriskFront, _ span: Span)
    -> AsteriskLine
  {
    let number = String(Staff.mobile(of: plan.managers[0] ?? 0))
    // From Berlin it is a number abroad.
    let mobile = exchange.id == .branch ? "00" + number : "8" + number.dropFirst()
    var line = front.line(
      to: trunk(at: span.start), mobile, "macro-dialout-trunk-x", "Dial",
      "\(exchange.technology)/\(exchange.trunk)/\(mobile),30,Tt", span, "ANSWERED", isTalk: true)
    line.outboundNumber = String(exchange.mainNumber)
    return line
  }
}
