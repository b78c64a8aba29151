package import Store

extension GateRules {
  /// What is allowed, and may not be meant.
  ///
  /// - Parameters:
  ///   - known: the stages that the CRM has.
  ///   - produced: kinds that the configuration gives, as codes of agents, or of which evidence was
  ///     ever recorded.
  /// - Returns: each with its place, in the order of the file.
  package func warnings(
    against known: [PipelineStage], produced: Set<String>
  ) -> [GateRulesError.Problem] {
    (missingStages(known) + unproducedKinds(produced)).sorted { $0.place < $1.place }
  }

  private func missingStages(_ known: [PipelineStage]) -> [GateRulesError.Problem] {
    let named = Set(stages.map(\.stage))
    return known.filter {
      $0.pipeline == pipeline && $0.kind == "open" && !named.contains($0.stage)
    }
    .map {
      GateRulesError.Problem(
        pipelinePlace,
        "Stage \($0.stage) has no entry, so its gate is always open. Write \($0.stage): [] "
          + "if that is meant.")
    }
  }

  /// A kind of ours is told in one breath with the others; a foreign one may be a slip of the pen.
  private func unproducedKinds(_ produced: Set<String>) -> [GateRulesError.Problem] {
    let lacking = kindPlaces.filter {
      EvidenceKind(rawValue: $0.key)?.comesByItself != true && !produced.contains($0.key)
    }.sorted { $0.value < $1.value }
    let ours = lacking.filter { EvidenceKind(rawValue: $0.key) != nil }
    let foreign = lacking.filter { EvidenceKind(rawValue: $0.key) == nil }
    return [ours].filter { !$0.isEmpty }.map { Self.unproduced($0.map(\.key), $0[0].value) }
      + foreign.map { Self.unproduced([$0.key], $0.value) }
  }

  private static func unproduced(_ kinds: [String], _ place: Place) -> GateRulesError.Problem {
    .init(
      place,
      "Nothing that is configured gives \(kinds.joined(separator: ", ")), and none was ever "
        + "recorded: it has to come from outside (tollgate evidence add).")
  }
}
