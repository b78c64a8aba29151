import Foundation
import Ingest
import SampleOffice
import Store
import Testing

/// Two hundred random offices, each taken in the straight order and in a random one.
///
/// A failure names the office's seed; `TOLLGATE_SHUFFLE_SEED=17` plays that one alone, and
/// `TOLLGATE_SHUFFLE_OFFICES=2000` plays more of them.
@Suite("The order in which a random office's facts arrive")
struct OfficeShuffleTests {
  private static let lanes = 4

  private static func seeds(of lane: Int) -> [UInt64] {
    let environment = ProcessInfo.processInfo.environment
    if let seed = environment["TOLLGATE_SHUFFLE_SEED"].flatMap({ UInt64($0) }) {
      return lane == 0 ? [seed] : []
    }
    let count = environment["TOLLGATE_SHUFFLE_OFFICES"].flatMap { Int($0) } ?? 200
    return stride(from: lane + 1, through: count, by: lanes).map { UInt64($0) }
  }

  @Test("makes no difference to calls, links and live evidence", arguments: 0..<lanes)
  func shuffle(lane: Int) async throws {
    let seeds = Self.seeds(of: lane)
    guard !seeds.isEmpty else { return }
    // Two databases are emptied and filled again: a new one costs more than an office.
    let straight = try await Switchboard.make()
    let shuffled = try await Switchboard.make()
    for seed in seeds {
      let office = try ShuffledOffice(.tiny(seed: seed))
      var dice = Dice(seed: seed)
      try await take(office.straight, of: office, straight)
      try await take(office.shuffled(by: &dice), of: office, shuffled)
      let expected = try OfficeFacts(straight)
      let differences = try OfficeFacts(shuffled).differences(from: expected)
      #expect(expected.calls.count > 20, "seed \(seed)")
      #expect(differences == [], "seed \(seed): TOLLGATE_SHUFFLE_SEED=\(seed) plays it again")
      for board in [straight, shuffled] {
        #expect(try await board.store.faults().json == [], "seed \(seed)")
      }
    }
    print("offices shuffled, lane \(lane): seeds \(seeds.first ?? 0) to \(seeds.last ?? 0), \(seeds.count) of them")
  }

  private static let formats = [
    "hq": "asterisk-csv", "branch": "asterisk-custom", "warehouse": "freeswitch-csv",
  ]

  private func take(
    _ arrivals: [ShuffledOffice.Arrival], of office: ShuffledOffice, _ board: Switchboard
  ) async throws {
    try board.empty()
    let profiles = OfficeSite.profiles(of: office.configuration)
    var options = IngestOptions.withoutWaiting
    options.badShare = 1
    for (index, arrival) in arrivals.enumerated() {
      switch arrival {
      case .rows(let files):
        let folder = board.spool.path("crm\(index)")
        try FileManager.default.createDirectory(
          atPath: folder, withIntermediateDirectories: true)
        for (name, bytes) in files {
          try Data(bytes).write(to: URL(fileURLWithPath: folder + "/" + name))
        }
        try await OfficeSite.importCRM(folder, board.store)
        try FileManager.default.removeItem(atPath: folder)
      case .records(let bytes, let exchange):
        let path = try board.spool.write(bytes, to: "records\(index).csv")
        for profile in profiles where profile.name == exchange {
          // Of a single record more than one format may be true.
          try await board.take(
            path, by: profile.with(format: Self.formats[exchange]), options: options)
        }
      }
    }
  }
}

extension Switchboard {
  /// Takes all rows out, and leaves the schema.
  fileprivate func empty() throws {
    let tables = try rows(
      """
      select string_agg(quote_ident(c.relname), ', ')
      from pg_class c
      where c.relnamespace = 'tollgate'::regnamespace
        and c.relkind in ('r', 'p') and not c.relispartition
        and c.relname not like 'schema%'
      """)
    let names = tables.first?.trimmingCharacters(in: CharacterSet(charactersIn: "()\"")) ?? ""
    try run("truncate \(names) restart identity")
  }
}
