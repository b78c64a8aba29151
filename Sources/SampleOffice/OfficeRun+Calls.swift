/// From a wish to a call: who is on which line, and what it is about.
extension OfficeRun {
  /// - Returns: whether the call took place; it does not when somebody has no time for it, or when
  ///   it would stand so near to a change of stage that a second decides what it belongs to.
  @discardableResult
  mutating func place(_ request: CallRequest, at instant: EpochSeconds) throws(OfficeError) -> Bool
  {
    guard isFree(request, at: instant), let number = number(of: request, at: instant) else {
      return false
    }
    let owners = request.contact.map { world.contacts(of: number, owner: $0) } ?? []
    let wanted =
      request.company.map { companySubject($0, at: instant) }
      ?? subject(of: owners, request, at: instant)
    guard let subject = wanted else { return false }
    guard let outcome = outcome(of: request, subject, at: instant) else { return false }
    var plan = CallPlan(
      exchange: .hq, startedAt: instant, scenario: .outAnswered, direction: request.direction)
    plan.number = number
    plan.note = request.note
    plan.contact = request.contact
    plan.candidates = subject.candidates
    guard cast(&plan, request, subject, outcome) else { return false }
    resolve(&plan, request, subject, owners)
    write(number, &plan)
    guard try finish(&plan) else { return false }
    occupy(plan)
    followUp(plan, request)
    return true
  }

  private func isFree(_ request: CallRequest, at instant: EpochSeconds) -> Bool {
    // Nobody can speak with two of us at once on one line.
    if spec.intricate, let number = request.number, lineFreeAt[number, default: 0] >= instant {
      return false
    }
    guard let contact = request.contact else { return true }
    if world.contacts[contact].isQuiet && !request.isPurposeful { return false }
    return contactFreeAt[contact] < instant
  }

  private mutating func number(
    of request: CallRequest, at instant: EpochSeconds
  ) -> NumberDigits? {
    guard let contact = request.contact else { return request.number }
    let phones = world.contacts[contact].phones
    if let number = request.number {
      let isForeign = !phones.contains { $0.number == number }
      return isForeign || phones.contains { $0.number == number && $0.isHeld(at: instant) }
        ? number : nil
    }
    guard let first = phones.first else { return nil }
    if request.isPurposeful || random.chance(0.75) { return first.number }
    return random.pick(phones.filter { $0.isHeld(at: instant) }).number
  }

  // MARK: What it is about

  /// What a call could be about.
  struct Subject {
    /// Deals that are open while the call begins.
    var candidates: [Int] = []
    /// The deal that the call brings; only when none is open.
    var coming: Int?
  }

  /// nil when the call would be too near to a change to be certain.
  private func subject(of owners: [Int], _ request: CallRequest, at instant: EpochSeconds)
    -> Subject?
  {
    guard !owners.isEmpty else { return Subject() }
    let open = world.openDeals(of: owners, at: instant)
    let soon = world.dealsCreated(of: owners, after: instant, upTo: instant + 2400)
    for owner in owners {
      for deal in world.contacts[owner].deals
      where isNearChange(deal, at: instant, isComing: soon.contains(deal)) { return nil }
    }
    if !open.isEmpty { return Subject(candidates: open) }
    guard let coming = soon.first else { return Subject() }
    guard soon.count == 1, world.deals[coming].createdAt <= instant + 29 * 60 else { return nil }
    return Subject(coming: coming)
  }

  /// A stage begins within eleven minutes, or began a moment ago.
  func isNearChange(_ deal: Int, at instant: EpochSeconds, isComing: Bool) -> Bool {
    let deal = deals(deal)
    let near = instant - 15...instant + 660
    if let closedAt = deal.closedAt, near.contains(closedAt) { return true }
    return deal.visits.enumerated().contains { position, visit in
      near.contains(visit.enteredAt) && !(isComing && position == 0)
    }
  }

  private func deals(_ index: Int) -> World.Deal { world.deals[index] }

  /// Settles the outcome; nil when one of the deals is not to be called about now.
  private mutating func outcome(
    of request: CallRequest, _ subject: Subject, at instant: EpochSeconds
  ) -> CallRequest.Outcome? {
    var onlyAttempts = false
    for deal in subject.candidates + (subject.coming.map { [$0] } ?? []) {
      let visit = world.visit(of: deal, at: instant) ?? 0
      let isAppointment = world.deals[deal].visits[visit].stage == Stage.appointment
      switch world.deals[deal].care {
      case .silent: onlyAttempts = true
      case .attemptsOnly where isAppointment: onlyAttempts = true
      case .neverCalled where isAppointment: return nil
      case .taskWithoutCall where isAppointment: onlyAttempts = true
      default: break
      }
    }
    if onlyAttempts {
      let isAttempt = request.direction == .outbound && !request.outcome.talks
      return isAttempt ? .unanswered : nil
    }
    if request.outcome != .any { return request.outcome }
    if request.direction == .outbound {
      return random.pick(weighted: [
        (.reached, 38), (.brief, 8), (.momentary, 9), (.unanswered, 45),
      ])
    }
    return random.pick(weighted: [
      (.reached, 55), (.brief, 9), (.momentary, 6), (.unanswered, 28),
      (.shortAbandon, spec.awkward ? 2 : 0),
    ])
  }

