package import FoundationEssentials

/// One open stage of the funnel: a row of the SQL function `funnel`.
package struct FunnelRow: Sendable, Hashable, Decodable {
  package var pipeline, stage, stageName: String
  package var rank: Int
  /// Visits entered in the span, and what became of them.
  package var visits, converted, skipped, lost, there: Int
  /// Whether the cohort is old enough for its conversion to be read.
  package var isMature: Bool
  /// Deals created in the span that came so far, and that were worked there.
  package var reached, worked: Int
  package var leftN: Int
  package var businessP50, businessP90, wallP50, wallP90: Int?
  /// All deals ever that were in the stage and are closed.
  package var closed, won: Int
  /// Their win rate, drawn to the pipeline's mean when there are fewer than 30.
  package var winRate: Double?
}

/// Deals closed in the span, of one pipeline, outcome and currency.
package struct OutcomeRow: Sendable, Hashable, Decodable {
  package enum Outcome: String, Sendable, Hashable, Decodable { case won, lost }

  package var pipeline: String
  package var outcome: Outcome
  package var currency: String?
  package var deals: Int
  package var amount: Decimal?
  package var withoutAmount: Int
  package var closeWallP50, closeWallP90: Int?
  package var dealIds: [String]
}

/// A deal behind a figure of the funnel.
package struct FunnelDealRow: Sendable, Hashable, Decodable {
  package var deal, title, stage, stageName: String
  package var manager, managerName: String?
  package var enteredTime: String?
}
