package import CallModel
package import Store

/// Puts a gate's facts into sentences of one language. Telephone numbers are not among the facts.
package struct GateWording: Sendable {
  package enum Language: String, Sendable, Hashable, CaseIterable {
    case en, ru
  }

  package var language: Language
  /// Writes an instant for people, in the company's time zone.
  package var time: @Sendable (Instant) -> String

  /// - Parameters:
  ///   - language: of the sentences.
  ///   - time: writes an instant for people; without it, to the minute in UTC.
  package init(
    _ language: Language, time: @escaping @Sendable (Instant) -> String = GateWording.utc
  ) {
    self.language = language
    self.time = time
  }

  /// `2024-05-19 11:30 UTC`
  package static func utc(_ instant: Instant) -> String {
    let text = instant.rfc3339
    return text.prefix(10) + " " + text.dropFirst(11).prefix(5) + " UTC"
  }

  var sentences: any GateExplanationSentences {
    switch language {
    case .en: EnglishGateSentences(time: time)
    case .ru: RussianGateSentences(time: time)
    }
  }

  /// Why a requirement is met or not.
  package func why(_ requirement: GateRequirementFacts) -> String {
    let sentences = sentences
    let why = reason(requirement)
    return requirement.facts.isAsOfNow == true ? "\(why); \(sentences.asOfNow)" : why
  }

  private func reason(_ requirement: GateRequirementFacts) -> String {
    let sentences = sentences
    return switch requirement.reason {
    case .met: sentences.met(requirement)
    case .ambiguous: sentences.ambiguous(calls: requirement.facts.calls ?? [])
    case .noRecords: sentences.noRecords
    case .noWatermark: sentences.noWatermark
    case .lag: sentences.lag(upTo: requirement.facts.completeUpTo?.instant)
    case .missing: sentences.missing(requirement).joined(separator: "; ")
    }
  }

  /// What would open the gate: each thing once, first what is missing for certain; nil when the
  /// gate is open.
  package func nextAction(_ facts: GateFacts) -> String? {
    guard facts.verdict != .open else { return nil }
    let sentences = sentences
    // Rules that are applied today change nothing of what was known then.
    guard facts.version != nil else { return facts.knownAt == nil ? sentences.applyRules : nil }
    let unmet = facts.requirements.filter { $0.state != .met }
    let shutFirst = unmet.filter { $0.state == .shut } + unmet.filter { $0.state == .unknown }
    // Whoever is to be talked with will be called on the way.
    let willTalk = shutFirst.contains { $0.action == .reachClient }
    var parts: [String] = []
    for requirement in shutFirst where !(willTalk && requirement.action == .callClient) {
      guard let part = sentences.action(requirement, deal: facts.deal) else { continue }
      if !parts.contains(part) { parts.append(part) }
    }
    return parts.isEmpty ? nil : parts.joined(separator: "; ")
  }

  /// The whole answer for people.
  package func text(_ decision: GateDecision) -> String {
    let sentences = sentences
    var lines = [sentences.heading(decision)]
    for requirement in decision.requirements {
      let mark = requirement.isMet ? "[x]" : "[ ]"
      let names = requirement.kind.split(separator: "|").map { sentences.kindName(String($0)) }
      lines.append("  \(mark) \(names.joined(separator: sentences.or)): \(requirement.why)")
    }
    if let action = decision.nextAction { lines.append(sentences.toDo(action)) }
    lines += knowledge(decision)
    return lines.joined(separator: "\n") + "\n"
  }
}

extension GateWording {
  /// The lines below an answer: what it could rest on.
  func knowledge(_ decision: GateDecision) -> [String] {
    let sentences = sentences
    let complete = sentences.completeness(decision.completeUpTo)
    guard let known = decision.knownAt else { return [complete] }
    return (decision.version == nil ? [sentences.noRulesThen] : [])
      + [sentences.completenessThen(decision.completeUpTo), sentences.asKnown(known)]
  }
}

/// The sentences of one language.
protocol GateSentences: Sendable {
  /// Stands between two kinds of which any is enough.
  var or: String { get }
  var noRecords: String { get }
  var noWatermark: String { get }
  /// Said of an answer that rests on a time before the pipeline had rules.
  var noRulesThen: String { get }
  /// Follows what was looked at as it is now, though asked with the knowledge of a past moment.
  var asOfNow: String { get }
  var applyRules: String { get }
  func met(_ requirement: GateRequirementFacts) -> String
  func ambiguous(calls: [Int64]) -> String
  func lag(upTo instant: Instant?) -> String
  /// Clauses, the main one first.
  func missing(_ requirement: GateRequirementFacts) -> [String]
  func action(_ requirement: GateRequirementFacts, deal: String) -> String?
  func heading(_ decision: GateDecision) -> String
  func kindName(_ kind: String) -> String
  func toDo(_ action: String) -> String
  func completeness(_ instant: Instant?) -> String
  /// Said of an answer that rests on what was known at a moment.
  func asKnown(_ instant: Instant) -> String
}
