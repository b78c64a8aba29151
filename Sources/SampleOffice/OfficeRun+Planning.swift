/// What is in the agenda before the first day.
extension OfficeRun {
  mutating func planAhead() {
    for deal in world.deals.indices {
      planBirth(of: deal)
      planAppointment(of: deal)
      planOtherTasks(of: deal)
    }
    for exchange in [ExchangeID.hq, .branch] where exchanges[exchange] != nil && spec.awkward {
      let day = spec.startsAt + EpochSeconds(spec.days / 2) * secondsPerDay
      agenda.add(.restart(exchange), at: day + 3 * 3600)
    }
    planRepeatedHour()
  }

  /// Four deals in ten begin with a call of the client's, half an hour before at most.
  private mutating func planBirth(of deal: Int) {
    let createdAt = world.deals[deal].createdAt
    guard createdAt > spec.startsAt + 7200, world.deals[deal].care != .silent,
      random.chance(0.4)
    else { return }
    let contact = world.deals[deal].contacts[0]
    let at = createdAt - EpochSeconds(random.between(6 * 60...24 * 60))
    guard world.openDeals(of: [contact], at: at).isEmpty else { return }
    let isMissed = random.chance(0.2)
    agenda.add(
      .call(
        CallRequest(
          direction: .inbound, contact: contact, deal: deal,
          outcome: isMissed ? .unanswered : random.chance(0.8) ? .reached : .brief,
          isPurposeful: true, isFollowUp: true, note: "brings the deal")), at: at)
    guard isMissed else { return }
    agenda.add(
      .call(
        CallRequest(
          direction: .outbound, contact: contact, deal: deal, outcome: .reached,
          isPurposeful: true, isFollowUp: true, note: "called back before the deal was made")),
      at: createdAt - 120)
  }

  private mutating func planAppointment(of deal: Int) {
    let care = world.deals[deal].care
    guard
      let visit = world.deals[deal].visits.firstIndex(where: { $0.stage == Stage.appointment })
    else { return }
    let from = world.deals[deal].visits[visit].enteredAt + 1200
    let end = world.end(ofVisit: visit, of: deal) ?? spec.endsAt - 4 * 3600
    // Half an hour of talk and task, and eleven minutes' distance from the next stage.
    guard from > spec.startsAt, end - from > 8 * 3600 else { return }
    let at = Workday.snapped(
      from + EpochSeconds(random.below(Int(end - from) / 2)), &random)
    guard at + 4 * 3600 < end else { return }
    switch care {
    case .bookedMeeting:
      addCall(of: deal, .reached, at: at)
      addMeeting(of: deal, at: at + EpochSeconds(random.between(900...9000)), isBooked: true)
    case .reachedWithoutMeeting: addCall(of: deal, .reached, at: at)
    case .attemptsOnly:
      for attempt in 0..<random.between(2...5) {
        let again = Workday.snapped(at + EpochSeconds(attempt) * 20_000, &random)
        if again + 900 < end { addCall(of: deal, .unanswered, at: again) }
      }
    case .taskWithoutCall: addMeeting(of: deal, at: at, isBooked: false)
    case .free, .neverCalled, .silent: break
    }
  }

  private mutating func addCall(
    of deal: Int, _ outcome: CallRequest.Outcome, at instant: EpochSeconds
  ) {
    let request = CallRequest(
      direction: .outbound, contact: world.deals[deal].contacts[0], deal: deal, outcome: outcome,
      manager: world.deals[deal].owner, isPurposeful: true)
    agenda.add(.call(request), at: instant)
  }

