import CallModel
import Store

struct EnglishGateSentences: GateExplanationSentences {
  var time: @Sendable (Instant) -> String

  var or: String { " or " }
  var noRecords: String { "no call records were taken from any exchange yet" }
  var noWatermark: String { "how far call records reached at that time was not kept" }
  var noRulesThen: String { "At that time the pipeline had no gate rules." }
  var asOfNow: String { "looked at as it is today, for its history is not kept" }
  var applyRules: String {
    "This pipeline has no gate rules: write a file and apply it with tollgate gate rules apply FILE"
  }

  func met(_ requirement: GateRequirementFacts) -> String {
    if let fields = requirement.facts.fields {
      return "filled in: " + fields.map(fieldName).joined(separator: ", ")
    }
    if let task = requirement.facts.taskKind { return "a \(task) task has a due time" }
    let proofs = requirement.evidence.map { piece in
      let ground = piece.call.map { "call \($0)" } ?? "evidence \(piece.id)"
      return "\(ground) on \(time(piece.at.instant))" + (piece.recording == nil ? "" : ", recorded")
    }
    return proofs.joined(separator: "; ")
  }

  func ambiguous(calls: [Int64]) -> String {
    guard !calls.isEmpty else { return "all that would meet it rests on a call of uncertain deal" }
    let list = calls.map(String.init).joined(separator: ", ")
    return calls.count == 1
      ? "call \(list) would meet it, but it is not certain which deal it belongs to"
      : "calls \(list) would meet it, but it is not certain which deal they belong to"
  }

  func lag(upTo instant: Instant?) -> String {
    let moment = instant.map(time) ?? "an unknown time"
    return "call records are complete only up to \(moment); a later call would not be known yet"
  }

  func missing(_ requirement: GateRequirementFacts) -> [String] {
    let facts = requirement.facts
    if let skipped = facts.skipped {
      return ["the move would leave out " + skipped.map(\.name).joined(separator: ", ")]
    }
    if let fields = facts.emptyFields {
      return ["not filled in: " + fields.map(fieldName).joined(separator: ", ")]
    }
    if let task = facts.taskKind { return ["no \(task) task with a due time"] }
    return [lack(requirement)] + misses(facts) + calls(facts) + meetings(requirement)
  }

  private func lack(_ requirement: GateRequirementFacts) -> String {
    let facts = requirement.facts
    let phrases = requirement.kinds.map { phrase($0, talk: facts.talkSeconds) }
      .joined(separator: or)
    let place = facts.since == .deal ? "in this deal" : "in this stage"
    let (found, count) = (facts.found ?? 0, facts.count ?? 1)
    return found > 0 ? "only \(found) of \(count) \(place): \(phrases)" : "no \(phrases) \(place)"
  }

  private func phrase(_ kind: String, talk: Int?) -> String {
    switch EvidenceKind(rawValue: kind) {
    case .callMade: "call to the client"
    case .clientReached: "conversation of at least \(talk ?? 0) s"
    case .callReceived: "call from the client"
    case .callbackMade: "answered call back to the client"
    case .recordingAttached: "recorded conversation"
    case .meetingBooked: "agreed meeting"
    case .meetingHeld: "meeting that took place"
    default: "evidence of \(kind)"
    }
  }

  private func misses(_ facts: GateNearMiss) -> [String] {
    var clauses: [String] = []
    if facts.neverEntered == true { clauses.append("the deal has not been in this stage yet") }
    if let before = facts.before, (facts.tooLate ?? 0) > 0 {
      clauses.append("it happened, but only after the last \(kindName(before))")
    }
    if let elsewhere = facts.elsewhere, elsewhere > 0 {
      clauses.append(
        English.count(elsewhere, "such piece lies", "such pieces lie")
          + " outside this visit of the stage")
    }
    return clauses
  }

  private func calls(_ facts: GateNearMiss) -> [String] {
    var clauses: [String] = []
    if facts.hasNumbers == false {
      clauses.append("no contact of the deal has a telephone number that can be read")
    }
    if let attempts = facts.attempts, attempts > 0, let last = facts.lastAttemptAt {
      let count = English.count(attempts, "attempt", "attempts")
      clauses.append(
        attempts == 1
          ? "\(count), on \(time(last.instant))" : "\(count), the last on \(time(last.instant))")
    }
    if let received = facts.received, received > 0 {
      clauses.append(English.count(received, "call", "calls") + " from the client")
    }
    if let longest = facts.longestTalk, longest > 0 {
      clauses.append("the longest talk was \(longest) s")
    }
    if let others = facts.ofOthers, others > 0 {
      clauses.append(
        English.count(others, "call", "calls") + " with the same people "
          + (others == 1 ? "belongs" : "belong") + " to another deal or to none")
    }
    return clauses
  }

