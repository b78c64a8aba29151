import CallModel
import Postgres

/// A document, or a part of one, that waits in quarantine.
package struct QuarantinedDocument: Sendable, Hashable {
  package var id: Int64
  /// `calendar` or `sidecar`.
  package var kind: String
  package var path: String
  package var name: String
  /// SHA-256 of the whole document in hexadecimal.
  package var digest: String
  package var byteOffset: Int64
  package var raw: [UInt8]
  /// Whether `raw` is all of the part.
  package var isWhole: Bool
}

extension Store {
  /// Documents that wait: those of the numbers, or all.
  package func quarantinedDocuments(
    _ ids: [Int64]?
  ) throws(StoreError) -> [QuarantinedDocument] {
    try asking(to: "read the quarantine") { connection throws(PostgresError) in
      try connection.query("select * from quarantined_document($1)", [ids])
        .map { row throws(PostgresError) in
          QuarantinedDocument(
            id: try row.int64("quarantine_id"), kind: try row.string("kind"),
            path: try row.string("path"), name: try row.string("name"),
            digest: try row.string("document_digest"), byteOffset: try row.int64("byte_offset"),
            raw: try row.bytes("raw"), isWhole: try row.bool("is_whole"))
        }
    }
  }

  /// A part of a document has been taken after all.
  package func settleReplayed(_ id: Int64) throws(StoreError) {
    try asking(to: "settle record \(id)") { connection throws(PostgresError) in
      _ = try connection.query("select settle_quarantine($1, 'replayed', null, null)", [id])
    }
  }
}
