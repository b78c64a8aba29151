package import CallModel
package import Store

/// What a gate answered: whether a deal may leave a stage, on which evidence, and what to do if not.
///
/// Invariant: `verdict` is open only when every requirement is met (or the move needs none).
package struct GateDecision: Sendable, Hashable {
  /// One thing that the gate asks for.
  package struct Requirement: Sendable, Hashable {
    /// The evidence kind; several of which any meets it stand with `|` between them.
    package var kind: String
    package var isMet: Bool
    /// A sentence without a telephone number, in the language asked for.
    package var why: String
    package var evidence: [GateEvidence]
  }

  /// The CRM's id.
  package var deal: String
  /// Stage to be left.
  package var from: GateFacts.Stage
  /// Stage to be entered; nil when it was not named.
  package var to: GateFacts.Stage?
  package var verdict: GateFacts.Verdict
  package var requirements: [Requirement]
  /// The cheapest that would open the gate; nil when it is open.
  package var nextAction: String?
  /// Up to when the call records of every exchange are known; nil when there are none.
  package var completeUpTo: Instant?
  /// Version of the rules that answered; nil when there were none.
  package var version: Int?
  /// What was recorded later did not count; nil: all that we know.
  package var knownAt: Instant?

  /// Puts facts into words.
  package init(_ facts: GateFacts, wording: GateWording) {
    deal = facts.deal
    from = facts.from
    to = facts.to
    verdict = facts.verdict
    requirements = facts.requirements.map {
      Requirement(
        kind: $0.kinds.joined(separator: "|"), isMet: $0.state == .met, why: wording.why($0),
        evidence: $0.evidence)
    }
    nextAction = wording.nextAction(facts)
    completeUpTo = facts.completeUpTo?.instant
    version = facts.version
    knownAt = facts.knownAt?.instant
  }
}
