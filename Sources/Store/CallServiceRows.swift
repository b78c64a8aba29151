/// How surely calls were tied to deals: a row of the SQL function `call_attribution`.
package struct AttributionRow: Sendable, Hashable, Decodable {
  /// A link method, or `internal` for the calls that no figure counts.
  package var method: String
  package var calls, withDeal, ambiguous: Int
}

/// How inbound calls were served, of the SQL function `inbound_service`. Waits in seconds.
package struct InboundService: Sendable, Hashable, Decodable {
  package var offered, answered, abandoned, voicemail, short: Int
  package var inLevel, levelSeconds: Int
  package var waitP50, waitP95: Int?
  package var waitMean: Double?
}

/// How missed inbound calls were made good, of the SQL function `callback_summary`.
package struct CallbackSummary: Sendable, Hashable, Decodable {
  package var opened, misses, due, pending, attemptedInSla, reachedInSla: Int
  package var calledBack, selfRecovered: Int
  package var attemptN: Int
  package var attemptBusinessP50, attemptBusinessP95, attemptWallP50, attemptWallP95: Int?
  package var reachN: Int
  package var reachBusinessP50, reachBusinessP95, reachWallP50, reachWallP95: Int?
  /// Debts still open, by wall age.
  package var remainder, open1Hour, open4Hours, open24Hours, openLonger, lost: Int
}

/// Something to know of the data before the figures: a row of `data_completeness`.
package struct CompletenessFinding: Sendable, Hashable, Decodable {
  package enum Level: String, Sendable, Hashable, Decodable { case fault, note }

  /// `watermark`, `silence`, `quarantine`, `gap`, `ambiguous`, `internal`, `no_calls`, `no_tasks`.
  package var kind: String
  package var level: Level
  /// Exchange, reason or file, by kind.
  package var name: String?
  package var count, total: Int?
  package var atTime: String?
  package var seconds, limitSeconds: Int?
}
