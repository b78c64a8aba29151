import CallModel
import PhoneNumbers
import Store

/// A number that outside lines show as one of ours, and that neither the configuration nor a person
/// has judged.
package struct OwnNumberCandidate: Sendable, Hashable {
  /// E.164.
  package var number: String
  /// The exchanges that saw it, in the order of their names.
  package var exchanges: [String]
  /// Legs that called it from outside.
  package var called: Int
  /// Legs of extensions that showed it when they called out.
  package var shown: Int
  package var exampleCall: Int64
}

extension OwnNumbers {
  /// How far back is looked, and how often a number must have been seen: a single one may be a
  /// forwarded call or a slip.
  private static let days: Int32 = 90
  private static let leastSightings = 3

  /// Numbers that wait for a person's word, those seen most often first.
  ///
  /// - Throws: `PhoneNumbersError`, `StoreError`.
  package func candidates() async throws -> [OwnNumberCandidate] {
    let judged = Set(try await store.ownNumbers().map(\.number))
    let sightings = try await store.ownNumberSightings(days: Self.days)
    var plans: [String: DialPlan] = [:]
    var found: [String: OwnNumberCandidate] = [:]
    for sighting in sightings {
      let profile = profiles.first { $0.name == sighting.exchange } ?? fallback
      let plan = try plans[sighting.exchange] ?? DialPlan(rules: profile.rules)
      plans[sighting.exchange] = plan
      guard !plan.isExtension(sighting.written),
        let number = plan.number(sighting.written)?.e164, !judged.contains(number)
      else { continue }
      found[number, default: OwnNumberCandidate(number)].add(sighting)
    }
    return found.values.filter { $0.called + $0.shown >= Self.leastSightings }
      .sorted { ($1.called + $1.shown, $0.number) < ($0.called + $0.shown, $1.number) }
  }
}

extension OwnNumberCandidate {
  fileprivate init(_ number: String) {
    self.init(number: number, exchanges: [], called: 0, shown: 0, exampleCall: 0)
  }

  fileprivate mutating func add(_ sighting: OwnNumberSighting) {
    if !exchanges.contains(sighting.exchange) {
      exchanges = (exchanges + [sighting.exchange]).sorted()
    }
    called += sighting.called
    shown += sighting.shown
    exampleCall = max(exampleCall, sighting.exampleCall)
  }
}
