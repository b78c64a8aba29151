/// Queues: 600 rings all members through Local channels, as FreePBX does; 601 rings one after the
/// other, without.
extension AsteriskDesk {
  mutating func queued(_ plan: CallPlan) -> [AsteriskLine] {
    switch plan.scenario {
    case .inLinearSecond, .inLinearRejected, .inLinearAbandoned: return linear(plan)
    case .inLinearBlindTransfer: return linearBlindTransfer(plan)
    case .inLinearAttendedTransfer: return queuedAttendedTransfer(plan)
    default: return ringAll(plan)
    }
  }

  /// One round of queue 600.
  struct Round {
    var ringsAt: EpochSeconds
    /// When someone answers, or the round is given up.
    var endsAt: EpochSeconds
    /// The member who answers; nil when nobody does.
    var winner: Int?
    var winnerTalksTill: EpochSeconds = 0
    /// When the winner's own leg ends, before `winnerTalksTill` when the call is passed on.
    var legEndsAt: EpochSeconds = 0
    /// Members reject the call instead of letting it ring.
    var rejects = false
  }

  private mutating func ringAll(_ plan: CallPlan) -> [AsteriskLine] {
    let ringsAt = plan.startedAt + (plan.scenario == .inMenuThenQueue ? 5 : 1)
    var rounds: [Round] = []
    var last = Round(ringsAt: ringsAt, endsAt: ringsAt + EpochSeconds(plan.ring))
    if plan.scenario == .inQueueSecondRound || plan.scenario == .inQueueVoicemail {
      rounds.append(Round(ringsAt: ringsAt, endsAt: ringsAt + 15))
      last = Round(ringsAt: ringsAt + 16, endsAt: ringsAt + 16 + EpochSeconds(plan.ring))
    }
    last.rejects = plan.scenario == .inQueueTwoReject
    var end = last.endsAt
    if plan.scenario.isAnswered {
      last.winner = plan.telephones[0]
      last.legEndsAt = last.endsAt + EpochSeconds(plan.talk)
      last.winnerTalksTill = last.legEndsAt + EpochSeconds(plan.secondTalk)
      end = last.winnerTalksTill
    } else if plan.scenario == .inQueueVoicemail {
      end += 9
    }
    let front = front(plan, did: exchange.mainNumber, kind: "q-600", endsAt: end)
    var lines: [AsteriskLine] = []
    for round in rounds + [last] {
      lines += self.round(round, plan, front, menuAt: lines.isEmpty ? plan.startedAt : nil)
    }
    if plan.scenario == .inQueueVoicemail {
      lines.append(
        front.line(
          to: nil, "vm-600", "ext-queues", "VoiceMail", "600@default,us",
          Span(last.endsAt, last.endsAt, end), "ANSWERED"))
    }
    return lines
  }

  /// `menuAt` is when the menu answered, if this round's first line counts from there.
  mutating func round(
    _ round: Round, _ plan: CallPlan, _ front: AsteriskFront, menuAt: EpochSeconds?
  ) -> [AsteriskLine] {
    var legs: [AsteriskLine] = []
    var fronts: [AsteriskLine] = []
    for (position, member) in exchange.queue.enumerated() {
      let pair = local(String(member), "from-queue", at: round.ringsAt)
      let far = channel(member, at: round.ringsAt)
      let wins = member == round.winner
      let isRejected = round.rejects && !wins
      let stoppedAt = isRejected ? round.ringsAt + 1 : round.endsAt
      legs.append(
        .leg(
          pair.two, to: far, from: front.caller, String(member), "ext-local", "Dial",
          dial(member),
          Span(
            round.ringsAt, wins ? round.endsAt : nil, wins ? round.legEndsAt : stoppedAt),
          wins ? "ANSWERED" : isRejected ? "BUSY" : "NO ANSWER", isTalk: wins))
      let startedAt = position == 0 ? menuAt ?? round.ringsAt : round.ringsAt
      fronts.append(
        front.line(
          to: pair.one, "600", "ext-queues", "Queue", "600,tT,,,8",
          Span(startedAt, startedAt, wins ? round.winnerTalksTill : stoppedAt),
          wins ? "ANSWERED" : "NO ANSWER"))
      if wins && plan.scenario == .inQueueBlindTransfer {
        legs.append(passedOn(plan, front, from: pair.two, round))
      }
    }
    return legs + fronts
  }

  private mutating func passedOn(
    _ plan: CallPlan, _ front: AsteriskFront, from leg: AsteriskChannel, _ round: Round
  ) -> AsteriskLine {
    let colleague = plan.telephones[1]
    return .leg(
      leg, to: channel(colleague, at: round.legEndsAt), from: front.caller, String(colleague),
      "ext-local", "Dial", dial(colleague),
      Span(round.legEndsAt, round.legEndsAt, round.winnerTalksTill), "ANSWERED", isTalk: true)
  }

  /// The first member does not answer, rejects, or both members ring in vain.
  private mutating func linear(_ plan: CallPlan) -> [AsteriskLine] {
    let isRejected = plan.scenario == .inLinearRejected
    let triedTill = plan.startedAt + (isRejected ? 1 : 12)
    let secondAt = triedTill + 1
    let answers = plan.scenario.isAnswered
    let end = secondAt + EpochSeconds(answers ? plan.talk : plan.ring)
    let second = plan.telephones[0]
    let first = exchange.queue.first { $0 != second } ?? second
    let front = front(plan, did: exchange.mainNumber, kind: "q-601", endsAt: end)
    return [
      front.line(
        to: channel(first, at: plan.startedAt), "601", "ext-queues", "Queue", "601,tT,,,9",
        Span(plan.startedAt, plan.startedAt, triedTill), isRejected ? "BUSY" : "NO ANSWER"),
      front.line(
        to: channel(second, at: secondAt), "601", "ext-queues", "Queue", "601,tT,,,9",
        Span(secondAt, secondAt, end), answers ? "ANSWERED" : "NO ANSWER", isTalk: answers),
    ]
  }

  /// The first person's line has its destination overwritten with the colleague's.
  private mutating func linearBlindTransfer(_ plan: CallPlan) -> [AsteriskLine] {
    let colleague = String(plan.telephones[1])
    let passedAt = plan.startedAt + EpochSeconds(plan.talk)
    let end = passedAt + EpochSeconds(plan.secondTalk)
    let front = front(plan, did: exchange.mainNumber, kind: "q-601", endsAt: end)
    return [
      front.line(
        to: channel(plan.telephones[0], at: plan.startedAt), colleague, "from-internal-xfer",
        "Queue", "601,tT,,,9", Span(plan.startedAt, plan.startedAt, passedAt), "ANSWERED",
        isTalk: true),
      front.line(
        to: channel(plan.telephones[1], at: passedAt), colleague, "ext-local", "Dial",
        dial(plan.telephones[1]), Span(passedAt, passedAt, end), "ANSWERED", isTalk: true),
    ]
  }
}
