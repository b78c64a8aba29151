package import CallModel
import Postgres

extension Store {
  /// Keeps what a gate answered, with the evidence that it used.
  ///
  /// - Parameters:
  ///   - decision: the answer as given, JSON with the keys of a gate decision.
  ///   - facts: what it was made of.
  ///   - askedBy: who asked.
  /// - Returns: the number of the decision.
  /// - Throws: when the database can't be written.
  package func logGateDecision(
    _ decision: String, facts: GateAnswer, askedBy: String
  ) throws(StoreError) -> Int64 {
    try raising(to: "log the gate's decision") { connection throws(PostgresError) in
      let rows = try connection.query(
        "select gate_decision_log($1, $2, $3, $4, $5, $6) as id",
        [
          PostgresJSON(decision), askedBy, facts.facts.version.map { Int32(clamping: $0) },
          PostgresJSON(facts.json), facts.facts.askedAt.map { PostgresTimestamp($0.instant) },
          facts.facts.knownAt.map { PostgresTimestamp($0.instant) },
        ])
      return try rows.first?.int64("id") ?? 0
    }
  }

  /// What gates answered, newest first.
  ///
  /// - Parameters:
  ///   - deal: the CRM's id; nil for every deal.
  ///   - limit: how many at most.
  /// - Returns: a row for each decision.
  /// - Throws: `notFound` for a deal that is not known.
  package func gateLog(deal: String?, limit: Int32) throws(StoreError) -> Listing {
    do throws(StoreError) {
      return try listing("gate_log($1, $2)", [deal, limit], to: "read the gates' decisions")
    } catch {
      throw error.asRaised
    }
  }

  /// One decision of the log, and what has become of its evidence.
  ///
  /// - Returns: the decision, and the same as the database's JSON.
  /// - Throws: `notFound` for a number that is not known.
  package func gateDecision(
    _ id: Int64
  ) throws(StoreError) -> (decision: StoredGateDecision, json: String) {
    let operation = "read decision \(id)"
    let text = try raising(to: operation) { connection throws(PostgresError) in
      try connection.query("select gate_decision_shown($1) as shown", [id])
        .first?.string("shown") ?? ""
    }
    return (try known(text, operation), text)
  }

  /// Calls that nearly met the requirements of a gate.
  ///
  /// - Parameters: as of `gateFacts`.
  /// - Returns: the nearest of each requirement, in the order of the requirements.
  /// - Throws: `notFound` for a deal or stage that is not known.
  package func gateNearMisses(
    deal: String, from: String?, at: Instant, knownAt: Instant?
  ) throws(StoreError) -> [GateNearCall] {
    let operation = "look for near misses"
    let rows = try raising(to: operation) { connection throws(PostgresError) in
      try connection.query(
        "select row_to_json(r)::text as json from gate_near_miss($1, $2, $3, $4) r",
        [deal, from, PostgresTimestamp(at), knownAt.map { PostgresTimestamp($0) }]
      ).map { row throws(PostgresError) in try row.string("json") }
    }
    var calls: [GateNearCall] = []
    for row in rows { calls.append(try known(row, operation)) }
    return calls
  }

  /// Every version of the rules that was ever in force, newest first.
  package func gateRulesLog(pipeline: String?) throws(StoreError) -> Listing {
    try listing("gate_rules_log($1)", [pipeline], to: "read the versions of the gate rules")
  }

  /// The kinds of which evidence was ever recorded.
  package func evidenceKinds() throws(StoreError) -> [String] {
    try asking(to: "list the kinds of evidence") { connection throws(PostgresError) in
      try connection.query("select kind from evidence_kinds()")
        .map { row throws(PostgresError) in try row.string("kind") }
    }
  }
}
