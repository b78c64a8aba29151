/// The way of a deal through the funnel, and deals that are made to show something.
extension WorldBuilder {
  /// Shortest and longest stay in each stage, in hours of wall time.
  private static let stays: [ClosedRange<Int>] = [
    1...30, 2...72, 24...220, 24...220, 24...260, 48...400, 12...120, 24...160, 120...700, 24...120,
  ]
  /// Deals in a thousand that are lost when they leave each stage.
  private static let losses = [150, 140, 160, 100, 140, 110, 40, 50, 10, 10]

  /// In the stage `rest` the deal stays for good; nil lets it go its way, along `path` at first.
  mutating func journey(
    from createdAt: EpochSeconds, rest: Int? = nil, path: [Int]? = nil
  ) -> World.Deal {
    var deal = World.Deal(
      contacts: [], owner: 0, createdAt: createdAt,
      visits: [World.Visit(stage: Stage.incoming, enteredAt: createdAt)],
      amount: random.between(30...2500) * 1000)
    var route = path ?? []
    while let last = deal.visits.last, last.stage < Stage.paid, last.stage != rest {
      let leavesAt = leaving(last)
      guard leavesAt < nowAt - 1800 else { break }
      let isForced = path != nil || rest != nil
      let isLost = !isForced && random.below(1000) < Self.losses[last.stage] * spec.losses / 100
      let stage =
        isLost
        ? Stage.lost : route.isEmpty ? next(after: last.stage, isForced) : route.removeFirst()
      deal.visits.append(World.Visit(stage: stage, enteredAt: leavesAt))
      if stage >= Stage.paid {
        deal.closedAt = leavesAt
        deal.isWon = stage == Stage.paid
        break
      }
    }
    return deal
  }

  private mutating func leaving(_ visit: World.Visit) -> EpochSeconds {
    // Somebody clicks through a stage without working in it.
    if spec.awkward && visit.stage > 0 && random.chance(0.03) {
      return visit.enteredAt + EpochSeconds(random.between(5...40))
    }
    let stay = Self.stays[visit.stage]
    let seconds = random.between(stay.lowerBound * 3600...stay.upperBound * 3600)
    return Workday.snapped(visit.enteredAt + EpochSeconds(seconds), &random)
  }

  private mutating func next(after stage: Int, _ isForced: Bool) -> Int {
    if isForced { return stage + 1 }
    switch stage {
    case Stage.incoming where random.chance(0.08): return Stage.proposal
    case Stage.appointment where random.chance(0.06): return Stage.proposal
    case Stage.proposal where random.chance(0.05): return Stage.meeting
    case 5 where random.chance(0.04): return Stage.proposal
    default: return stage + 1
    }
  }

  /// Twelve deals whose numbers the sample's README names.
  mutating func addPurposefulDeals() {
    let cares: [World.Care] = [
      .bookedMeeting, .neverCalled, .attemptsOnly, .reachedWithoutMeeting, .taskWithoutCall,
      .bookedMeeting,
    ]
    for care in cares {
      add(purposeful(care, journey(from: recent(days: 18), rest: Stage.appointment)))
    }
    addClientWithThreeDeals()
    add(purposeful(.free, journey(from: recent(days: 30), path: [4, 5, 6, 7])))
    add(purposeful(.free, journey(from: recent(days: 60), path: [1, 2, 3, 4, 3, 4, 5])))
    var lost = journey(from: recent(days: 40), path: [1, 2, Stage.lost])
    lost.isWon = false
    add(purposeful(.silent, lost))
  }

  private mutating func purposeful(_ care: World.Care, _ journey: World.Deal) -> World.Deal {
    var deal = journey
    deal.contacts = [solitaryContact()]
    deal.owner = random.below(spec.managers)
    deal.care = care
    if care != .free { world.contacts[deal.contacts[0]].isQuiet = true }
    return deal
  }

  /// Three deals at a time: one of the first manager's, two of the second's.
  private mutating func addClientWithThreeDeals() {
    let contact = solitaryContact()
    for owner in [0, 1, 1] {
      var deal = journey(from: recent(days: 50), rest: Stage.proposal)
      deal.contacts = [contact]
      deal.owner = owner % spec.managers
      add(deal)
    }
    used.removeAll { $0 == contact }
  }

  /// About that many days before the end, or nearer when the period is shorter.
  private mutating func recent(days: Int) -> EpochSeconds {
    let back = min(days, spec.days * 4 / 5)
    let seconds = EpochSeconds(back) * secondsPerDay - EpochSeconds(random.below(80_000))
    return min(Workday.snapped(nowAt - seconds, &random), nowAt - 1800)
  }
}
