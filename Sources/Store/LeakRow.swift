package import FoundationEssentials

/// A place where a client is lost or about to be: a row of the SQL function `leak`.
package struct LeakRow: Sendable, Hashable, Decodable {
  package enum Severity: String, Sendable, Hashable, Decodable { case leak, warning }

  /// `L1` to `L23`.
  package var `class`: String
  package var severity: Severity
  /// The CRM's ids and names; the deal is nil when the call has none.
  package var deal, title: String?
  /// Our number of the call; nil when it is not about a call.
  package var call: Int64?
  package var pipeline, stage, stageName, manager, managerName: String?
  /// Local time such as `2025-05-31 17:05`.
  package var sinceTime: String
  package var businessSeconds, wallSeconds, limitSeconds: Int?
  package var attempts, conversations: Int?
  /// Misses, evidence, overdue tasks or seconds of talk, by class.
  package var found: Int?
  /// Skipped stages, missing evidence or marks, by class.
  package var items: [String]
  /// What would stop it, in a fixed word.
  package var action: String
  package var amount: Decimal?
  /// ISO 4217; nil when the CRM gave none.
  package var currency: String?
  /// Amount times the win rate from the stage.
  package var worth: Decimal?
  /// Whether this leak alone counts the deal's amount.
  package var takesMoney: Bool
  /// Other classes of the same deal.
  package var tags: [String]
}
