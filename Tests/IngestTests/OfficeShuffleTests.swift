import Foundation
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
      let office = try ShuffledOffice(.tiny(seed: seed, intricate: seed % 2 == 0))
      var dice = Dice(seed: seed)
      try straight.empty()
      try await straight.take(office.straight, of: office)
      try shuffled.empty()
      try await shuffled.take(office.shuffled(by: &dice), of: office)
      let expected = try OfficeFacts(straight)
      let differences = try OfficeFacts(shuffled).differences(from: expected)
      #expect(expected.calls.count > 20, "seed \(seed)")
      #expect(differences == [], "seed \(seed): TOLLGATE_SHUFFLE_SEED=\(seed) plays it again")
      #expect(try await shuffled.store.faults().json == [], "seed \(seed)")
    }
    print(
      "offices shuffled, lane \(lane): seeds \(seeds.first ?? 0) to \(seeds.last ?? 0), \(seeds.count) of them"
    )
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
