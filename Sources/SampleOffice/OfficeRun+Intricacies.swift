/// What only an intricate office has.
extension OfficeRun {
  /// A call with a company's own number, on which anybody may speak.
  mutating func placeCompanyCall(at instant: EpochSeconds) throws(OfficeError) {
    guard !world.companyNumbers.isEmpty else { return }
    let chosen = random.pick(world.companyNumbers)
    var request = CallRequest(
      direction: random.chance(0.5) ? .outbound : .inbound, number: chosen.phone.number)
    request.company = chosen.company
    try place(request, at: instant)
  }

  /// Deals that a company's number leads to; nil when one of them is made to show something.
  func companySubject(_ company: Int, at instant: EpochSeconds) -> Subject? {
    let deals = world.companyDeals[company] ?? []
    let soon = deals.filter {
      (instant + 1...instant + 2400).contains(world.deals[$0].createdAt)
    }
    for deal in deals {
      let isQuiet = world.deals[deal].contacts.contains { world.contacts[$0].isQuiet }
      let isComing = soon.contains(deal)
      if isQuiet || isNearChange(deal, at: instant, isComing: isComing) { return nil }
    }
    let open = deals.filter { world.isOpen($0, at: instant) }
    guard open.isEmpty, let coming = soon.first else { return Subject(candidates: open) }
    let isClear = soon.count == 1 && world.deals[coming].createdAt <= instant + 29 * 60
    return isClear ? Subject(coming: coming) : nil
  }

  /// One of us calls a manager's mobile.
  mutating func placeOwnMobile(at instant: EpochSeconds) throws(OfficeError) {
    guard let exchange = exchanges[.hq] else { return }
    var plan = CallPlan(
      exchange: .hq, startedAt: instant, scenario: .toOwnMobile, direction: .internal)
    let manager = random.below(staff.count)
    plan.number = Staff.mobile(of: manager)
    plan.written = "8" + String(Staff.mobile(of: manager)).dropFirst()
    plan.telephones = [random.pick(exchange.telephones)]
    plan.managers = [manager]
    plan.ring = random.between(3...12)
    plan.talk = random.between(36...200)
    try finish(&plan)
  }

  /// Now and then the branch logs a direct call of the head office too, a second or two later.
  mutating func relay(_ plan: CallPlan) throws(OfficeError) {
    guard spec.intricate, plan.scenario == .inDirect, plan.exchange == .hq, plan.number != nil,
      plan.managers.first != nil, exchanges[.branch] != nil, random.chance(0.15)
    else { return }
    var twin = CallPlan(
      exchange: .branch, startedAt: plan.startedAt + EpochSeconds(random.below(3)),
      scenario: .inRelayed, direction: .inbound)
    twin.number = plan.number
    if let number = plan.number { write(number, &twin) }
    twin.telephones = plan.telephones
    twin.managers = [nil]
    twin.ring = plan.ring
    twin.talk = plan.talk
    twin.note = "twin of t\(plan.id)"
    twin.id = callCount + 1
    guard let rendering = render(twin) else { return }
    callCount += 1
    unwritten.add((twin, rendering, ""), at: max(rendering.isNamedAfter, twin.startedAt))
  }
}
