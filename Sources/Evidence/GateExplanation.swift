package import CallModel
import FoundationEssentials
package import Store

/// A gate's answer with everything that came near: for whoever asks why.
package struct GateExplanation: Sendable {
  package var decision: GateDecision
  package var facts: GateFacts
  package var nearMisses: [GateNearCall]

  /// One line of JSON: the decision's keys, and `near_misses`.
  package var json: String {
    decision.json.joining("near_misses", nearMisses)
  }
}

/// A decision of the log, and what would be answered today.
package struct LoggedGateExplanation: Sendable {
  package var decision: StoredGateDecision
  /// The same question with all that is known now, by the rules in force now.
  package var today: GateDecision
  /// What the database says of the decision, JSON.
  package var stored: String

  /// Whether verdict or any requirement would be answered otherwise today.
  package var differs: Bool {
    let then = decision.answer.requirements.map { [$0.kind, "\($0.met)"] }
    return decision.verdict != today.verdict
      || then != today.requirements.map { [$0.kind, "\($0.isMet)"] }
  }

  /// One line of JSON: the decision, `today`, and `differs`.
  package var json: String {
    stored.joining("today", today).joining("differs", differs)
  }
}

extension Gate {
  /// What `decide` answers, and the near misses; nothing is logged.
  ///
  /// - Parameters: as of `decide`.
  /// - Throws: `notFound` for a deal or stage that is not known.
  package func explain(
    deal: String, from: String? = nil, to: String?, at: Instant, knownAt: Instant? = nil
  ) async throws(StoreError) -> GateExplanation {
    let facts = try await store.gateFacts(
      deal: deal, from: from, to: to, at: at, knownAt: knownAt)
    let near = try await store.gateNearMisses(
      deal: deal, from: facts.from.stage, at: at, knownAt: knownAt)
    return GateExplanation(
      decision: GateDecision(facts, wording: wording), facts: facts,
      nearMisses: facts.requirements.isEmpty ? [] : near)
  }

  /// A decision of the log, its evidence as it is now, and today's answer to the same question.
  ///
  /// - Throws: `notFound` for a number that is not known.
  package func explain(decision id: Int64) async throws(StoreError) -> LoggedGateExplanation {
    let (decision, stored) = try await store.gateDecision(id)
    let today = try await store.gateFacts(
      deal: decision.deal, from: decision.from.stage, to: decision.to?.stage,
      at: (decision.askedAt ?? decision.decidedAt).instant)
    return LoggedGateExplanation(
      decision: decision, today: GateDecision(today, wording: wording), stored: stored)
  }
}

extension String {
  /// A JSON object with one more member.
  fileprivate func joining(_ key: String, _ value: some Encodable) -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    do {
      let text = String(decoding: try encoder.encode(value), as: UTF8.self)
      return dropLast() + ",\"\(key)\":\(text)}"
    } catch {
      preconditionFailure("what is explained is text, whole numbers and lists: \(error)")
    }
  }
}
