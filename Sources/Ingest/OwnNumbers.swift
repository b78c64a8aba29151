import CallModel
import PhoneNumbers
package import Store

/// Our own lines: those that the configuration names, those that trunks show, and what persons say
/// of the latter. Calls are read as if whatever is in force now had been in force always.
package struct OwnNumbers: Sendable {
  let store: Store
  let profiles: [PBXProfile]
  /// For an exchange that the configuration does not describe.
  let fallback: PBXProfile

  package init(store: Store, profiles: [PBXProfile], fallback: PBXProfile) {
    self.store = store
    self.profiles = profiles
    self.fallback = fallback
  }

  /// Puts the configuration's numbers into force.
  ///
  /// - Throws: `PhoneNumbersError` when a dial plan is wrong, `StoreError`.
  @discardableResult
  package func configure() async throws -> OwnNumberOutcome {
    var numbers: [String: [String]] = [:]
    for profile in profiles {
      numbers[profile.name] = try DialPlan(rules: profile.rules).ownNumbers.map(\.e164)
    }
    let reader = LegReader(profiles: profiles, fallback: fallback)
    return try await store.configureOwnNumbers(numbers) { reader.parties($0, $1, $2) }
  }

  /// A person says that a number is ours, or that it is not.
  ///
  /// - Parameters:
  ///   - number: in any spelling of the company's region.
  ///   - isOurs: what he says.
  ///   - who: who says so.
  /// - Returns: the number in E.164, and what followed.
  /// - Throws: `StoreError`, with `invalid` when it is no number or the configuration names it.
  @discardableResult
  package func decide(
    _ number: String, isOurs: Bool, by who: String
  ) async throws -> (number: String, outcome: OwnNumberOutcome) {
    guard let e164 = try DialPlan(rules: fallback.rules).number(number)?.e164 else {
      throw StoreError(
        .invalid, operation: "take your word on the number",
        message: "This is no telephone number of region \(fallback.rules.region). "
          + "Write it as +74951234567.")
    }
    let reader = LegReader(profiles: profiles, fallback: fallback)
    let outcome = try await store.decideOwnNumber(e164, isOurs: isOurs, by: who) {
      reader.parties($0, $1, $2)
    }
    return (e164, outcome)
  }
}

/// Reads stored legs again, by the dial plan of their exchange.
private final class LegReader {
  private let profiles: [PBXProfile]
  private let fallback: PBXProfile
  private var plans: [String: DialPlan] = [:]

  init(profiles: [PBXProfile], fallback: PBXProfile) {
    self.profiles = profiles
    self.fallback = fallback
  }

  /// Nil when the exchange's dial plan can't be read: its legs stay as they are.
  func parties(_ exchange: String, _ leg: CallLeg, _ learned: [String]) -> LegParties? {
    if let plan = plans[exchange] { return plan.parties(of: leg) }
    let profile = profiles.first { $0.name == exchange } ?? fallback
    // A dial plan that is wrong has stopped the command before.
    guard let plan = try? DialPlan(rules: profile.rules.adding(learned)) else { return nil }
    plans[exchange] = plan
    return plan.parties(of: leg)
  }
}

extension DialPlan.Rules {
  /// The rules with more lines of our own.
  func adding(_ numbers: [String]) -> DialPlan.Rules {
    var rules = self
    rules.ownNumbers += numbers
    return rules
  }
}