  /// `isBooked` says that a conversation came before. The first deal's meeting is always whole, the
  /// sixth's always cancelled, and other tasks may lack one of the four w's.
  private mutating func addMeeting(of deal: Int, at instant: EpochSeconds, isBooked: Bool) {
    let ahead = instant + EpochSeconds(random.between(1...6)) * secondsPerDay
    let startsAt = Workday.snapped(ahead, &random) / 900 * 900
    var task = MeetingOrTask(deal: deal, kind: "meeting", createdAt: instant)
    task.owner = world.deals[deal].owner
    task.contact = world.deals[deal].contacts[0]
    task.place = random.pick(Names.places)
    task.startsAt = startsAt
    task.dueAt = startsAt
    task.notes = random.pick(Names.notes)
    let isPurposeful = spec.hasPurposefulDeals && deal < 6
    switch isPurposeful ? (deal == 5 ? 1 : 9) : random.below(10) {
    case 0: strip(&task)
    case 1: task.cancelledAt = min(instant + 5400, startsAt - 600)
    default:
      let doneAt = startsAt + EpochSeconds(random.between(2400...7200))
      if doneAt < spec.endsAt - 4 * 3600 && world.isOpen(deal, at: doneAt) { task.doneAt = doneAt }
    }
    agenda.add(.judgeTask(world.tasks.count), at: instant)
    if let doneAt = task.doneAt { agenda.add(.closeTask(world.tasks.count), at: doneAt) }
    world.tasks.append(task)
  }

  /// Takes one of the four w's away.
  private mutating func strip(_ task: inout MeetingOrTask) {
    switch random.below(4) {
    case 0: task.place = nil
    case 1: task.contact = nil
    case 2: task.owner = nil
    default:
      task.startsAt = nil
      task.dueAt = nil
    }
  }

  private mutating func planOtherTasks(of deal: Int) {
    for visit in world.deals[deal].visits where visit.enteredAt > spec.startsAt {
      let kind: String
      switch visit.stage {
      case Stage.incoming: kind = "classify"
      case Stage.proposal: kind = "follow_up"
      case 1: kind = "call"
      default: continue
      }
      var task = MeetingOrTask(deal: deal, kind: kind, createdAt: visit.enteredAt + 5)
      task.owner = world.deals[deal].owner
      task.contact = world.deals[deal].contacts[0]
      task.dueAt = visit.enteredAt + (visit.stage == Stage.incoming ? 3600 : secondsPerDay)
      let doneAt = visit.enteredAt + EpochSeconds(random.between(600...90_000))
      if random.chance(0.7) && doneAt < spec.endsAt - 4 * 3600 { task.doneAt = doneAt }
      world.tasks.append(task)
    }
  }

  /// Has one open deal, and nothing that keeps people from talking about it.
  private func isFreelyCalled(_ contact: Int, at instant: EpochSeconds) -> Bool {
    let open = world.openDeals(of: [contact], at: instant)
    guard open.count == 1, let deal = open.first else { return false }
    return world.deals[deal].care == .free || world.deals[deal].care == .bookedMeeting
  }

  /// Night calls at the branch while its clocks are set back, when the period holds that night: in
  /// both hours of the same name, and one that lasts across the change.
  private mutating func planRepeatedHour() {
    guard exchanges[.branch] != nil else { return }
    let changeAt = Zone.europeanChange(year: spec.endDate.year, month: 10)
    guard changeAt - 7200 > spec.startsAt, changeAt + 7200 < spec.endsAt else { return }
    for (offset, outcome) in [
      (-3000, CallRequest.Outcome.reached), (-1500, .closed), (-300, .reached), (600, .closed),
      (1800, .reached), (3000, .reached),
    ] {
      let contact = world.contacts.indices.first {
        !world.contacts[$0].isQuiet && $0 % 7 == (offset + 3000) / 600 % 7
          && isFreelyCalled($0, at: changeAt)
      }
      let request = CallRequest(
        direction: .inbound, contact: contact ?? random.below(world.contacts.count),
        outcome: outcome, exchange: .branch, isFollowUp: true,
        note: offset == -300 ? "lasts across the change of clocks" : "in the repeated hour")
      agenda.add(.call(request), at: changeAt + EpochSeconds(offset))
    }
  }
}
