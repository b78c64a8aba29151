/// Lives through the period day by day: things that are to happen lie in the agenda, each day adds
/// chance ones, and every call goes straight into the files and the truth.
struct OfficeRun<Sink: OfficeSink> {
  let spec: OfficeSpec
  let staff: Staff
  let exchanges: [ExchangeID: Exchange]
  var world: World
  var random: SplitMix64
  var agenda = Agenda<Errand>()
  var asterisks: [ExchangeID: AsteriskDesk] = [:]
  var freeSwitch: FreeSwitchDesk?
  var files: CDRFiles
  var truth: TruthBook
  /// Calls whose channels have no names yet.
  var unwritten = Agenda<
    (plan: CallPlan, rendering: TruthBook.Rendering, debt: String)
  >()
  var debts: [NumberDigits: EpochSeconds] = [:]
  /// Conversations of each deal, those that might be its own among them.
  var conversations: [Int: [Conversation]] = [:]
  /// Until when each contact has a telephone at his ear.
  var contactFreeAt: [EpochSeconds]
  /// Until when each number has a telephone at its ear, where it is no contact's alone.
  var lineFreeAt: [NumberDigits: EpochSeconds] = [:]
  var strangers: [NumberDigits] = []
  var strangerNumbers = NumberPlan()
  var callCount = 0
  private var chances = 0
  var sink: Sink

  struct Conversation {
    var at: EpochSeconds
    var visit: Int
    var isCertain: Bool
  }

  /// Something that is to happen.
  enum Errand {
    case call(CallRequest)
    case dealCall, afterHours, contactCall, strangerIn, strangerOut, internalCall, ownNumber
    case anonymous
    case companyCall, ownMobile
    case judgeTask(Int)
    case closeTask(Int)
    case restart(ExchangeID)
  }

  init(spec: OfficeSpec, sink: Sink) {
    self.spec = spec
    self.sink = sink
    let staff = Staff(spec: spec)
    self.staff = staff
    var builder = WorldBuilder(spec: spec)
    world = builder.build()
    random = SplitMix64(seed: spec.seed)
    let ids: [ExchangeID] = spec.hasBranches ? ExchangeID.allCases : [.hq]
    exchanges = Dictionary(uniqueKeysWithValues: ids.map { ($0, Exchange($0, staff: staff)) })
    files = CDRFiles(spec: spec)
    truth = TruthBook(isWritten: spec.hasTruth)
    contactFreeAt = Array(repeating: 0, count: world.contacts.count)
    strangerNumbers = NumberPlan.forStrangers()
    for (id, exchange) in exchanges {
      if id == .warehouse {
        freeSwitch = FreeSwitchDesk(exchange: exchange, staff: staff, seed: spec.seed &+ 77)
      } else {
        let seed = spec.seed &+ (id == .hq ? 101 : 202)
        asterisks[id] = AsteriskDesk(exchange: exchange, staff: staff, seed: seed)
      }
    }
  }

  mutating func run() throws(OfficeError) {
    try truth.open(into: &sink)
    planAhead()
    var active: [Int] = []
    for day in 0..<spec.days {
      let midnight = spec.startsAt + EpochSeconds(day) * secondsPerDay
      active = dealsAlive(from: midnight)
      fill(day: midnight)
      if spec.intricate { fillIntricately(day: midnight) }
      try live(until: midnight + secondsPerDay, active)
    }
    try pad(active)
    try settle(before: .max)
    try files.tear(into: &sink)
    try CRMExport(spec: spec, staff: staff, world: world).write(into: &sink)
    try writeConfiguration()
    try writeCounts()
    try truth.writeGates(of: world, into: &sink)
    try sink.close()
  }

  /// Errands of an intricate office, beside the others.
  private mutating func fillIntricately(day midnight: EpochSeconds) {
    let share = max(1, spec.calls / spec.days / 12)
    for _ in 0..<(Workday.isWeekend(midnight) ? 0 : share) {
      let errand = random.chance(0.8) ? Errand.companyCall : .ownMobile
      agenda.add(errand, at: midnight + EpochSeconds(random.between(9 * 3600 + 300...18 * 3600)))
    }
  }

  private mutating func live(until limit: EpochSeconds, _ active: [Int]) throws(OfficeError) {
    while let (at, errand) = agenda.next(before: limit) {
      try settle(before: at)
      try perform(errand, at: at, active)
    }
  }

  private func dealsAlive(from midnight: EpochSeconds) -> [Int] {
    world.deals.indices.filter {
      world.deals[$0].createdAt < midnight + secondsPerDay
        && (world.deals[$0].closedAt ?? .max) > midnight
    }
  }

  /// Chance things of one day, so many that the period comes out at the calls asked for.
  private mutating func fill(day midnight: EpochSeconds) {
    var weights = 0.0
    for day in stride(from: midnight, to: spec.endsAt, by: Int(secondsPerDay)) {
      weights += Workday.weight(day)
    }
    let share = Workday.weight(midnight) / max(weights, 0.01)
    let quota = Int(Double(max(0, callsLeft)) * share * chanceShare + 0.5)
    chances += quota
    let isWeekend = Workday.isWeekend(midnight)
    for _ in 0..<quota {
      let errand = chanceErrand(isWeekend: isWeekend)
      let hours =
        if case .afterHours = errand { 19 * 3600 + 1800...22 * 3600 } else if isWeekend {
          10 * 3600...16 * 3600
        } else { 9 * 3600 + 300...18 * 3600 + 3000 }
      agenda.add(errand, at: midnight + EpochSeconds(random.between(hours)))
    }
  }

  /// Chance errands for each call so far; the other calls come of plans and of missed calls.
  private var chanceShare: Double {
    callCount > 200 ? min(1.2, Double(chances) / Double(callCount)) : 1
  }

  private var callsLeft: Int {
    guard let records = spec.records, callCount > 200 else { return spec.calls - callCount }
    let written = files.records(of: .hq)
    return (records - written) * callCount / max(1, written)
  }

  private mutating func chanceErrand(isWeekend: Bool) -> Errand {
    let isAwkward = spec.awkward
    return random.pick(weighted: [
      (.dealCall, isWeekend ? 15 : 48), (.contactCall, 12), (.strangerIn, 11),
      (.strangerOut, isWeekend ? 0 : 9), (.internalCall, isWeekend ? 2 : 10),
      (.ownNumber, isAwkward ? 1 : 0), (.anonymous, isAwkward ? 2 : 0), (.afterHours, 4),
    ])
  }

  /// Fills up with calls of one record until the head office has as many as were asked for.
  private mutating func pad(_ active: [Int]) throws(OfficeError) {
    guard let records = spec.records else { return }
    var at = spec.endsAt - 5 * 3600
    while files.records(of: .hq) < records {
      try perform(.strangerOut, at: at, active)
      at = min(at + 1, spec.endsAt - 1)
    }
  }
}
