package import CallModel
import Postgres

/// A piece of evidence as people and programs see it.
package struct EvidenceRecord: Sendable, Hashable {
  /// What withdrew it.
  package struct Revocation: Sendable, Hashable {
    package var at: Instant
    /// Nil when the program did, as its ground went.
    package var by: String?
    package var why: String
  }

  package var id: Int64
  /// The CRM's id of the stage in which it happened; nil when in none.
  package var stage: String?
  package var kind: String
  package var at: Instant
  /// `call`, `task`, `calendar` or `external`.
  package var source: String
  package var call: Int64?
  /// The CRM's id.
  package var task: String?
  package var externalKey: String?
  /// False when it rests on an ambiguous link.
  package var isCertain: Bool
  /// Nil when it does not rest on a call.
  package var talkSeconds: Int?
  package var direction: String?
  package var detail: String
  /// Nil when the program recorded it.
  package var recordedBy: String?
  package var recordedAt: Instant
  /// Nil while it stands.
  package var revocation: Revocation?
}

/// A fact from outside, such as a payment.
package struct ExternalEvidence: Sendable, Hashable {
  /// The CRM's id.
  package var deal: String
  /// Small letters, digits and `_`.
  package var kind: String
  package var at: Instant
  /// Idempotency key of the outside source; nil: every time is a new fact.
  package var key: String?
  /// The CRM's id; nil for the stage where the deal was then.
  package var stage: String?
  /// One line for people; may be empty.
  package var detail: String
  package var recordedBy: String

  package init(
    deal: String, kind: String, at: Instant, recordedBy: String, key: String? = nil,
    stage: String? = nil, detail: String = ""
  ) {
    self.deal = deal
    self.kind = kind
    self.at = at
    self.recordedBy = recordedBy
    self.key = key
    self.stage = stage
    self.detail = detail
  }
}

/// What became of a fact from outside.
package struct RecordedEvidence: Sendable, Hashable {
  package var id: Int64
  /// False when its key was there before.
  package var isNew: Bool
  /// True when the fact that was there before has been revoked since; it stays revoked.
  package var isRevoked: Bool
}

extension Store {
  /// The evidence of a deal, in the order of what happened.
  ///
  /// - Parameters:
  ///   - deal: the CRM's id.
  ///   - includingRevoked: whether to give what was revoked too.
  /// - Returns: all pieces of the deal, of every stage and of none.
  /// - Throws: `notFound` for a deal that is not known.
  package func evidence(
    ofDeal deal: String, includingRevoked: Bool = false
  ) throws(StoreError) -> [EvidenceRecord] {
    try raising(to: "read the deal's evidence") { connection throws(PostgresError) in
      var records: [EvidenceRecord] = []
      let sql = "select * from evidence_list($1, $2)"
      for row in try connection.query(sql, [deal, !includingRevoked]) {
        try records.append(EvidenceRecord(row: row))
      }
      return records
    }
  }

  /// The same for lists, and what waits for a person's word, marked.
  package func evidenceListing(
    ofDeal deal: String, includingRevoked: Bool
  ) throws(StoreError) -> Listing {
    do throws(StoreError) {
      return try listing(
        "evidence_overview($1, $2)", [deal, !includingRevoked], to: "read the deal's evidence")
    } catch {
      throw error.asRaised
    }
  }

  /// Records a fact from outside; with a key, the same fact sent twice is recorded once.
  ///
  /// - Throws: `notFound` for a deal or visit that is not known, `invalid` for a kind that is no
  ///   word or a key that stands for another fact.
  package func addEvidence(_ fact: ExternalEvidence) throws(StoreError) -> RecordedEvidence {
    try raising(to: "record the evidence") { connection throws(PostgresError) in
      let rows = try connection.query(
        "select * from evidence_add($1, $2, $3, $4, $5, $6, $7)",
        [
          fact.deal, fact.kind, PostgresTimestamp(fact.at), fact.recordedBy, fact.key, fact.detail,
          fact.stage,
        ])
      guard let row = rows.first else {
        return RecordedEvidence(id: 0, isNew: false, isRevoked: false)
      }
      return try RecordedEvidence(
        id: row.int64("evidence_id"), isNew: row.bool("is_new"),
        isRevoked: row.bool("is_revoked"))
    }
  }

  /// Withdraws a piece of evidence, or dismisses a suggestion; the row stays.
  ///
  /// - Returns: false when it was revoked or dismissed before: the first reason stays.
  /// - Throws: `notFound` for a number that is not known, `invalid` without a reason.
  package func revokeEvidence(
    _ id: Int64, by who: String, why: String
  ) throws(StoreError) -> Bool {
    try raising(to: "revoke the evidence") { connection throws(PostgresError) in
      let rows = try connection.query(
        "select evidence_revoke($1, $2, $3) as is_new", [id, who, why])
      return try rows.first?.bool("is_new") ?? false
    }
  }
}

extension EvidenceRecord {
  init(row: Row) throws(PostgresError) {
    id = try row.int64("evidence_id")
    stage = try row.optionalString("stage")
    kind = try row.string("kind")
    at = Instant(try row.timestamp("occurred_at"))
    source = try row.string("source")
    call = try row.optionalInt64("call_id")
    task = try row.optionalString("task")
    externalKey = try row.optionalString("external_key")
    isCertain = try row.bool("certain")
    talkSeconds = try row.optionalInt("talk_seconds")
    direction = try row.optionalString("direction")
    detail = try row.string("detail")
    recordedBy = try row.optionalString("recorded_by")
    recordedAt = Instant(try row.timestamp("recorded_at"))
    guard let revokedAt = try row.optionalTimestamp("revoked_at") else { return }
    revocation = Revocation(
      at: Instant(revokedAt), by: try row.optionalString("revoked_by"),
      why: try row.string("revoked_why"))
  }
}
