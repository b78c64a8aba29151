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

  package init(pipeline: String, stage: String, name: String) {
    self.pipeline = pipeline
    self.stage = stage
    self.name = name
  }
}

extension Store {
  /// The stages of every pipeline, in the order of their positions.
  package func pipelineStages() throws(StoreError) -> [PipelineStage] {
    try asking(to: "read the stages") { connection throws(PostgresError) in
      var stages: [PipelineStage] = []
      for row in try connection.query("select * from pipeline_stage") {
        try stages.append(
          PipelineStage(
            pipeline: row.string("pipeline"), stage: row.string("stage"), name: row.string("name")))
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

  /// The rules in force.
  ///
  /// - Parameter pipeline: the CRM's id; nil for every pipeline that has rules.
  /// - Returns: one for each pipeline that has rules.
  /// - Throws: when the database can't be asked.
  package func gateRules(pipeline: String?) throws(StoreError) -> [AppliedGateRules] {
    try asking(to: "read the gate rules") { connection throws(PostgresError) in
      var rules: [AppliedGateRules] = []
      for row in try connection.query("select * from gate_rules_show($1)", [pipeline]) {
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
  /// - Returns: the verdict and what it rests on, not in words yet.
  /// - Throws: `notFound` for a deal or stage that is not known.
  package func gateFacts(
    deal: String, from: String? = nil, to: String?, at: Instant
  ) throws(StoreError) -> GateFacts {
    let operation = "ask the gate"
    let text = try raising(to: operation) { connection throws(PostgresError) in
      try connection.query(
        "select gate_facts($1, $2, $3, $4) as facts", [deal, from, to, PostgresTimestamp(at)]
      ).first?.string("facts") ?? ""
    }
    do {
      return try JSONDecoder().decode(GateFacts.self, from: Data(text.utf8))
    } catch {
      throw StoreError(
        .invalid, operation: operation,
        message:
          "The database's answer is not one that this program knows; run tollgate db migrate.")
    }
  }

  /// Keeps what a gate answered, with the evidence that it used.
  ///
  /// - Parameters:
  ///   - decision: the answer as given, JSON with the keys of a gate decision.
  ///   - version: version of the rules that answered; nil when there were none.
  ///   - askedBy: who asked.
  /// - Returns: the number of the decision.
  /// - Throws: when the database can't be written.
  package func logGateDecision(
    _ decision: String, version: Int?, askedBy: String
  ) throws(StoreError) -> Int64 {
    try raising(to: "log the gate's decision") { connection throws(PostgresError) in
      let rows = try connection.query(
        "select gate_decision_log($1, $2, $3) as id",
        [PostgresJSON(decision), askedBy, version.map { Int32(clamping: $0) }])
      return try rows.first?.int64("id") ?? 0
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
