package import CallModel
import Postgres

/// An event of the outbox.
package struct StoredEvent: Sendable, Hashable {
  /// Its place in the order of all events.
  package var sequence: Int64
  /// A CloudEvent, JSON; nil when the fact that it told of is gone.
  package var json: String?
}

/// Which events are asked for; nil asks nothing.
package struct EventQuery: Sendable, Hashable {
  /// Only those after this place.
  package var after: Int64 = 0
  /// Patterns, `*` for any text.
  package var types: [String]?
  /// The CRM's id.
  package var deal: String?
  package var limit: Int64 = 1_000

  package init() {}
}

extension Store {
  /// On which the database says that there are events.
  private static let channel = "tollgate_events"

  /// Gives what was committed since the last time its place in the order of all events.
  ///
  /// - Returns: the place of the last event; 0 when there is none.
  package func publishEvents() throws(StoreError) -> Int64 {
    try asking(to: "publish events") { connection throws(PostgresError) in
      try connection.query("select publish_events() as reached").first?.int64("reached") ?? 0
    }
  }

  /// The next events, in order; fewer than asked for when there are no more.
  package func events(_ query: EventQuery) throws(StoreError) -> [StoredEvent] {
    try asking(to: "read events") { connection throws(PostgresError) in
      try connection.query(
        "select sequence, event::text as event from event_list($1, $2, $3, $4)",
        [query.after, query.limit, query.types, query.deal]
      ).map { row throws(PostgresError) in
        StoredEvent(
          sequence: try row.int64("sequence"), json: try row.optionalString("event"))
      }
    }
  }

  /// The place after which the events stand that were recorded since a moment.
  package func eventSequence(before moment: Instant) throws(StoreError) -> Int64 {
    try asking(to: "look a place among the events up") { connection throws(PostgresError) in
      try connection.query(
        "select event_sequence_before($1) as sequence", [PostgresTimestamp(moment)]
      ).first?.int64("sequence") ?? 0
    }
  }

  /// Waits until a transaction with events has committed, or the time is over. It holds the
  /// store's thread meanwhile: whoever else wants to ask needs a store of his own.
  ///
  /// - Returns: whether there are events.
  package func waitForEvents(milliseconds: Int32) throws(StoreError) -> Bool {
    try asking(to: "wait for events") { connection throws(PostgresError) in
      // The session may be a new one.
      try connection.listen(Self.channel)
      var wait = milliseconds
      var isOurs = false
      while let heard = try connection.waitForNotification(timeoutMilliseconds: wait) {
        isOurs = isOurs || heard.payload == schema
        wait = 0
      }
      return isOurs
    }
  }

  /// Removes events recorded earlier that every webhook has had.
  ///
  /// - Returns: how many.
  package func forgetEvents(before moment: Instant) throws(StoreError) -> Int64 {
    try asking(to: "remove old events") { connection throws(PostgresError) in
      try connection.query(
        "select outbox_forget($1) as events", [PostgresTimestamp(moment)]
      ).first?.int64("events") ?? 0
    }
  }
}
