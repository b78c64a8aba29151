package import CallModel
import FoundationEssentials
package import Store

/// Asks the gates of one company's database, and puts their rules into force.
package struct Gate: Sendable {
  let store: Store
  let wording: GateWording

  package init(store: Store, wording: GateWording = GateWording(.en)) {
    self.store = store
    self.wording = wording
  }

  /// May a deal leave its stage?
  ///
  /// - Parameters:
  ///   - deal: the CRM's id.
  ///   - from: the CRM's id of the stage to leave; nil for the one where the deal is at `at`.
  ///   - to: the CRM's id of the stage to enter; nil when that is not said.
  ///   - at: the moment of the question. What happened later does not count; what we learned later
  ///     does, so that records that came late harm nobody.
  ///   - knownAt: what we recorded later does not count; nil for all that we know.
  ///   - askedBy: who asks, for the log.
  ///   - log: whether to keep the decision.
  /// - Returns: the answer, in the words of this gate's language.
  /// - Throws: `notFound` for a deal or stage that is not known.
  package func decide(
    deal: String, from: String? = nil, to: String?, at: Instant, knownAt: Instant? = nil,
    askedBy: String, log: Bool
  ) async throws(StoreError) -> GateDecision {
    let answer = try await store.gateAnswer(
      deal: deal, from: from, to: to, at: at, knownAt: knownAt)
    let decision = GateDecision(answer.facts, wording: wording)
    if log {
      _ = try await store.logGateDecision(decision.json, facts: answer, askedBy: askedBy)
    }
    return decision
  }

  /// Puts rules into force as their pipeline's next version; the same text again changes nothing.
  ///
  /// - Returns: the version in force, and whether it is new.
  /// - Throws: `GateRulesError` for a pipeline or stage that the CRM does not have, else
  ///   `StoreError`.
  package func apply(_ rules: GateRules, by who: String) async throws -> (
    version: Int, isNew: Bool
  ) {
    try rules.check(against: await store.pipelineStages())
    return try await store.applyGateRules(
      pipeline: rules.pipeline, source: rules.source, skipping: rules.skipping.rawValue,
      requirements: rules.requirementsJSON, appliedBy: who)
  }
}

extension GateRules {
  /// The requirements as `gate_rules_apply` takes them.
  package var requirementsJSON: String {
    let entries = stages.flatMap { gate in
      gate.requirements.map { RequirementEntry(stage: gate.stage, requirement: $0) }
    }
    do {
      return String(decoding: try JSONEncoder().encode(entries), as: UTF8.self)
    } catch {
      preconditionFailure("requirements are text, whole numbers and lists: \(error)")
    }
  }
}

private struct RequirementEntry: Encodable {
  var stage: String
  var kinds: [String]
  var since: String
  var count: Int
  var certain: Bool
  var minimumTalkSeconds: Int?
  var direction: String?
  var fields: [String]?
  var taskKind: String?
  var beforeKind: String?

  init(stage: String, requirement: GateRules.Requirement) {
    self.stage = stage
    kinds = requirement.kinds
    since = requirement.since.rawValue
    count = requirement.count
    certain = requirement.isCertain
    minimumTalkSeconds = requirement.minimumTalkSeconds
    direction = requirement.direction?.rawValue
    fields = requirement.fields
    taskKind = requirement.taskKind
    beforeKind = requirement.beforeKind
  }

  enum CodingKeys: String, CodingKey {
    case stage, kinds, since, count, certain, direction, fields
    case minimumTalkSeconds = "minimum_talk_seconds"
    case taskKind = "task_kind"
    case beforeKind = "before_kind"
  }
}
