import Store

extension GateWording {
  /// The whole explanation for people.
  package func text(_ explanation: GateExplanation) -> String {
    let sentences = sentences
    let decision = explanation.decision
    var lines = [sentences.heading(decision)]
    for (index, requirement) in decision.requirements.enumerated() {
      lines.append(line(requirement))
      let facts =
        explanation.facts.requirements.indices.contains(index)
        ? explanation.facts.requirements[index].facts : nil
      if let demand = facts.flatMap({ sentences.demand($0) }) { lines.append(Self.indent + demand) }
      let near = explanation.nearMisses.filter { $0.requirement == index + 1 }
      lines += near.map { Self.indent + sentences.near($0) }
      let untold = (near.first?.total ?? 0) - near.count
      if untold > 0 { lines.append(Self.indent + sentences.more(untold)) }
    }
    if let action = decision.nextAction { lines.append(sentences.toDo(action)) }
    lines += knowledge(decision)
    return lines.joined(separator: "\n") + "\n"
  }

  /// A decision of the log for people.
  package func text(_ explanation: LoggedGateExplanation) -> String {
    let sentences = sentences
    let stored = explanation.decision
    let then = answer(stored)
    var lines = [sentences.logged(stored), sentences.heading(then), sentences.question(stored)]
    for (index, requirement) in then.requirements.enumerated() {
      lines.append(line(requirement))
      let ids =
        stored.answer.requirements.indices.contains(index)
        ? stored.answer.requirements[index].evidence.map(\.id) : []
      let pieces = stored.evidence.filter { ids.contains($0.id) }
      lines += pieces.map { Self.indent + sentences.used($0) }
    }
    if let action = then.nextAction { lines.append(sentences.toDo(action)) }
    lines.append(sentences.completenessThen(stored.completeUpTo?.instant))
    lines.append(sentences.today(explanation.differs ? explanation.today.verdict : nil))
    if explanation.differs {
      lines += explanation.today.requirements.map { line($0) }
      if let action = explanation.today.nextAction { lines.append(sentences.toDo(action)) }
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private static let indent = "      "

  private func line(_ requirement: GateDecision.Requirement) -> String {
    let mark = requirement.isMet ? "[x]" : "[ ]"
    let names = requirement.kind.split(separator: "|").map { sentences.kindName(String($0)) }
    return "  \(mark) \(names.joined(separator: sentences.or)): \(requirement.why)"
  }

  /// The stored answer in this language; in that of whoever asked when its facts were not kept.
  private func answer(_ stored: StoredGateDecision) -> GateDecision {
    if let facts = stored.facts { return GateDecision(facts, wording: self) }
    return GateDecision(stored)
  }
}

extension GateDecision {
  fileprivate init(_ stored: StoredGateDecision) {
    deal = stored.deal
    from = stored.from
    to = stored.to
    verdict = stored.verdict
    requirements = stored.answer.requirements.map {
      Requirement(kind: $0.kind, isMet: $0.met, why: $0.why, evidence: [])
    }
    nextAction = stored.answer.nextAction
    completeUpTo = stored.completeUpTo?.instant
    version = stored.version
    knownAt = stored.knownAt?.instant
  }
}
