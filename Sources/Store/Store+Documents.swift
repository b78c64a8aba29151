package import CallModel
import Postgres

/// A calendar or sidecar as it lies there.
package struct DocumentFile: Sendable, Hashable {
  /// `calendar` or `sidecar`.
  package var kind: String
  package var path: String
  /// The last part of the path.
  package var name: String
  /// SHA-256 of the content in hexadecimal.
  package var digest: String
  package var bytes: Int64
  package var modifiedAt: Instant

  package init(
    kind: String, path: String, name: String, digest: String, bytes: Int64, modifiedAt: Instant
  ) {
    self.kind = kind
    self.path = path
    self.name = name
    self.digest = digest
    self.bytes = bytes
    self.modifiedAt = modifiedAt
  }
}

/// What a document says.
package enum DocumentFacts: Sendable, Hashable {
  /// A JSON array of meetings, as `take_calendar_entries` reads it.
  case calendar(json: String)
  case sidecar(SidecarFacts)
  case nothing
}

/// What a sidecar says, in our terms.
package struct SidecarFacts: Sendable, Hashable {
  package var format: String
  package var callKeys: [String]
  /// E.164.
  package var numbers: [String]
  package var startedAt: Instant?
  package var durationSeconds: Int32?
  /// When its call was, roughly.
  package var around: Instant
  package var kinds: [String]
  /// For each kind what says so.
  package var grounds: [String]

  package init(
    format: String, callKeys: [String], numbers: [String], startedAt: Instant?,
    durationSeconds: Int32?, around: Instant, kinds: [String], grounds: [String]
  ) {
    self.format = format
    self.callKeys = callKeys
    self.numbers = numbers
    self.startedAt = startedAt
    self.durationSeconds = durationSeconds
    self.around = around
    self.kinds = kinds
    self.grounds = grounds
  }
}

/// What became of a document.
package struct DocumentOutcome: Sendable, Hashable {
  /// Meetings or sidecars that are new or changed.
  package var changed = 0
  package var evidenceRecorded = 0
  package var evidenceRevoked = 0
  /// Parts that were set aside and had not been before.
  package var quarantined = 0
}

extension Store {
  /// Whether a file was taken as it lies there, so that it need not be read.
  package func knowsDocument(
    path: String, bytes: Int64, modifiedAt: Instant
  ) throws(StoreError) -> Bool {
    try asking(to: "look the file up") { connection throws(PostgresError) in
      try connection.query(
        "select document_is_known($1, $2, $3) as known",
        [path, bytes, PostgresTimestamp(modifiedAt)]
      ).first?.bool("known") ?? false
    }
  }

  /// Takes a document with all that follows from it, in one transaction; the same one again changes
  /// nothing.
  package func take(
    _ file: DocumentFile, _ facts: DocumentFacts, rejects: [RecordReject]
  ) throws(StoreError) -> DocumentOutcome {
    try transaction(to: "take the file") { connection throws(PostgresError) in
      var outcome = DocumentOutcome()
      let document = try connection.query(
        "select document_id from register_document($1, $2, $3, $4, $5, $6)",
        [
          file.kind, file.path, file.name, file.digest, file.bytes,
          PostgresTimestamp(file.modifiedAt),
        ]
      ).first?.int64("document_id")
      guard let document else { return outcome }
      try connection.take(facts, of: document, into: &outcome)
      for reject in rejects where try connection.setAside(reject, of: document, at: file.path) {
        outcome.quarantined += 1
      }
      return outcome
    }
  }
}

extension Connection {
  fileprivate func take(
    _ facts: DocumentFacts, of document: Int64, into outcome: inout DocumentOutcome
  ) throws(PostgresError) {
    switch facts {
    case .calendar(let json):
      guard
        let row = try query(
          "select * from take_calendar_entries($1, $2)", [document, PostgresJSON(json)]
        ).first
      else { return }
      outcome.changed = try row.int("entries")
      outcome.evidenceRecorded = try row.int("recorded")
      outcome.evidenceRevoked = try row.int("revoked")
    case .sidecar(let facts):
      let row = try query(
        "select take_sidecar($1, $2, $3, $4, $5, $6, $7, $8, $9) as is_other",
        [
          document, facts.format, facts.callKeys, facts.numbers,
          facts.startedAt.map { PostgresTimestamp($0) }, facts.durationSeconds,
          PostgresTimestamp(facts.around), facts.kinds, facts.grounds,
        ]
      ).first
      if try row?.bool("is_other") == true { outcome.changed = 1 }
    case .nothing: break
    }
  }

  fileprivate func setAside(
    _ reject: RecordReject, of document: Int64, at path: String
  ) throws(PostgresError) -> Bool {
    try query(
      "select quarantine_document($1, $2, $3, $4, $5, $6, $7, $8, $9) as is_new",
      [
        document, path, reject.position.byteOffset, Int64(reject.position.byteLength),
        Int64(reject.position.line), reject.reason.rawValue, reject.detail, reject.raw,
        reject.digest.isEmpty ? nil : reject.digest,
      ]
    ).first?.bool("is_new") ?? false
  }
}
