/// What was done in stage visits, of one stage and manager: a row of the SQL function `coverage`.
///
/// Seconds are whole; percentiles are observed values, nil when nothing was observed.
package struct CoverageRow: Sendable, Hashable, Decodable {
  package enum Level: String, Sendable, Hashable, Decodable { case manager, stage, total }

  package var level: Level
  /// The CRM's ids and the names; nil above the level, and for deals that nobody owns.
  package var pipeline, stage, stageName, manager, managerName: String?
  package var visits, deals, passedThrough, pending, due: Int
  /// Of the visits that are due.
  package var called, attempted, reached: Int
  /// Outbound calls, and the same with redials within 60 s taken as one.
  package var dials, attempts: Int
  package var attemptsP50, attemptsMax: Int?
  package var attemptsAnswered, answered, conversations: Int
  package var talkSeconds: Int
  package var talkP50: Int?
  /// Conversations that should have a recording, and those that have.
  package var expected, recorded: Int
  /// From the entry of the visit to the first attempt.
  package var attemptN: Int
  package var attemptBusinessP50, attemptBusinessP90, attemptWallP50, attemptWallP90: Int?
  /// From the entry of the visit to the first conversation.
  package var reachN: Int
  package var reachBusinessP50, reachBusinessP90, reachWallP50, reachWallP90: Int?
  /// Forward moves from stages with rules, and what the gate says of them.
  package var leftForward, gateMet, gateShut, gateUnknown: Int
}

/// How fast and how often new deals are called: a row of the SQL function `lead_coverage`.
package struct LeadCoverageRow: Sendable, Hashable, Decodable {
  package enum Level: String, Sendable, Hashable, Decodable { case manager, total }

  package var level: Level
  package var manager, managerName: String?
  package var leads, callBorn: Int
  /// Deals whose time for a first attempt is over, met, not over, and never attempted.
  package var slaDue, inSla, slaPending, neverAttempted: Int
  /// First attempts within 5, 15, 60 and more business minutes.
  package var band5, band15, band60, bandOver: Int
  package var attemptN: Int
  package var attemptBusinessP50, attemptBusinessP95, attemptWallP50, attemptWallP95: Int?
  package var contactN: Int
  package var contactBusinessP50, contactBusinessP95, contactWallP50, contactWallP95: Int?
  package var contactDue, contacted, contactPending: Int
  package var dials, attempts: Int
  package var attemptsP50, attemptsMax: Int?
  /// Deals with none, one, two, three to five, six and more attempts in the window.
  package var attempts0, attempts1, attempts2, attempts3, attempts6: Int
  package var unreached, unreachedAttempts: Int
}

/// A stage visit behind a figure of coverage.
package struct CoverageDealRow: Sendable, Hashable, Decodable {
  package var deal, title, stage, stageName: String
  package var manager, managerName: String?
  /// Local times such as `2025-05-31 17:05`; `leftTime` is nil while the deal is there.
  package var enteredTime: String
  package var leftTime: String?
  package var calls, attempts, conversations, talkSeconds: Int
  /// `met`, `shut` or `unknown`; nil when it did not leave forward from a stage with rules.
  package var gate: String?
  package var missing: [String]
}

/// A deal behind a figure of lead coverage.
package struct LeadDealRow: Sendable, Hashable, Decodable {
  package var deal, title: String
  package var manager, managerName: String?
  package var createdTime: String
  package var attempts: Int
  package var attemptBusinessSeconds, attemptWallSeconds: Int?
  package var contactBusinessSeconds, contactWallSeconds: Int?
}
