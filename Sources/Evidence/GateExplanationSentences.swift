import CallModel
import Store

/// The sentences of one language with which a decision is explained.
protocol GateExplanationSentences: GateSentences {
  /// Heads a decision of the log.
  func logged(_ decision: StoredGateDecision) -> String
  /// Which moment was asked about, with which knowledge, by which rules.
  func question(_ decision: StoredGateDecision) -> String
  /// What a requirement asks for, beside its kind; nil when nothing more.
  func demand(_ facts: GateNearMiss) -> String?
  /// A piece of evidence that was used, and whether it stands.
  func used(_ piece: UsedEvidence) -> String
  /// A call that nearly met a requirement, and what it lacks.
  func near(_ call: GateNearCall) -> String
  /// Said of near misses that are not listed.
  func more(_ count: Int) -> String
  func completenessThen(_ instant: Instant?) -> String
  /// Heads what would be answered today; nil: the same.
  func today(_ verdict: GateFacts.Verdict?) -> String
}
