package import CallModel

/// Everything that a gate's answer is made of, as `gate_facts` gives it: no sentences yet.
package struct GateFacts: Sendable, Hashable, Decodable {
  package enum Verdict: String, Sendable, Hashable, Codable {
    /// All requirements are met.
    case open
    /// Some requirement is not met, and nothing that we may lack would change that.
    case shut
    /// What is not met might be, once late call records or a supervisor's word are there.
    case unknown
  }

  /// Where the question would move the deal.
  package enum Move: String, Sendable, Hashable, Decodable {
    case forward, back, lost
  }

  package struct Stage: Sendable, Hashable, Decodable {
    /// The CRM's id.
    package var stage: String
    package var name: String
  }

  /// The CRM's id.
  package var deal: String
  package var from: Stage
  /// Nil when the question names no stage to enter.
  package var to: Stage?
  package var move: Move
  package var verdict: Verdict
  /// Version of the rules; nil when the pipeline has none.
  package var version: Int?
  /// Up to when the call records of every exchange are known; nil when there are none.
  package var completeUpTo: FactInstant?
  /// The moment of the question: what happened later does not count.
  package var askedAt: FactInstant?
  /// What we recorded later does not count; nil: all that we know.
  package var knownAt: FactInstant?
  package var requirements: [GateRequirementFacts]

  enum CodingKeys: String, CodingKey {
    case deal, from, to, move, verdict, version, requirements
    case completeUpTo = "complete_up_to"
    case askedAt = "asked_at"
    case knownAt = "known_at"
  }
}

/// One requirement held against what is known of the deal.
package struct GateRequirementFacts: Sendable, Hashable, Decodable {
  package enum State: String, Sendable, Hashable, Decodable {
    case met, shut, unknown
  }

  package enum Reason: String, Sendable, Hashable, Decodable {
    case met, missing
    /// Only calls whose deal is not certain would meet it.
    case ambiguous
    /// Call records are complete only up to a moment before the end of the visit.
    case lag
    /// No exchange has given a record yet.
    case noRecords = "no_records"
    /// Records had been taken by then, and how far they reached was not kept.
    case noWatermark = "no_watermark"
  }

  /// The cheapest thing that would meet it.
  package enum Action: String, Sendable, Hashable, Decodable {
    case confirmCall = "confirm_call"
    case waitForRecords = "wait_for_records"
    case repeatAfter = "repeat_after"
    case fillFields = "fill_fields"
    case planTask = "plan_task"
    case callClient = "call_client"
    case callBack = "call_back"
    case reachClient = "reach_client"
    case findRecording = "find_recording"
    case completeMeeting = "complete_meeting"
    case bookMeeting = "book_meeting"
    case closeMeeting = "close_meeting"
    case holdMeeting = "hold_meeting"
    case enterStage = "enter_stage"
    case addEvidence = "add_evidence"
  }

  /// Evidence kinds, any of which meets it; or `fields_filled`, `task_planned`, `stages_in_order`.
  package var kinds: [String]
  package var state: State
  package var reason: Reason
  /// Nil when the requirement is met, or nothing that is done now would help.
  package var action: Action?
  package var facts: GateNearMiss
  /// The pieces that meet it, no more than it asks for; of one that is not met, those it has.
  package var evidence: [GateEvidence]
}

/// A piece of evidence that a gate used.
package struct GateEvidence: Sendable, Hashable, Codable {
  package var id: Int64
  package var kind: String
  package var at: FactInstant
  /// Nil when it does not rest on a call.
  package var call: Int64?
  /// The call under whose number the recording is had; nil when there is none.
  package var recording: Int64?

  enum CodingKeys: String, CodingKey {
    case id, kind, at, call, recording
  }

  /// Nulls are written, so that every answer has the same keys.
  package func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(id, forKey: .id)
    try container.encode(kind, forKey: .kind)
    try container.encode(at, forKey: .at)
    try container.encode(call, forKey: .call)
    try container.encode(recording, forKey: .recording)
  }
}

/// What a requirement asked, and what came near to it. Nil: was not looked at.
package struct GateNearMiss: Sendable, Hashable, Decodable {
  package enum Since: String, Sendable, Hashable, Decodable {
    case stage, deal
  }

  /// A meeting task that was not called off.
  package struct Meeting: Sendable, Hashable, Decodable {
    package enum Lack: String, Sendable, Hashable, Decodable {
      case who, `where`, when
      case withWhom = "with_whom"
    }

    /// The CRM's id.
    package var task: String
    package var lacks: [Lack]
    package var isDone: Bool

    enum CodingKeys: String, CodingKey {
      case task, lacks
      case isDone = "is_done"
    }
  }

  package var since: Since?
  /// Whether a call counts only when its deal is certain.
  package var isCertain: Bool?
  /// `inbound` or `outbound`; nil: either.
  package var direction: String?
  /// Pieces asked for.
  package var count: Int?
  /// Pieces that count.
  package var found: Int?
  /// Least talk of a conversation.
  package var talkSeconds: Int?
  /// Kind that must come after.
  package var before: String?
  /// Pieces that would count, had they come before the last one of kind `before`.
  package var tooLate: Int?
  /// Pieces of the deal outside this visit.
  package var elsewhere: Int?
  package var taskKind: String?
  package var fields: [String]?
  package var emptyFields: [String]?
  /// True when the deal was never in the stage.
  package var neverEntered: Bool?
  /// Whether any contact of the deal, or its company, has a number that can be read.
  package var hasNumbers: Bool?
  /// Outbound calls of the deal in the visit (or in the deal), answered or not.
  package var attempts: Int?
  package var lastAttemptAt: FactInstant?
  /// Inbound calls of the deal.
  package var received: Int?
  /// Calls with the same persons that belong to another deal or to none.
  package var ofOthers: Int?
  /// Longest talk among the deal's calls, in seconds.
  package var longestTalk: Int?
  package var completeUpTo: FactInstant?
  /// Calls that would meet it if their deal were certain.
  package var calls: [Int64]?
  package var meetings: [Meeting]?
  /// True when it was asked with the knowledge of a past moment, and this was looked at as it is now.
  package var isAsOfNow: Bool?
  /// Stages that the move would leave out.
  package var skipped: [GateFacts.Stage]?

  enum CodingKeys: String, CodingKey {
    case since, count, found, before, elsewhere, fields, attempts, received, calls, meetings
    case skipped, direction
    case isCertain = "certain"
    case talkSeconds = "talk_seconds"
    case tooLate = "too_late"
    case taskKind = "task_kind"
    case emptyFields = "empty_fields"
    case neverEntered = "never_entered"
    case hasNumbers = "has_numbers"
    case lastAttemptAt = "last_attempt_at"
    case ofOthers = "of_others"
    case longestTalk = "longest_talk"
    case completeUpTo = "complete_up_to"
    case isAsOfNow = "is_as_of_now"
  }
}

/// An instant that stands in JSON as RFC 3339 text.
package struct FactInstant: Sendable, Hashable, Codable {
  package var instant: Instant

  package init(_ instant: Instant) { self.instant = instant }

  package init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    let text = try container.decode(String.self)
    guard let instant = Instant(rfc3339: text) else {
      throw DecodingError.dataCorruptedError(in: container, debugDescription: "not RFC 3339")
    }
    self.instant = instant
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(instant.rfc3339)
  }
}
