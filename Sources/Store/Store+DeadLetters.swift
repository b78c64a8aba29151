import Postgres

extension Store {
  /// The webhooks, with what each still has to get.
  package func webhooks() throws(StoreError) -> Listing {
    try listing("webhook_list()", to: "list the webhooks")
  }

  /// Events that were given up, the latest first.
  ///
  /// - Parameters:
  ///   - webhook: its name; nil for all.
  ///   - limit: how many at most.
  /// - Returns: one row an event.
  /// - Throws: when the database can't be asked.
  package func deadLetters(webhook: String?, limit: Int32) throws(StoreError) -> Listing {
    try listing("webhook_dead_list($1, $2)", [webhook, limit], to: "list the dead letters")
  }

  /// Has dead letters tried again: those of the places, or all.
  ///
  /// - Returns: how many.
  /// - Throws: `notFound` for a webhook that is not known.
  package func replayDeadLetters(
    of webhook: String, places: [Int64]?
  ) throws(StoreError) -> Int64 {
    try raising(to: "replay dead letters") { connection throws(PostgresError) in
      try connection.query(
        "select webhook_replay($1, null, $2) as events", [webhook, places]
      ).first?.int64("events") ?? 0
    }
  }

  /// Has every event after a place delivered again.
  ///
  /// - Returns: by how many places it went back.
  /// - Throws: `notFound` for a webhook that is not known.
  package func replayEvents(of webhook: String, after place: Int64) throws(StoreError) -> Int64 {
    try raising(to: "replay events") { connection throws(PostgresError) in
      try connection.query(
        "select webhook_replay($1, $2, null) as events", [webhook, place]
      ).first?.int64("events") ?? 0
    }
  }

  /// Switches a webhook on again that answered that nobody is there any more.
  ///
  /// - Throws: `notFound` for a webhook that is not known.
  package func switchOnWebhook(_ name: String) throws(StoreError) {
    try raising(to: "switch webhook \(name) on") { connection throws(PostgresError) in
      _ = try connection.query("select webhook_switch_on($1)", [name])
    }
  }
}
