/// A decision of the log, and what has become of the evidence that it used.
package struct StoredGateDecision: Sendable, Hashable, Decodable {
  /// The answer as it was given, in the language of whoever asked.
  package struct Answer: Sendable, Hashable, Decodable {
    package struct Requirement: Sendable, Hashable, Decodable {
      package struct Piece: Sendable, Hashable, Decodable {
        package var id: Int64
      }

      package var kind: String
      package var met: Bool
      package var why: String
      package var evidence: [Piece]
    }

    package var requirements: [Requirement]
    package var nextAction: String?

    enum CodingKeys: String, CodingKey {
      case requirements
      case nextAction = "next_action"
    }
  }

  package var id: Int64
  /// The CRM's id.
  package var deal: String
  package var from: GateFacts.Stage
  package var to: GateFacts.Stage?
  package var decidedAt: FactInstant
  package var askedBy: String
  /// Nil when it was not kept.
  package var askedAt: FactInstant?
  /// Nil: it was asked with all that was known.
  package var knownAt: FactInstant?
  package var version: Int?
  package var completeUpTo: FactInstant?
  package var verdict: GateFacts.Verdict
  package var answer: Answer
  /// Nil when they were not kept.
  package var facts: GateFacts?
  package var evidence: [UsedEvidence]

  enum CodingKeys: String, CodingKey {
    case id, deal, from, to, version, verdict, answer, facts, evidence
    case decidedAt = "decided_at"
    case askedBy = "asked_by"
    case askedAt = "asked_at"
    case knownAt = "known_at"
    case completeUpTo = "complete_up_to"
  }
}

/// A piece of evidence that a decision used, as it is now.
package struct UsedEvidence: Sendable, Hashable, Decodable {
  /// What took the place of a revoked piece.
  package struct Successor: Sendable, Hashable, Decodable {
    package var id: Int64
    /// The CRM's id.
    package var deal: String
  }

  package var id: Int64
  package var kind: String
  package var at: FactInstant
  /// The CRM's id.
  package var deal: String
  package var call: Int64?
  /// The CRM's id.
  package var task: String?
  package var talkSeconds: Int?
  package var direction: String?
  /// The call under whose number the recording is had; nil when there is none.
  package var recording: Int64?
  package var detail: String
  package var recordedAt: FactInstant
  /// Nil when the program recorded it.
  package var recordedBy: String?
  /// Nil while it stands.
  package var revokedAt: FactInstant?
  /// Nil when the program withdrew it.
  package var revokedBy: String?
  package var revokedWhy: String?
  package var successor: Successor?

  enum CodingKeys: String, CodingKey {
    case id, kind, at, deal, call, task, direction, recording, detail, successor
    case talkSeconds = "talk_seconds"
    case recordedAt = "recorded_at"
    case recordedBy = "recorded_by"
    case revokedAt = "revoked_at"
    case revokedBy = "revoked_by"
    case revokedWhy = "revoked_why"
  }
}

/// A call that nearly met a requirement.
package struct GateNearCall: Sendable, Hashable, Codable {
  /// What it lacks: the first that holds.
  package enum Lack: String, Sendable, Hashable, Codable {
    case ambiguous
    case answeringMachine = "answering_machine"
    case noDeal = "no_deal"
    case notAnswered = "not_answered"
    case otherDeal = "other_deal"
    case otherVisit = "other_visit"
    case tooShort = "too_short"
    case wrongWay = "wrong_way"
  }

  /// Place of the requirement in the gate, from 1.
  package var requirement: Int
  package var lacks: Lack
  package var call: Int64
  package var at: FactInstant
  /// `inbound` or `outbound`.
  package var direction: String
  package var talkSeconds: Int
  package var neededSeconds: Int
  /// The CRM's id of the deal it is tied to; nil when to none.
  package var deal: String?
  /// The rule that tied it; nil for an internal call.
  package var method: String?
  package var isAmbiguous: Bool
  /// Near misses of this requirement, those that are not listed among them.
  package var total: Int

  enum CodingKeys: String, CodingKey {
    case requirement, lacks, direction, deal, method, total
    case call = "call_id"
    case at = "started_at"
    case talkSeconds = "talk_seconds"
    case neededSeconds = "needed_seconds"
    case isAmbiguous = "is_ambiguous"
  }
}
