/// Makes the office's clients and deals from the seed.
struct WorldBuilder {
  let spec: OfficeSpec
  var random: SplitMix64
  var world = World()
  var numbers = NumberPlan()
  /// Contacts in the order in which they get deals.
  private var queue: [Int] = []
  var used: [Int] = []

  init(spec: OfficeSpec) {
    self.spec = spec
    random = SplitMix64(seed: spec.seed &* 3 &+ 11)
  }

  /// Evening of the last day: nothing is known of what comes after.
  var nowAt: EpochSeconds { spec.endsAt - 4 * 3600 }

  mutating func build() -> World {
    for index in 0..<spec.contacts { world.contacts.append(contact(index)) }
    world.companyCount = (spec.contacts + 4) / 5
    if spec.awkward { shareNumbers() }
    queue = Array(0..<spec.contacts)
    for index in stride(from: queue.count - 1, to: 0, by: -1) {
      queue.swapAt(index, random.below(index + 1))
    }
    if spec.hasPurposefulDeals { addPurposefulDeals() }
    while world.deals.count < spec.deals { addOrdinaryDeal() }
    if spec.intricate { complicate() }
    return world
  }

  private mutating func contact(_ index: Int) -> World.Contact {
    let isForeign = spec.awkward && spec.hasBranches
    let isGerman = isForeign && index % 17 == 7
    let isBelarusian = isForeign && index % 71 == 9
    let first = isGerman ? numbers.german() : isBelarusian ? numbers.belarusian() : numbers.mobile()
    var phones = [phone(first, "mobile")]
    if random.chance(0.3) { phones.append(phone(numbers.mobile(), "mobile 2")) }
    if random.chance(0.12) { phones.append(phone(numbers.landline(), "work")) }
    return World.Contact(
      name: isGerman ? random.pick(Names.germans) : Names.person(index * 3 + 1),
      company: index % 5 == 4 ? nil : index / 5, phones: phones)
  }

  mutating func phone(_ number: NumberDigits, _ label: String) -> World.Phone {
    let spellings: [Spelling] = spec.awkward ? Spelling.allCases : [.international, .bracketed]
    return World.Phone(number: number, spelling: random.pick(spellings), label: label)
  }

  /// A switchboard number for every fifteenth company, and now and then one number that belongs to
  /// people of two companies.
  private mutating func shareNumbers() {
    for company in stride(from: 1, to: spec.contacts / 5, by: 15) {
      let group = (company * 5..<company * 5 + 4).filter { $0 < spec.contacts }
      share(numbers.landline(), among: group, label: "switchboard")
    }
    for index in stride(from: 3, to: spec.contacts - 2, by: 60) {
      let number = world.contacts[index].phones[0].number
      world.contacts[index + 2].phones.append(phone(number, "partner"))
      entangle([index, index + 2])
      world.sharedNumbers[number] = [index, index + 2]
    }
  }

  private mutating func share(_ number: NumberDigits, among group: [Int], label: String) {
    guard group.count > 1 else { return }
    for index in group { world.contacts[index].phones.append(phone(number, label)) }
    world.sharedNumbers[number] = group
    entangle(group)
  }

  mutating func entangle(_ group: [Int]) {
    for index in group { world.contacts[index].isEntangled = true }
  }

  // MARK: Deals

  private mutating func addOrdinaryDeal() {
    let lead = EpochSeconds(min(20, spec.days / 3)) * secondsPerDay
    let earliest = spec.startsAt - lead
    let span = Int(nowAt - 3600 - earliest)
    let createdAt = min(
      Workday.snapped(earliest + EpochSeconds(random.below(span)), &random), nowAt - 1800)
    var deal = journey(from: createdAt)
    deal.contacts = contactsOfNextDeal()
    deal.owner = random.below(spec.managers)
    deal.care = care(of: deal)
    add(deal)
  }

  mutating func add(_ deal: World.Deal) {
    for contact in deal.contacts { world.contacts[contact].deals.append(world.deals.count) }
    if deal.contacts.count > 1 { entangle(deal.contacts) }
    used += deal.contacts
    world.deals.append(deal)
  }

  private mutating func contactsOfNextDeal() -> [Int] {
    if used.count > 4 && (queue.isEmpty || random.chance(0.15)) {
      let recent = Array(used.suffix(24)).filter { !world.contacts[$0].isQuiet }
      if !recent.isEmpty { return [random.pick(recent)] }
    }
    guard let first = queue.popLast() else {
      let anybody = random.below(spec.contacts)
      // With purposeful deals there are contacts enough to find another one.
      return [world.contacts[anybody].isQuiet ? (anybody + 12) % spec.contacts : anybody]
    }
    let colleague = first + 1
    let areColleagues =
      colleague < spec.contacts && world.contacts[first].company != nil
      && world.contacts[first].company == world.contacts[colleague].company
      && !world.contacts[colleague].isQuiet
    return spec.awkward && areColleagues && random.chance(0.08) ? [first, colleague] : [first]
  }

  /// A contact for a deal with a purpose: no shared number, no other deal.
  mutating func solitaryContact() -> Int {
    let index = queue.lastIndex { !world.contacts[$0].isEntangled } ?? queue.count - 1
    return queue.remove(at: index)
  }

  private mutating func care(of deal: World.Deal) -> World.Care {
    if deal.closedAt != nil && !deal.isWon && random.chance(0.12) { return .silent }
    guard deal.visits.contains(where: { $0.stage == Stage.appointment }) else { return .free }
    return random.pick(weighted: [
      (.free, 15), (.bookedMeeting, 40), (.reachedWithoutMeeting, 15), (.attemptsOnly, 12),
      (.neverCalled, 12), (.taskWithoutCall, 6),
    ])
  }
}
