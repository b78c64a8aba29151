package import CallModel
import Postgres

/// Which intake cards are asked for.
package struct IntakeQuery: Sendable, Hashable {
  /// Only this one, waiting or closed; nil for all.
  package var card: Int64?
  /// Those that are closed instead of those that wait.
  package var closed = false
  /// Only those past their due time.
  package var overdue = false

  package init() {}
}

extension Store {
  /// Intake cards, those due first; closed ones, the newest first.
  package func intake(
    _ query: IntakeQuery = IntakeQuery(), asOf: Instant
  ) throws(StoreError) -> Listing {
    try listing(
      "intake_list($1, $2, $3, $4)",
      [query.card, query.closed, query.overdue, PostgresTimestamp(asOf)], to: "list the intake")
  }

  /// The calls of a card's number.
  package func intakeCalls(of card: Int64) throws(StoreError) -> Listing {
    try listing("intake_call_list($1)", [card], to: "read the calls of intake card \(card)")
  }

  /// A person says that a stranger is nobody's client.
  ///
  /// - Parameters:
  ///   - card: our number of the card.
  ///   - who: who says so.
  ///   - why: must not be empty.
  ///   - forever: whether no later call of the number shall open a card.
  /// - Throws: `notFound`, `invalid` without a reason or for a card that is closed.
  package func dismissIntake(
    _ card: Int64, by who: String, why: String, forever: Bool
  ) throws(StoreError) {
    try decide(to: "dismiss intake card \(card)") { connection throws(PostgresError) in
      _ = try connection.execute(
        "select intake_dismiss($1, $2, $3, $4)", [card, who, why, forever])
    }
  }

  /// Takes a dismissal back.
  ///
  /// - Returns: the card in which the calls wait now; nil when the number has become known.
  /// - Throws: `notFound`, `invalid` for a card that nobody dismissed.
  package func reopenIntake(_ card: Int64, by who: String) throws(StoreError) -> Int64? {
    try decide(to: "reopen intake card \(card)") { connection throws(PostgresError) in
      try connection.query("select intake_reopen($1, $2) as card", [card, who])
        .first?.optionalInt64("card")
    }
  }

  /// A transaction in which a function of ours may refuse.
  func decide<Result>(
    to operation: String, _ body: (Connection) throws(PostgresError) -> Result
  ) throws(StoreError) -> Result {
    do throws(StoreError) {
      return try transaction(to: operation, body)
    } catch {
      throw error.asRaised
    }
  }
}
