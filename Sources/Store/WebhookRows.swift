package import CallModel
import Postgres

/// A webhook as the configuration names it.
package struct WebhookEntry: Sendable, Hashable {
  package var name: String
  /// Address without what may be secret in it.
  package var address: String
  /// Patterns of the events' types, `*` for any text.
  package var types: [String]

  package init(name: String, address: String, types: [String]) {
    self.name = name
    self.address = address
    self.types = types
  }
}

/// A webhook that this session has taken for a round of deliveries.
package struct WebhookTurn: Sendable, Hashable {
  package var id: Int32
  /// Every event up to here was taken, is not wanted, or is known to have failed or to wait.
  package var sequence: Int64
  /// How far events are published.
  package var published: Int64
  /// How many of its events failed and are tried again.
  package var failing: Int
  /// How many were put aside in all: those, and what waits behind them.
  package var waiting: Int
}

/// An event that is to be delivered.
package struct WebhookEvent: Sendable, Hashable {
  package var sequence: Int64
  /// Events of one subject go in their order; nil when the fact is gone.
  package var subject: String?
  /// The CloudEvent's id; nil when the fact is gone.
  package var id: String?
  /// The CloudEvent, JSON; nil when the fact is gone.
  package var json: String?
  /// Failed attempts.
  package var attempts = 0
  /// When the schedule lets it be tried; nil for one that was never put aside.
  package var scheduledAt: Instant?
  /// Whether another event of its subject has to go first.
  package var isBehind = false
}

/// What became of one event in a round.
package struct WebhookOutcome: Sendable, Hashable, Encodable {
  package enum Kind: String, Sendable, Encodable {
    case delivered, waiting, failed, dead
  }

  package var sequence: Int64
  package var subject: String
  package var outcome: Kind
  package var attempts = 0
  /// When it is to be tried next; nil: at once.
  package var dueAt: Instant?
  /// When the schedule lets it be tried; nil: at once.
  package var scheduledAt: Instant?
  /// Why it failed; nil when it was not tried or went well.
  package var error: String?

  package init(_ event: WebhookEvent, _ outcome: Kind) {
    sequence = event.sequence
    subject = event.subject ?? ""
    self.outcome = outcome
    attempts = event.attempts
  }

  private enum Key: String, CodingKey {
    case sequence, subject, outcome, attempts, error
    case dueAt = "due_at"
    case scheduledAt = "scheduled_at"
  }

  package func encode(to encoder: any Encoder) throws {
    var object = encoder.container(keyedBy: Key.self)
    try object.encode(sequence, forKey: .sequence)
    try object.encode(outcome, forKey: .outcome)
    guard outcome != .delivered else { return }
    try object.encode(subject, forKey: .subject)
    try object.encode(attempts, forKey: .attempts)
    try object.encodeIfPresent(error, forKey: .error)
    try object.encodeIfPresent(dueAt?.rfc3339, forKey: .dueAt)
    try object.encodeIfPresent(scheduledAt?.rfc3339, forKey: .scheduledAt)
  }
}

extension WebhookTurn {
  init(_ row: Row) throws(PostgresError) {
    id = try row.int32("webhook_id")
    sequence = try row.int64("sequence")
    published = try row.int64("published")
    failing = try row.int("failing")
    waiting = try row.int("waiting")
  }
}

extension WebhookEvent {
  init(_ row: Row) throws(PostgresError) {
    sequence = try row.int64("sequence")
    subject = try row.optionalString("subject")
    id = try row.optionalString("id")
    json = try row.optionalString("json")
  }
}
