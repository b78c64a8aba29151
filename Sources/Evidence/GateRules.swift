package import Store

/// What a pipeline demands before a deal leaves each of its stages.
package struct GateRules: Sendable, Hashable {
  package enum Since: String, Sendable, Hashable, CaseIterable {
    /// In this visit of the stage.
    case stage
    /// At any time of the deal.
    case deal
  }

  package enum Direction: String, Sendable, Hashable, CaseIterable {
    case inbound, outbound
  }

  /// What a gate says of a move that leaves out stages.
  package enum Skipping: String, Sendable, Hashable, CaseIterable {
    case shut, open
  }

  /// Where in the YAML something stands; both from 1.
  package struct Place: Sendable, Hashable {
    package var line: Int
    package var column: Int
  }

  /// One thing that must be there. All of a stage's requirements must be met.
  package struct Requirement: Sendable, Hashable {
    /// Evidence kinds, any of which meets it; never empty.
    package var kinds: [String]
    package var since = Since.stage
    /// Pieces needed, from 1.
    package var count = 1
    /// Whether ambiguous links are not enough.
    package var isCertain = false
    /// Nil: the kind's own threshold is enough.
    package var minimumTalkSeconds: Int?
    /// Nil: either.
    package var direction: Direction?
    /// Deal fields, of kind `fields_filled`; else nil.
    package var fields: [String]?
    /// Kind of task, of kind `task_planned`; else nil.
    package var taskKind: String?
    /// It must have happened before the last evidence of this kind; nil: whenever.
    package var beforeKind: String?

    package init(kinds: [String]) { self.kinds = kinds }
  }

  package struct StageGate: Sendable, Hashable {
    /// The CRM's id.
    package var stage: String
    package var place: Place
    package var requirements: [Requirement]
  }

  /// The CRM's id.
  package var pipeline: String
  package var pipelinePlace: Place
  /// A remark of whoever wrote the file, such as a date; nil when there is none.
  package var note: String?
  package var skipping = Skipping.shut
  /// Where each kind that is asked for stands first.
  package var kindPlaces: [String: Place] = [:]
  /// In the order of the file.
  package var stages: [StageGate]
  /// The YAML as written.
  package var source: String

  /// Holds the rules against the pipelines that the CRM has.
  ///
  /// - Throws: an error that names each pipeline or stage that is not known, and those that are.
  package func check(against known: [PipelineStage]) throws(GateRulesError) {
    let pipelines = known.map(\.pipeline).reduce(into: [String]()) {
      if $0.last != $1 { $0.append($1) }
    }
    guard pipelines.contains(pipeline) else {
      throw GateRulesError([
        .init(
          pipelinePlace,
          "There is no pipeline \(pipeline)." + NearestWord.hint(for: pipeline, among: pipelines))
      ])
    }
    let stageNames = known.filter { $0.pipeline == pipeline }.map(\.stage)
    let problems = stages.filter { !stageNames.contains($0.stage) }.map {
      GateRulesError.Problem(
        $0.place,
        "Pipeline \(pipeline) has no stage \($0.stage)."
          + NearestWord.hint(for: $0.stage, among: stageNames))
    }
    if !problems.isEmpty { throw GateRulesError(problems) }
  }
}
