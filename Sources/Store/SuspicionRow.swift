/// Something that a head of sales may want to ask about, and no verdict: a row of the SQL function
/// `suspicion`.
package struct SuspicionRow: Sendable, Hashable, Decodable {
  /// `answering_machine`, `announcement`, `gate_farming`, `short_run`, `own_call` or `many_deals`.
  package var kind: String
  /// Local time such as `2025-05-31 17:05`.
  package var sinceTime: String
  /// Our numbers of the calls, at most 20.
  package var calls: [Int64]
  /// The CRM's ids and names; nil when it is not about one.
  package var deal, title, stage, stageName, manager, managerName: String?
  /// Seconds and a count, by kind: docs/suspicion.md.
  package var seconds: Int?
  package var found: Int
  /// Kinds of evidence, numbers or deals, by kind.
  package var items: [String]
}
