import CallModel
import Store

extension EnglishGateSentences {
  func logged(_ decision: StoredGateDecision) -> String {
    "Decision \(decision.id) of \(time(decision.decidedAt.instant)), asked by \(decision.askedBy)"
  }

  func question(_ decision: StoredGateDecision) -> String {
    let moment = decision.askedAt.map { "by what had happened up to \(time($0.instant))" }
    let knowledge = decision.knownAt.map { "by what was known on \(time($0.instant))" }
    let rules = decision.version.map { "by version \($0) of the rules" } ?? "without rules"
    return "Judged "
      + [moment, knowledge ?? "by all that was known then", rules].compactMap { $0 }
      .joined(separator: ", ") + "."
  }

  func demand(_ facts: GateNearMiss) -> String? {
    var parts: [String] = []
    if let count = facts.count, count > 1 { parts.append("\(count) pieces") }
    if let talk = facts.talkSeconds { parts.append("talk of at least \(talk) s") }
    if facts.isCertain == true { parts.append("the deal certain") }
    if let way = facts.direction { parts.append(direction(way)) }
    if let before = facts.before { parts.append("before \(kindName(before))") }
    if facts.since == .deal { parts.append("at any time of the deal") }
    return parts.isEmpty ? nil : "asked: " + parts.joined(separator: ", ")
  }

  func used(_ piece: UsedEvidence) -> String {
    var parts = ["evidence \(piece.id): \(kindName(piece.kind)), \(ground(piece))"]
    if let way = piece.direction { parts.append(direction(way)) }
    if let talk = piece.talkSeconds, talk > 0 { parts.append("talk of \(talk) s") }
    if let recording = piece.recording { parts.append("recording under call \(recording)") }
    return parts.joined(separator: ", ") + "; " + standing(piece)
  }

  private func ground(_ piece: UsedEvidence) -> String {
    let moment = time(piece.at.instant)
    if let call = piece.call { return "call \(call) on \(moment)" }
    if let task = piece.task { return "task \(task), \(moment)" }
    let who = piece.recordedBy.map { ", entered by \($0)" } ?? ""
    return moment + who + (piece.detail.isEmpty ? "" : " (\(piece.detail))")
  }

  private func standing(_ piece: UsedEvidence) -> String {
    guard let revoked = piece.revokedAt else { return "it stands" }
    let who = piece.revokedBy.map { " by \($0)" } ?? ""
    let why = piece.revokedWhy.map { ": \($0)" } ?? ""
    return "revoked on \(time(revoked.instant))\(who)\(why)"
      + (piece.successor.map { " Evidence \($0.id) of deal \($0.deal) took its place." } ?? "")
  }

  func near(_ call: GateNearCall) -> String {
    let talk = call.talkSeconds > 0 ? "talk of \(call.talkSeconds) s" : "no talk"
    let name =
      "call \(call.call) on \(time(call.at.instant)), \(direction(call.direction)), \(talk)"
    return "\(name): \(lack(call))"
  }

  private func lack(_ call: GateNearCall) -> String {
    switch call.lacks {
    case .tooShort: "too short, \(call.neededSeconds) s are needed"
    case .notAnswered: "nobody answered"
    case .wrongWay: "not the direction that is asked for"
    case .otherVisit: "in another visit of a stage of this deal"
    case .answeringMachine: "an answering machine is suspected"
    case .ambiguous: "it is not certain that it belongs to this deal: \(doubt(call))"
    case .noDeal: "tied to no deal, though with the same people"
    case .otherDeal:
      "tied to deal \(call.deal ?? ""), though with the same people"
        + (call.isAmbiguous ? ", not for certain: \(doubt(call))" : "")
    }
  }

  private func doubt(_ call: GateNearCall) -> String {
    let why =
      switch call.method {
      case "latest_activity":
        "several deals were open then, and the one that had moved last was taken"
      case "deal_follows_call": "several deals were created soon after it"
      default: "rule \(call.method ?? "none")"
      }
    return why + " (tollgate call explain \(call.call))"
  }

  func more(_ count: Int) -> String {
    "and " + English.count(count, "more such call", "more such calls")
  }

  private func direction(_ direction: String) -> String {
    direction == "inbound" ? "inbound" : "outbound"
  }

  func completenessThen(_ instant: Instant?) -> String {
    instant.map { "Call records were complete up to \(time($0))." }
      ?? "Up to when call records were complete is not known."
  }

  func today(_ verdict: GateFacts.Verdict?) -> String {
    verdict.map { "By all that is known today, and by today's rules: \($0.rawValue)." }
      ?? "By all that is known today the answer is the same."
  }
}
