package import CallModel
import FoundationEssentials
import Postgres

/// Gate rules of one pipeline as they are in force.
package struct AppliedGateRules: Sendable, Hashable {
  /// The CRM's id.
  package var pipeline: String
  package var version: Int
  /// The YAML as it was applied.
  package var source: String
  package var appliedAt: Instant
  package var appliedBy: String
}

/// A stage of a pipeline, by the CRM's ids.
package struct PipelineStage: Sendable, Hashable {
  package var pipeline: String
  package var stage: String
  package var name: String
  /// `open`, `won` or `lost`.
  package var kind: String

  package init(pipeline: String, stage: String, name: String, kind: String = "open") {
    self.pipeline = pipeline
    self.stage = stage
    self.name = name
    self.kind = kind
  }
}

/// What a gate's answer is made of.
package struct GateAnswer: Sendable, Hashable {
  package var facts: GateFacts
  /// The same as the database gave it.
  package var json: String
}

extension Store {
  /// The stages of every pipeline, in the order of their positions.
  package func pipelineStages() throws(StoreError) -> [PipelineStage] {
    try asking(to: "read the stages") { connection throws(PostgresError) in
      var stages: [PipelineStage] = []
      for row in try connection.query("select * from pipeline_stage") {
        try stages.append(
          PipelineStage(
            pipeline: row.string("pipeline"), stage: row.string("stage"), name: row.string("name"),
            kind: row.string("kind")))
      }
      return stages
    }
  }

  /// Puts rules into force as the pipeline's next version; the same text again changes nothing.
  ///
  /// - Parameters:
  ///   - pipeline: the CRM's id.
  ///   - source: the YAML as written.
  ///   - skipping: `shut` or `open`.
  ///   - requirements: a JSON array, see `gate_rules_apply`.
  ///   - appliedBy: who applies them.
  /// - Returns: the version in force, and whether it is new.
  /// - Throws: `notFound` for a pipeline or stage that is not known.
  package func applyGateRules(
    pipeline: String, source: String, skipping: String, requirements: String, appliedBy: String
  ) throws(StoreError) -> (version: Int, isNew: Bool) {
    try raising(to: "apply the gate rules") { connection throws(PostgresError) in
      let rows = try connection.query(
        "select version, is_new from gate_rules_apply($1, $2, $3, $4, $5)",
        [pipeline, source, skipping, appliedBy, PostgresJSON(requirements)])
      guard let row = rows.first else { return (0, false) }
      return try (row.int("version"), row.bool("is_new"))
    }
  }

  /// The rules in force, or one version of them.
  ///
  /// - Parameters:
  ///   - pipeline: the CRM's id; nil for every pipeline that has rules.
  ///   - version: nil for the one in force.
  /// - Returns: one for each pipeline that has such rules.
  /// - Throws: when the database can't be asked.
  package func gateRules(
    pipeline: String?, version: Int? = nil
  ) throws(StoreError) -> [AppliedGateRules] {
    try asking(to: "read the gate rules") { connection throws(PostgresError) in
      var rules: [AppliedGateRules] = []
      for row in try connection.query(
        "select * from gate_rules_show($1, $2)",
        [pipeline, version.map { Int32(clamping: $0) }])
      {
        try rules.append(
          AppliedGateRules(
            pipeline: row.string("pipeline"), version: row.int("version"),
            source: row.string("source"), appliedAt: Instant(row.timestamp("applied_at")),
            appliedBy: row.string("applied_by")))
      }
      return rules
    }
  }

  /// What a gate's answer is made of.
  ///
  /// - Parameters:
  ///   - deal: the CRM's id.
  ///   - from: the CRM's id of the stage to leave; nil for the one where the deal is at `at`.
  ///   - to: the CRM's id of the stage to enter; nil when that is not said.
  ///   - at: the moment of the question; what happened later does not count.
  ///   - knownAt: what we recorded later does not count; nil for all that we know.
  /// - Returns: the verdict and what it rests on, not in words yet.
  /// - Throws: `notFound` for a deal or stage that is not known.
  package func gateFacts(
    deal: String, from: String? = nil, to: String?, at: Instant, knownAt: Instant? = nil
  ) throws(StoreError) -> GateFacts {
    try gateAnswer(deal: deal, from: from, to: to, at: at, knownAt: knownAt).facts
  }

  /// The same, with the JSON that it came in, for the log.
  package func gateAnswer(
    deal: String, from: String?, to: String?, at: Instant, knownAt: Instant?
  ) throws(StoreError) -> GateAnswer {
    let operation = "ask the gate"
    let text = try raising(to: operation) { connection throws(PostgresError) in
      try connection.query(
        "select gate_facts($1, $2, $3, $4, $5) as facts",
        [deal, from, to, PostgresTimestamp(at), knownAt.map { PostgresTimestamp($0) }]
      ).first?.string("facts") ?? ""
    }
    return GateAnswer(facts: try known(text, operation), json: text)
  }

  /// What a function of ours gave as JSON.
  ///
  /// - Throws: `invalid` when it is of another version than this program.
  func known<Value: Decodable>(_ text: String, _ operation: String) throws(StoreError) -> Value {
    do {
      return try JSONDecoder().decode(Value.self, from: Data(text.utf8))
    } catch {
      throw StoreError(
        .invalid, operation: operation,
        message:
          "The database's answer is not one that this program knows; run tollgate db migrate.")
    }
  }

  /// Like `asking`, for functions that raise sentences of their own.
  func raising<Result>(
    to operation: String, _ body: (Connection) throws(PostgresError) -> Result
  ) throws(StoreError) -> Result {
    do throws(StoreError) {
      return try asking(to: operation, body)
    } catch {
      throw error.asRaised
    }
  }
}
