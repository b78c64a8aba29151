/// How large an office to make, and from which seed. The same spec gives the same bytes.
package struct OfficeSpec: Sendable, Hashable {
  /// Columns of the head office's Asterisk `Master.csv`.
  package enum Layout: String, Sendable, CaseIterable {
    /// 18 columns: `loguniqueid` and `loguserfield`, no linked id.
    case plain
    /// 21 columns: with `newcdrcolumns` also peeraccount, linkedid and sequence.
    case linked
  }

  package var seed: UInt64
  package var managers: Int
  package var contacts: Int
  package var deals: Int
  /// Calls to aim at; what is made differs by a few in a hundred.
  package var calls: Int
  /// Exact number of records of the head office; nil lets the calls decide.
  package var records: Int?
  /// Records of each file of the head office, `Master-01.csv` and on; nil: all in `Master.csv`.
  package var recordsPerFile: Int?
  /// Whether `truth/` gets the calls and the evidence, or only the counts.
  package var hasTruth: Bool
  package var days: Int
  /// Last day of the period, in Moscow.
  package var endDate: CivilDate
  /// Odd spellings, shared numbers, damaged and doubled lines, and deals made for a purpose.
  package var awkward: Bool
  /// Three exchanges; false leaves the head office alone.
  package var hasBranches: Bool
  package var layout: Layout
  /// How many deals are lost, in per cent of the ordinary share: more losses, fewer stage periods.
  package var losses: Int
  /// Owners that change, numbers that change hands, companies' own numbers, calls that are
  /// forwarded to managers' mobiles, and calls that two exchanges log.
  package var intricate: Bool

  package init(
    seed: UInt64 = 1, managers: Int = 6, contacts: Int = 300, deals: Int = 200,
    calls: Int = 5000, records: Int? = nil, days: Int = 90,
    endDate: CivilDate = CivilDate(year: 2026, month: 11, day: 20), awkward: Bool = true,
    hasBranches: Bool = true, layout: Layout = .plain, losses: Int = 100,
    intricate: Bool = false, recordsPerFile: Int? = nil, hasTruth: Bool = true
  ) {
    self.seed = seed
    self.managers = max(1, managers)
    self.contacts = max(1, contacts)
    self.deals = max(0, deals)
    self.calls = max(0, calls)
    self.records = records
    self.days = max(1, days)
    self.endDate = endDate
    self.awkward = awkward
    self.hasBranches = hasBranches
    self.layout = layout
    self.losses = losses
    self.intricate = intricate
    self.recordsPerFile = recordsPerFile.map { max(1, $0) }
    self.hasTruth = hasTruth
  }

  /// A property test's office: two managers, ten days, some dozens of calls.
  package static func tiny(seed: UInt64, intricate: Bool = false) -> OfficeSpec {
    OfficeSpec(
      seed: seed, managers: 2, contacts: 8, deals: 6, calls: 60, days: 10, intricate: intricate)
  }

  /// The committed sample.
  package static func sample(seed: UInt64 = 1) -> OfficeSpec { OfficeSpec(seed: seed) }

  /// A million records of one exchange, for benchmarks.
  package static func bench(seed: UInt64 = 1) -> OfficeSpec {
    OfficeSpec(
      seed: seed, managers: 40, contacts: 200_000, deals: 100_000, calls: 600_000,
      records: 1_000_000, days: 180, awkward: false, hasBranches: false,
      losses: 272)
  }

  /// Ten years of the benchmark's office in files of a million records, to see what a large database
  /// costs: as many contacts and deals, as many records a day, so that every file is alike.
  package static func growth(seed: UInt64 = 1) -> OfficeSpec {
    OfficeSpec(
      seed: seed, managers: 40, contacts: 200_000, deals: 100_000, calls: 12_600_000,
      records: 21_000_000, days: 3780, awkward: false, hasBranches: false, losses: 272,
      recordsPerFile: 1_000_000, hasTruth: false)
  }

  /// A million calls of three exchanges with all that is awkward and intricate, to hold links
  /// against their truth.
  package static func million(seed: UInt64 = 1) -> OfficeSpec {
    OfficeSpec(
      seed: seed, managers: 40, contacts: 120_000, deals: 80_000, calls: 1_000_000, days: 365,
      intricate: true)
  }

  /// Deals made to show something need room among the ordinary ones.
  var hasPurposefulDeals: Bool { awkward && deals >= 12 && contacts >= 30 }

  /// Midnight in Moscow with which the period begins.
  var startsAt: EpochSeconds { endsAt - EpochSeconds(days) * secondsPerDay }

  /// Midnight in Moscow after the last day.
  var endsAt: EpochSeconds {
    EpochSeconds(endDate.daysSinceEpoch + 1) * secondsPerDay - 3 * 3600
  }
}
