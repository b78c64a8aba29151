package import CallModel
import Postgres

/// A record of a CDR file that waits in quarantine.
package struct QuarantinedRecord: Sendable, Hashable {
  package var id: Int64
  package var pbx: PBXRecord
  package var file: Int64
  /// Path of the file when it was last seen.
  package var path: String
  /// Format by which the file was read; nil when unknown.
  package var format: String?
  package var position: SourcePosition
  package var reason: String
  package var detail: String
  package var raw: [UInt8]
  /// Whether `raw` is all of it.
  package var isWhole: Bool
}

extension Store {
  /// Places and reasons of records in quarantine.
  package func quarantine(
    reason: String?, settled: Bool, limit: Int32
  ) throws(StoreError) -> Listing {
    try listing(
      "quarantine_list($1, $2, $3)", [reason, settled, limit], to: "list the quarantine")
  }

  /// Everything about one record, its bytes as text with what is unprintable escaped.
  package func quarantineRecord(_ id: Int64) throws(StoreError) -> Listing {
    try listing("quarantine_record_shown($1)", [id], to: "read record \(id)")
  }

  /// Records of CDR files that wait, with their bytes: those of the numbers, or all.
  package func quarantined(_ ids: [Int64]?) throws(StoreError) -> [QuarantinedRecord] {
    try asking(to: "read the quarantine") { connection throws(PostgresError) in
      try connection.query("select * from quarantined_record($1)", [ids])
        .map { row throws(PostgresError) in try QuarantinedRecord(row) }
    }
  }

  /// Puts a record away for good.
  ///
  /// - Throws: `notFound` when it does not wait.
  package func discard(_ id: Int64, by who: String, why: String) throws(StoreError) {
    let wasWaiting = try asking(to: "discard record \(id)") { connection throws(PostgresError) in
      try connection.query(
        "select settle_quarantine($1, 'discarded', $2, $3) as settled", [id, who, why]
      ).first?.bool("settled") ?? false
    }
    guard wasWaiting else {
      throw StoreError(
        .notFound, operation: "discard record \(id)",
        message: "No record of this number waits in quarantine. 'tollgate quarantine list' shows "
          + "those that do.")
    }
  }

  /// Takes records out of quarantine: their legs, calls, links and evidence in one transaction.
  ///
  /// - Parameters:
  ///   - records: numbers of the records whose legs are in `buffer`.
  ///   - file: the file that they stand in.
  ///   - pbx: the exchange that wrote it.
  ///   - buffer: their legs.
  ///   - ownNumbers: the confirmed numbers by which they were read.
  /// - Returns: the counts, and where in the file those records begin that stay, since a leg with
  ///   other content has their key.
  /// - Throws: `overtaken` and `busy` as `beginBatch` does; then nothing was taken.
  package func replay(
    _ records: [Int64], of file: Int64, pbx: Int32, buffer: LegCopyBuffer, ownNumbers: [String]
  ) throws(StoreError) -> (outcome: BatchOutcome, conflicts: [Int64]) {
    let offset = try checkpointOffset(file)
    try beginBatch(pbx: pbx, file: file, offset: offset, ownNumbers: ownNumbers)
    try send(buffer)
    return try finishReplay(records, of: file, pbx: pbx)
  }

  private func checkpointOffset(_ file: Int64) throws(StoreError) -> Int64 {
    try asking(to: "look the file up") { connection throws(PostgresError) in
      try connection.query("select * from lock_source_file($1)", [file])
        .first?.int64("committed_offset") ?? 0
    }
  }

  private func finishReplay(
    _ records: [Int64], of file: Int64, pbx: Int32
  ) throws(StoreError) -> (outcome: BatchOutcome, conflicts: [Int64]) {
    let connection = try connection
    do throws(PostgresError) {
      try connection.endCopy()
      let tally = try BatchTally(
        connection.query("select * from ingest_batch($1, $2)", [pbx, file]).first)
      let conflicts = try connection.query("select * from conflicting_legs($1)", [pbx])
        .map { row throws(PostgresError) in try row.int64("byte_offset") }
      _ = try connection.query("select replay_records($1, $2)", [records, conflicts])
      try connection.commit()
      return (tally.outcome, conflicts)
    } catch {
      abandonBatch()
      throw StoreError(operation: "replay the quarantine", cause: error)
    }
  }
}

extension QuarantinedRecord {
  fileprivate init(_ row: Row) throws(PostgresError) {
    id = try row.int64("quarantine_id")
    pbx = PBXRecord(id: try row.int32("pbx_id"), name: try row.string("pbx"))
    file = try row.int64("source_file_id")
    path = try row.string("path")
    format = try row.optionalString("format")
    position = SourcePosition(
      byteOffset: try row.int64("byte_offset"), byteLength: try row.int("byte_length"),
      line: try row.int("line"))
    reason = try row.string("reason")
    detail = try row.string("detail")
    raw = try row.bytes("raw")
    isWhole = try row.bool("is_whole")
  }
}
