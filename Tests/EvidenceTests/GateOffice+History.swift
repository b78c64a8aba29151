import CallModel
import Evidence
import Postgres
import Store

/// What the office knew when.
extension GateOffice {
  /// Everything that was recorded by now was so five minutes after it happened, and the rules were
  /// applied at eight in the morning.
  func knewSoon() throws {
    try connection.script(
      """
      update evidence set recorded_at = occurred_at + interval '5 minutes';
      update gate_rules set applied_at = '2024-03-01T08:00:00Z';
      """)
  }

  /// Evidence of a call was withdrawn.
  func revoke(call: Int64, at: Instant, why: String = "The call is linked to another deal.") throws
  {
    try connection.execute(
      "update evidence set revoked_at = $2, revoked_why = $3 where call_id = $1",
      [call, PostgresTimestamp(at), why])
  }

  /// A batch was committed, after which records reached up to `mark`; nil: that was not kept.
  func batch(at: Instant, completeUpTo mark: Instant?) throws {
    try connection.script(
      """
      insert into source_file (
        pbx_id, path, device, inode, head_hash, head_length, tail_hash, tail_length)
      select 1, 'Master.csv', 1, 1, 'a', 1, 'a', 1
      where not exists (select from source_file);
      """)
    try connection.execute(
      """
      insert into batch (source_file_id, from_offset, to_offset, records, accepted,
        accepted_bytes, duplicate, duplicate_bytes, quarantined, quarantined_bytes, other_bytes,
        committed_at, complete_up_to)
      select 1, n, n + 10, 1, 1, 10, 0, 0, 0, 0, 0, $1, $2
      from (select coalesce(max(b.to_offset), 0) as n from batch b) x
      """,
      [PostgresTimestamp(at), mark.map { PostgresTimestamp($0) }])
  }

  /// What the gate of deal 881 knew at a moment, of that moment unless another is named.
  func decide(
    knownAt: Instant, at: Instant? = nil, language: GateWording.Language = .en, log: Bool = false
  ) async throws -> GateDecision {
    try await Gate(store: store, wording: GateWording(language)).decide(
      deal: "881", to: nil, at: at ?? knownAt, knownAt: knownAt, askedBy: "test", log: log)
  }
}