  /// Decides which deal it is about, and by which rule the data say so. A manager who calls a
  /// client, or is called by him, speaks about his own deal when he has one.
  private mutating func resolve(
    _ plan: inout CallPlan, _ request: CallRequest, _ subject: Subject, _ owners: [Int]
  ) {
    plan.isContactCertain = owners.count <= 1
    plan.isPersonCertain = !owners.contains { world.contacts[$0].isEntangled }
    let candidates = subject.candidates
    let wished = request.deal.flatMap { candidates.contains($0) ? $0 : nil }
    let speakers = TruthBook.speakers(of: plan)
    let own = candidates.filter { speakers.contains(world.deals[$0].owner(at: plan.startedAt)) }
    switch candidates.count {
    case 0: resolveWithoutDeal(&plan, request, subject)
    case _ where plan.hasHint: (plan.deal, plan.method) = (wished, .crmHint)
    case 1:
      (plan.deal, plan.method) = (candidates[0], .onlyOpenDeal)
      // A switchboard's number needs a second signal.
      plan.isAmbiguous = owners.count >= 3 && own.isEmpty
    case _ where own.count == 1: (plan.deal, plan.method) = (own[0], .managerExtension)
    default:
      let pool = own.isEmpty ? candidates : own
      let deal = wished.flatMap { pool.contains($0) ? $0 : nil } ?? random.pick(pool)
      (plan.deal, plan.method, plan.isAmbiguous) = (deal, .latestActivity, true)
    }
    guard let deal = plan.deal else { return }
    plan.visit = world.visit(of: deal, at: plan.startedAt) ?? 0
    let people = world.deals[deal].contacts
    if let contact = plan.contact, !people.contains(contact) {
      plan.contact = people.first { owners.contains($0) }
    }
  }

  private func resolveWithoutDeal(
    _ plan: inout CallPlan, _ request: CallRequest, _ subject: Subject
  ) {
    if let coming = subject.coming {
      (plan.deal, plan.method) = (coming, .dealFollowsCall)
    } else if request.contact != nil || request.company != nil {
      plan.method = .contactOnly
    } else {
      plan.method = request.direction == .inbound ? .intake : .unmatched
    }
  }

  // MARK: What comes after

  private mutating func occupy(_ plan: CallPlan) {
    if let number = plan.number {
      let talk = plan.ring + plan.talk + plan.secondTalk
      if spec.intricate { lineFreeAt[number] = plan.startedAt + EpochSeconds(talk + 60) }
    }
    guard let contact = plan.contact else { return }
    let seconds =
      plan.scenario == .inShortAbandon ? 700 : plan.ring + plan.talk + plan.secondTalk + 60
    contactFreeAt[contact] = max(contactFreeAt[contact], plan.startedAt + EpochSeconds(seconds))
  }

  /// What becomes of a missed call: nothing, a call-back soon or late, to this number or another
  /// of the client's, or the client tries again.
  private mutating func followUp(_ plan: CallPlan, _ request: CallRequest) {
    guard plan.direction == .inbound, !plan.scenario.isAnswered, !request.isFollowUp,
      plan.scenario != .inShortAbandon, let number = plan.number
    else { return }
    let endedAt = plan.startedAt + EpochSeconds(plan.ring + 40)
    var next = CallRequest(
      direction: .outbound, contact: request.contact, number: number, deal: plan.deal,
      outcome: random.pick(weighted: [(.reached, 70), (.brief, 20), (.momentary, 10)]),
      isFollowUp: true)
    if let contact = request.contact, random.chance(0.35) {
      next.number = random.pick(world.contacts[contact].phones).number
      next.note = next.number == number ? "" : "called back on another number"
    }
    next.company = request.company
    switch random.below(request.contact == nil ? 130 : 100) {
    case ..<35:
      let at = Workday.snapped(endedAt + EpochSeconds(random.between(500...1050)), &random)
      if random.chance(0.3) { attemptFirst(next, at: at - 400) }
      agenda.add(.call(next), at: at)
    case 35..<53:
      let later = endedAt + EpochSeconds(random.between(3000...72_000))
      agenda.add(.call(next), at: Workday.snapped(later, &random))
    case 53..<75:
      next.direction = .inbound
      next.number = number
      next.note = ""
      let later = endedAt + EpochSeconds(random.between(240...3600))
      agenda.add(.call(next), at: Workday.snapped(later, &random))
    default: break
    }
  }

  private mutating func attemptFirst(_ request: CallRequest, at instant: EpochSeconds) {
    guard instant > 0 else { return }
    var attempt = request
    attempt.outcome = .unanswered
    attempt.note = "attempt to call back"
    agenda.add(.call(attempt), at: instant)
  }
}
