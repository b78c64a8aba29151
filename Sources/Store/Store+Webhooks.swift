package import CallModel
import FoundationEssentials
import Postgres

/// Where a webhook stands, and what became of a round.
package struct WebhookSettlement: Sendable {
  package var turn: WebhookTurn
  /// Every event up to here is settled.
  package var sequence: Int64
  package var outcomes: [WebhookOutcome]
  /// Until when the receiver asked for rest; nil when it did not.
  package var restingUntil: Instant?
  /// Whether it said that nobody is there any more.
  package var isGone = false

  package init(turn: WebhookTurn, sequence: Int64, outcomes: [WebhookOutcome]) {
    self.turn = turn
    self.sequence = sequence
    self.outcomes = outcomes
  }
}

extension Store {
  /// Makes the webhooks of the configuration known; a new one gets the events from now on.
  ///
  /// - Parameters:
  ///   - entries: all that the configuration names.
  ///   - exclusive: whether those that are not named are removed.
  /// - Throws: when the database can't be written.
  package func registerWebhooks(
    _ entries: [WebhookEntry], exclusive: Bool
  ) throws(StoreError) {
    try asking(to: "register the webhooks") { connection throws(PostgresError) in
      _ = try connection.query(
        "select webhook_register($1, $2, $3, $4)",
        [
          entries.map(\.name), entries.map(\.address),
          entries.map { $0.types.joined(separator: " ") }, exclusive,
        ])
    }
  }

  /// Takes a webhook for a round; `endWebhook` gives it free, and so does the session's end.
  ///
  /// - Returns: nil while another worker has it, or it rests or is switched off.
  package func beginWebhook(_ name: String, at moment: Instant) throws(StoreError) -> WebhookTurn? {
    try asking(to: "take webhook \(name)") { connection throws(PostgresError) in
      try connection.query(
        "select * from webhook_begin($1, $2)", [name, PostgresTimestamp(moment)]
      ).first.map { row throws(PostgresError) in try WebhookTurn(row) }
    }
  }

  package func endWebhook(_ name: String) throws(StoreError) {
    try asking(to: "give webhook \(name) free") { connection throws(PostgresError) in
      _ = try connection.query("select webhook_end($1)", [name])
    }
  }

  /// What it did not take before and is to be tried now.
  ///
  /// - Parameters:
  ///   - turn: the webhook, as `beginWebhook` gave it.
  ///   - moment: the moment.
  ///   - beginsNew: whether those that were put aside without being tried are wanted too.
  ///   - limit: how many at most.
  /// - Returns: in order; of a subject all, or the first ones.
  /// - Throws: when the database can't be asked.
  package func dueWebhookEvents(
    _ turn: WebhookTurn, at moment: Instant, beginsNew: Bool, limit: Int32
  ) throws(StoreError) -> [WebhookEvent] {
    try asking(to: "read the deliveries that are due") { connection throws(PostgresError) in
      try connection.query(
        "select *, event::text as json from webhook_due($1, $2, $3, $4)",
        [turn.id, PostgresTimestamp(moment), beginsNew, limit]
      ).map { row throws(PostgresError) in
        var event = try WebhookEvent(row)
        event.attempts = try row.int("attempts")
        event.scheduledAt = Instant(try row.timestamp("scheduled_at"))
        return event
      }
    }
  }

  /// The events that it has not been offered yet.
  package func nextWebhookEvents(
    _ turn: WebhookTurn, limit: Int32
  ) throws(StoreError) -> [WebhookEvent] {
    try asking(to: "read the next events") { connection throws(PostgresError) in
      try connection.query(
        "select *, event::text as json from webhook_next($1, $2, $3)",
        [turn.id, turn.sequence, limit]
      ).map { row throws(PostgresError) in
        var event = try WebhookEvent(row)
        event.isBehind = try row.bool("waits")
        return event
      }
    }
  }

  /// Writes down what became of a round.
  package func settle(_ round: WebhookSettlement, at moment: Instant) throws(StoreError) {
    let operation = "write down what was delivered"
    let outcomes: String
    do {
      outcomes = String(decoding: try JSONEncoder().encode(round.outcomes), as: UTF8.self)
    } catch {
      throw StoreError(.invalid, operation: operation, message: "\(error)")
    }
    try asking(to: operation) { connection throws(PostgresError) in
      _ = try connection.query(
        "select webhook_settle($1, $2, $3, $4, $5, $6, $7)",
        [
          round.turn.id, round.turn.sequence, round.sequence, PostgresJSON(outcomes),
          PostgresTimestamp(moment), round.restingUntil.map { PostgresTimestamp($0) },
          round.isGone,
        ])
    }
  }
}