  private func meetings(_ requirement: GateRequirementFacts) -> [String] {
    let isBooking = requirement.kinds.contains(EvidenceKind.meetingBooked.rawValue)
    return (requirement.facts.meetings ?? []).compactMap { meeting in
      guard isBooking else {
        return meeting.isDone ? nil : "meeting task \(meeting.task) is not closed as done"
      }
      guard meeting.lacks.isEmpty else {
        return "meeting task \(meeting.task) does not say "
          + meeting.lacks.map(word).joined(separator: ", ")
      }
      return "meeting task \(meeting.task) is complete, but no conversation with the client "
        + "comes before it"
    }
  }

  private func word(_ lack: GateNearMiss.Meeting.Lack) -> String {
    lack == .withWhom ? "with whom" : lack.rawValue
  }

  func action(_ requirement: GateRequirementFacts, deal: String) -> String? {
    let facts = requirement.facts
    let kind = requirement.kinds.first ?? ""
    let meeting = facts.meetings?.first
    if facts.hasNumbers == false, requirement.action != .confirmCall {
      return "Add a telephone number to the deal's contact"
    }
    switch requirement.action {
    case .confirmCall:
      guard let call = facts.calls?.first else { return "Confirm the uncertain call" }
      return "Say whether call \(call) belongs here: tollgate call assign \(call) --deal \(deal)"
    case .waitForRecords: return "Take in the newest call records (tollgate ingest) and ask again"
    case .repeatAfter: return "Do \(kindName(facts.before ?? kind)) again, now that this came first"
    case .fillFields:
      return "Fill in " + (facts.emptyFields ?? []).map(fieldName).joined(separator: ", ")
    case .planTask: return "Plan a \(facts.taskKind ?? "") task with a due time"
    case .callClient: return "Call the client"
    case .callBack: return "Call the client back"
    case .reachClient: return "Call the client and talk for at least \(facts.talkSeconds ?? 0) s"
    case .findRecording: return "Put the call's recording into the recordings folder"
    case .completeMeeting:
      let incomplete = facts.meetings?.first { !$0.lacks.isEmpty } ?? meeting
      let lacks = incomplete?.lacks.map(word).joined(separator: ", ") ?? ""
      return "Add to meeting task \(incomplete?.task ?? ""): \(lacks)"
    case .bookMeeting: return "Agree a meeting and write down who, with whom, where, when"
    case .closeMeeting: return "Hold the meeting and close task \(meeting?.task ?? "") as done"
    case .holdMeeting: return "Hold a meeting and close its task as done"
    case .enterStage: return "Move the deal to \(facts.skipped?.first?.name ?? "") first"
    case .addEvidence: return "Record it: tollgate evidence add --deal \(deal) --kind \(kind)"
    case nil: return nil
    }
  }

  func heading(_ decision: GateDecision) -> String {
    let move = decision.to.map { "\(decision.from.name) -> \($0.name)" } ?? decision.from.name
    return "Deal \(decision.deal), \(move): gate \(decision.verdict.rawValue)"
  }

  func kindName(_ kind: String) -> String {
    switch EvidenceKind(rawValue: kind) {
    case .callMade: "call to the client"
    case .clientReached: "client reached"
    case .callReceived: "call from the client"
    case .callbackMade: "call back"
    case .recordingAttached: "recording"
    case .meetingBooked: "meeting agreed"
    case .meetingHeld: "meeting held"
    case .formReceived: "request by form"
    case .proposalSent: "proposal sent"
    case .contractSigned: "contract signed"
    case .invoiceSent: "invoice sent"
    case .paymentReceived: "payment received"
    case .workFinished: "work finished"
    case .workAccepted: "work accepted"
    case .fieldsFilled: "fields filled in"
    case .taskPlanned: "task planned"
    case .stagesInOrder: "stages in order"
    case nil: kind
    }
  }

  private func fieldName(_ field: String) -> String {
    String(field.map { $0 == "_" ? " " : $0 })
  }

  func toDo(_ action: String) -> String { "To do: \(action)." }

  func completeness(_ instant: Instant?) -> String {
    instant.map { "Call records are complete up to \(time($0))." } ?? "There are no call records."
  }

  func asKnown(_ instant: Instant) -> String {
    "This is what was known on \(time(instant)); what was recorded later does not count."
  }
}

/// English plurals.
enum English {
  static func count(_ number: Int, _ one: String, _ many: String) -> String {
    "\(number) \(number == 1 ? one : many)"
  }
}
