import Yams

/// Reads the nodes of a rules file, and gathers everything that is wrong with them.
struct GateRulesReader {
  private(set) var problems: [GateRulesError.Problem] = []
  /// Where each evidence kind stands first.
  var kindPlaces: [String: GateRules.Place] = [:]

  mutating func rules(_ root: Node, source: String) -> GateRules? {
    guard let top = entries(root, "the file", known: ["pipeline", "note", "skipping", "stages"])
    else { return nil }
    guard let pipelineNode = top["pipeline"], let pipeline = word(pipelineNode, "pipeline") else {
      if top["pipeline"] == nil { report(root, "pipeline is missing. Write the CRM's id of it.") }
      return nil
    }
    var rules = GateRules(
      pipeline: pipeline, pipelinePlace: .init(pipelineNode.mark), stages: [], source: source)
    rules.note = top["note"].flatMap { word($0, "note") }
    if let node = top["skipping"] { rules.skipping = choice(node, "skipping") ?? .shut }
    guard let stages = top["stages"] else {
      report(root, "stages is missing. Write stage: and its requirements below it.")
      return nil
    }
    rules.stages = self.stages(stages)
    rules.kindPlaces = kindPlaces
    return rules
  }

  private mutating func stages(_ node: Node) -> [GateRules.StageGate] {
    guard case .mapping(let mapping) = node else {
      report(node, "stages must be a list of stage: [requirements].")
      return []
    }
    return mapping.compactMap { key, value in
      guard let stage = word(key, "a stage") else { return nil }
      return GateRules.StageGate(
        stage: stage, place: .init(key.mark), requirements: requirements(value, of: stage))
    }
  }

  private mutating func requirements(_ node: Node, of stage: String) -> [GateRules.Requirement] {
    // `stage:` with nothing after it: the gate demands nothing.
    if node.null != nil { return [] }
    guard case .sequence(let sequence) = node else {
      report(node, "Stage \(stage) must have a list of requirements, each with - in front.")
      return []
    }
    return sequence.compactMap { requirement($0) }
  }

  private mutating func requirement(_ node: Node) -> GateRules.Requirement? {
    if case .scalar = node {
      return kind(node).map {
        let requirement = GateRules.Requirement(kinds: [$0])
        checkCompanions(of: requirement, node)
        return requirement
      }
    }
    let known = [
      "kind", "any", "since", "count", "certain", "min_talk", "direction", "fields", "task",
      "before",
    ]
    guard let keys = entries(node, "a requirement", known: known), let kinds = kinds(keys, node)
    else { return nil }
    var requirement = GateRules.Requirement(kinds: kinds)
    if let value = keys["since"] { requirement.since = choice(value, "since") ?? .stage }
    if let value = keys["count"] { requirement.count = number(value, "count", in: 1...99) ?? 1 }
    if let value = keys["certain"] { requirement.isCertain = flag(value, "certain") ?? false }
    requirement.minimumTalkSeconds = keys["min_talk"].flatMap { seconds($0, "min_talk") }
    requirement.direction = keys["direction"].flatMap { choice($0, "direction") }
    requirement.fields = keys["fields"].flatMap { words($0, "fields") }
    requirement.taskKind = keys["task"].flatMap { word($0, "task") }
    requirement.beforeKind = keys["before"].flatMap { kind($0) }
    checkMeaning(of: requirement, keys, node)
    return requirement
  }

  private mutating func kinds(_ keys: [String: Node], _ node: Node) -> [String]? {
    switch (keys["kind"], keys["any"]) {
    case (let one?, nil):
      return kind(one).map { [$0] }
    case (nil, let many?):
      guard case .sequence(let sequence) = many, !sequence.isEmpty else {
        report(many, "any must be a list of kinds: any: [call_received, form_received].")
        return nil
      }
      let kinds = sequence.compactMap { kind($0) }
      if Set(kinds).count < kinds.count { report(many, "any names a kind twice. Write each once.") }
      return kinds.count == sequence.count ? kinds : nil
    default:
      report(node, "A requirement needs kind, or any with a list of kinds: one of the two.")
      return nil
    }
  }

  /// What a requirement says must be able to come true.
  private mutating func checkMeaning(
    of requirement: GateRules.Requirement, _ keys: [String: Node], _ node: Node
  ) {
    checkCompanions(of: requirement, node)
    checkBefore(of: requirement, keys)
    let kinds = requirement.kinds.map { EvidenceKind(rawValue: $0) }
    if kinds.contains(where: { $0?.isLookedUp == true }) {
      if kinds.count > 1 {
        report(keys["any"] ?? node, "fields_filled and task_planned must stand alone, not in any.")
      }
      for key in ["count", "certain", "min_talk", "direction", "before"] {
        guard let value = keys[key] else { continue }
        report(value, "\(key) says nothing of \(requirement.kinds.first ?? "it"). Leave it out.")
      }
      return
    }
    let restOnCalls = kinds.allSatisfy { $0?.restsOnCalls == true }
    for key in ["min_talk", "direction"] where !restOnCalls {
      guard let value = keys[key] else { continue }
      report(value, "\(key) is for kinds that rest on calls, such as client_reached.")
    }
    let only = Set(kinds.map { $0?.onlyDirection })
    if let value = keys["direction"], let wanted = requirement.direction,
      !only.contains(nil), !only.contains(wanted)
    {
      report(value, "\(requirement.kinds.joined(separator: ", ")) never has this direction.")
    }
  }

  /// Of one kind nothing comes before the other, and what is looked up has no time of its own.
  private mutating func checkBefore(of requirement: GateRules.Requirement, _ keys: [String: Node]) {
    guard let node = keys["before"], let before = requirement.beforeKind else { return }
    if requirement.kinds.contains(before) {
      report(node, "before must name another kind than \(before) itself.")
    }
    if EvidenceKind(rawValue: before)?.isLookedUp == true {
      report(node, "before can't name \(before): it is looked up, and has no time of its own.")
    }
  }

  /// `fields` belongs to fields_filled and `task` to task_planned, and neither goes without.
  private mutating func checkCompanions(of requirement: GateRules.Requirement, _ node: Node) {
    let pairs: [(kind: EvidenceKind, key: String, isThere: Bool, sample: String)] = [
      (.fieldsFilled, "fields", requirement.fields != nil, "[amount, owner]"),
      (.taskPlanned, "task", requirement.taskKind != nil, "classify"),
    ]
    for pair in pairs
    where requirement.kinds.contains(pair.kind.rawValue) != pair.isThere {
      let kind = pair.kind.rawValue
      report(
        node,
        pair.isThere
          ? "\(pair.key) goes with kind: \(kind) only."
          : "\(kind) needs \(pair.key), such as \(pair.key): \(pair.sample).")
    }
  }

  mutating func report(_ node: Node, _ message: String) {
    problems.append(.init(.init(node.mark), message))
  }
}
