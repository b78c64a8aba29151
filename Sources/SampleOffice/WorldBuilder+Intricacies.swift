/// What changes in the course of time, and what is nobody's alone.
extension WorldBuilder {
  mutating func complicate() {
    changeOwners()
    handNumbersOver()
    giveCompaniesNumbers()
  }

  /// A third of the deals are taken over by another manager in the middle of their time.
  private mutating func changeOwners() {
    let shown = spec.hasPurposefulDeals ? 12 : 0
    for index in world.deals.indices.dropFirst(shown) {
      let deal = world.deals[index]
      let span = Int((deal.closedAt ?? nowAt) - deal.createdAt)
      guard spec.managers > 1, span > 8 * 3600, random.chance(0.35) else { continue }
      let at = deal.createdAt + EpochSeconds(random.between(span / 4...span * 3 / 4))
      let owner = (deal.owner + 1 + random.below(spec.managers - 1)) % spec.managers
      world.deals[index].succession = World.Succession(owner: owner, at: at)
    }
  }

  /// Every eighth contact gives up a number, which another one gets in the same second.
  private mutating func handNumbersOver() {
    for index in stride(from: 0, to: spec.contacts - 3, by: 8) {
      let other = index + 3
      guard !world.contacts[index].isQuiet, !world.contacts[other].isQuiet else { continue }
      let seconds = spec.days * 86_400
      let at = spec.startsAt + EpochSeconds(random.between(seconds / 4...seconds * 3 / 4))
      var phone = phone(numbers.mobile(), "for a time")
      phone.until = at
      world.contacts[index].phones.append(phone)
      (phone.since, phone.until) = (at, nil)
      world.contacts[other].phones.append(phone)
      entangle([index, other])
    }
  }

  private mutating func giveCompaniesNumbers() {
    for company in stride(from: 0, to: world.companyCount, by: 4) {
      world.companyNumbers.append((company, phone(numbers.landline(), "company")))
      world.companyDeals[company] = []
    }
    for (index, deal) in world.deals.enumerated() {
      guard let company = deal.contacts.first.flatMap({ world.contacts[$0].company }),
        world.companyDeals[company] != nil
      else { continue }
      world.companyDeals[company, default: []].append(index)
    }
  }
}
