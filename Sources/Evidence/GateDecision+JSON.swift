import FoundationEssentials
import Store

extension GateDecision: Encodable {
  enum CodingKeys: String, CodingKey {
    case deal, from, to, verdict, requirements
    case nextAction = "next_action"
    case completeUpTo = "complete_up_to"
    case knownAt = "known_at"
  }

  /// Nulls are written, so that every answer has the same keys; stages are the CRM's ids.
  package func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(deal, forKey: .deal)
    try container.encode(from.stage, forKey: .from)
    try container.encode(to?.stage, forKey: .to)
    try container.encode(verdict, forKey: .verdict)
    try container.encode(requirements, forKey: .requirements)
    try container.encode(nextAction, forKey: .nextAction)
    try container.encode(completeUpTo.map(FactInstant.init), forKey: .completeUpTo)
    try container.encode(knownAt.map(FactInstant.init), forKey: .knownAt)
  }

  /// One line of JSON.
  package var json: String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    do {
      return String(decoding: try encoder.encode(self), as: UTF8.self)
    } catch {
      preconditionFailure("a decision is text, whole numbers and lists: \(error)")
    }
  }
}

extension GateDecision.Requirement: Encodable {
  enum CodingKeys: String, CodingKey {
    case kind, why, evidence
    case isMet = "met"
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(kind, forKey: .kind)
    try container.encode(isMet, forKey: .isMet)
    try container.encode(why, forKey: .why)
    try container.encode(evidence, forKey: .evidence)
  }
}
