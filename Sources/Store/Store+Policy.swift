import CallModel
import Postgres

/// A dry run of other rules: begun, read, and always rolled back. What is tried is really done, by
/// the functions that do it in earnest; nobody else sees it.
extension Store {
  /// The day of the first call; nil when there is none.
  package func firstCallDay() throws(StoreError) -> String? {
    try asking(to: "find the first call") { connection throws(PostgresError) in
      try connection.query("select policy_first_day() as day").first?.optionalString("day")
    }
  }

  /// Waits for whoever is linking calls, keeps others from it until the end, and remembers how
  /// everything is.
  ///
  /// - Returns: how many calls the span has.
  /// - Throws: when the database can't do it; then nothing is begun.
  package func beginPolicyTrial(_ scope: ReportScope) throws(StoreError) -> Int {
    try trying { connection throws(PostgresError) in
      try connection.begin()
      try connection.execute("select lock_links()")
      let rows = try connection.query("select policy_before($1, $2, $3) as calls", scope.moments)
      let calls = try rows.first?.int("calls") ?? 0
      try connection.execute("savepoint policy")
      return calls
    }
  }

  /// Puts the rules into force inside the trial, links and evidence with them.
  ///
  /// - Throws: `notFound` for a pipeline or stage that is not known; then the trial is over.
  package func apply(_ trial: PolicyTrial) throws(StoreError) {
    if let rules = trial.rules {
      do throws(StoreError) {
        _ = try applyGateRules(
          pipeline: rules.pipeline, source: rules.source, skipping: rules.skipping,
          requirements: rules.requirements, appliedBy: "dry run")
      } catch {
        abandonPolicyTrial()
        throw error
      }
    }
    let names = trial.settings.keys.sorted()
    _ = try trying { connection throws(PostgresError) in
      try connection.execute(
        "select policy_try($1, $2)", [names, names.map { trial.settings[$0] ?? "" }])
    }
  }

  /// Calls that are tied otherwise, by their numbers.
  ///
  /// - Parameters:
  ///   - call: the last one seen; 0 at first.
  ///   - limit: how many at most.
  /// - Returns: a row for each call; none when there are no more.
  /// - Throws: when the database can't be asked; then the trial is over.
  package func policyMoves(after call: Int64, limit: Int32) throws(StoreError) -> Listing {
    do throws(StoreError) {
      return try listing("policy_move($1, $2)", [call, limit], to: Self.operation)
    } catch {
      abandonPolicyTrial()
      throw error
    }
  }

  /// Compares what is left to compare, and undoes everything.
  package func endPolicyTrial(
    _ trial: PolicyTrial, _ scope: ReportScope
  ) throws(StoreError) -> PolicyOutcome {
    do throws(StoreError) {
      let moves = try listing("policy_move_summary()", to: Self.operation)
      let coverage = try listing(
        "policy_coverage_diff($1, $2, $3)", scope.moments, to: Self.operation)
      let then = try gatesOfTrial(withRules: trial.rules != nil, asOf: scope.asOf)
      // Undone here already, so that the gates answer as they do.
      _ = try trying { connection throws(PostgresError) in
        try connection.execute("rollback to savepoint policy")
      }
      let gates = try listing(
        "policy_gate_diff($1, $2, $3, $4)",
        [then.deals, then.verdicts, then.missing, PostgresTimestamp(scope.asOf)],
        to: Self.operation)
      abandonPolicyTrial()
      return PolicyOutcome(
        moves: moves, gatesAsked: then.deals.count, gates: gates, coverage: coverage)
    } catch {
      abandonPolicyTrial()
      throw error
    }
  }

  /// Undoes everything; nothing of it stays.
  package func abandonPolicyTrial() {
    guard let session = try? connection, session.isInTransaction else { return }
    // Closing the session rolls everything back, whatever state it is in.
    do throws(PostgresError) { try session.rollback() } catch { close() }
  }

  private typealias Answers = (deals: [Int32], verdicts: [String], missing: [String])

  private func gatesOfTrial(
    withRules: Bool, asOf: Instant
  ) throws(StoreError) -> Answers {
    try asking(to: Self.operation) { connection throws(PostgresError) in
      var answers: Answers = ([], [], [])
      let rows = try connection.query(
        "select * from policy_gate(policy_touched_deals($1), $2)",
        [withRules, PostgresTimestamp(asOf)])
      for row in rows {
        answers.deals.append(try row.int32("deal_id"))
        answers.verdicts.append(try row.string("verdict"))
        answers.missing.append(try row.string("missing"))
      }
      return answers
    }
  }

  private static let operation = "try the rules"

  private func trying<Result>(
    _ body: (Connection) throws(PostgresError) -> Result
  ) throws(StoreError) -> Result {
    do throws(StoreError) {
      return try asking(to: Self.operation, body)
    } catch {
      abandonPolicyTrial()
      throw error
    }
  }
}

extension ReportScope {
  /// The span and the moment, as the functions of a dry run take them.
  fileprivate var moments: [any SQLEncodable] {
    [PostgresTimestamp(fromAt), PostgresTimestamp(toAt), PostgresTimestamp(asOf)]
  }
}
