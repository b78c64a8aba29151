import CallModel
import Postgres

extension Store {
  /// Begins the transaction of a batch: takes the exchange's lock and the file's, and opens the
  /// COPY into the staging table.
  ///
  /// - Parameters:
  ///   - pbx: the exchange.
  ///   - file: the file.
  ///   - offset: where the batch begins.
  ///   - ownNumbers: the confirmed numbers by which the legs are read. Whoever changes them waits
  ///     for the batches under way.
  /// - Throws: `overtaken` when the file's checkpoint is not at `offset` any more or the numbers
  ///   have changed, `busy` when another process held the exchange for too long.
  package func beginBatch(
    pbx: Int32, file: Int64, offset: Int64, ownNumbers: [String]
  ) throws(StoreError) {
    let connection = try connection
    let isOurs: Bool
    do throws(PostgresError) {
      try connection.begin()
      try connection.execute("set local lock_timeout = '60s'")
      _ = try connection.query("select lock_exchange($1, true)", [pbx])
      let row = try connection.query("select * from lock_source_file($1)", [file]).first
      let isThere = try row?.int64("committed_offset") == offset
      isOurs = try connection.confirmedNumbers() == ownNumbers && isThere
      if isOurs {
        _ = try connection.query("select prepare_batch()")
        try connection.startCopy("copy leg_stage from stdin (format binary)")
        let opening = CopyBinaryWriter(columns: 1, capacity: 64)
        try opening.withBytes { bytes throws(PostgresError) in
          try connection.putCopyData(bytes)
        }
      }
    } catch {
      abandonBatch()
      throw batchError(error)
    }
    guard isOurs else {
      abandonBatch()
      throw StoreError(
        .overtaken, operation: "take the next batch of the file",
        message: "Another process has taken it, or a line of ours was named, meanwhile; "
          + "its checkpoint is looked up again.")
    }
  }

  /// Sends legs.
  package func send(_ buffer: LegCopyBuffer) throws(StoreError) {
    var buffer = buffer
    let connection = try connection
    do throws(PostgresError) {
      try connection.send(&buffer.writer)
      CrashPoint.halfCopied.reach()
    } catch {
      abandonBatch()
      throw batchError(error)
    }
  }

  /// Turns the legs that were sent into calls, links and evidence, and commits it all with the
  /// rejects and the file's checkpoint.
  package func finishBatch(
    pbx: Int32, file: Int64, from offset: Int64, path: String, _ end: BatchEnd
  ) throws(StoreError) -> BatchOutcome {
    let connection = try connection
    do throws(PostgresError) {
      CrashPoint.copied.reach()
      try connection.endCopy()
      var tally = try BatchTally(
        connection.query("select * from ingest_batch($1, $2)", [pbx, file]).first)
      CrashPoint.callsStored.reach()
      for row in try connection.query("select * from conflicting_legs($1)", [pbx]) {
        try connection.quarantine(try RecordReject(conflict: row), pbx: pbx, file: file, path: path)
      }
      for reject in end.rejects {
        try connection.quarantine(reject, pbx: pbx, file: file, path: path)
      }
      tally.add(end.rejects)
      CrashPoint.quarantined.reach()
      try connection.execute(
        "select record_batch($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
        [
          file, offset, end.offset, end.records, tally.accepted, tally.acceptedBytes,
          tally.duplicate, tally.duplicateBytes, tally.quarantined, tally.quarantinedBytes,
        ])
      try connection.execute(
        "select move_checkpoint($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        [
          file, end.offset, end.line, end.format, path, end.fingerprint.headHash,
          Int32(end.fingerprint.headLength), end.fingerprint.tailHash,
          Int32(end.fingerprint.tailLength),
        ])
      CrashPoint.checkpointMoved.reach()
      try connection.commit()
      CrashPoint.committed.reach()
      return tally.outcome
    } catch {
      abandonBatch()
      throw batchError(error)
    }
  }

  /// Gives the batch up; nothing of it stays.
  package func abandonBatch() {
    guard let session = try? connection, session.isInTransaction else { return }
    // Whatever state the COPY is in, closing the session rolls everything back.
    do throws(PostgresError) { try session.rollback() } catch { close() }
  }

  private func batchError(_ error: PostgresError) -> StoreError {
    guard error.sqlState == "55P03" else {
      return StoreError(operation: "store the batch", cause: error)
    }
    return StoreError(
      .busy, operation: "store the batch",
      message: "Another process is storing calls of this PBX; try again in a minute.",
      cause: error)
  }
}

/// The counts of a batch while it is put together.
struct BatchTally {
  var outcome = BatchOutcome()
  var accepted: Int64 = 0
  var acceptedBytes: Int64 = 0
  var duplicate: Int64 = 0
  var duplicateBytes: Int64 = 0
  var quarantined: Int64 = 0
  var quarantinedBytes: Int64 = 0

  init(_ row: Row?) throws(PostgresError) {
    guard let row else { return }
    accepted = try row.int64("accepted")
    acceptedBytes = try row.int64("accepted_bytes")
    duplicate = try row.int64("duplicate")
    duplicateBytes = try row.int64("duplicate_bytes")
    quarantined = try row.int64("conflict")
    quarantinedBytes = try row.int64("conflict_bytes")
    outcome.legsNew = try row.int("accepted")
    outcome.legsDuplicate = try row.int("duplicate")
    outcome.callsNew = try row.int("calls_new")
    outcome.callsChanged = try row.int("calls_changed")
    outcome.linked = try row.int("linked")
    outcome.ambiguous = try row.int("ambiguous")
    outcome.unmatched = try row.int("unmatched")
    outcome.intake = try row.int("intake")
    outcome.evidenceRecorded = try row.int("evidence_recorded")
    outcome.evidenceRevoked = try row.int("evidence_revoked")
    outcome.quarantined = Int(quarantined)
  }

  mutating func add(_ rejects: [RecordReject]) {
    quarantined += Int64(rejects.count)
    quarantinedBytes += rejects.reduce(0) { $0 + Int64($1.position.byteLength) }
    outcome.quarantined += rejects.count
  }
}

extension RecordReject {
  /// A leg that `conflicting_legs` lists.
  fileprivate init(conflict row: Row) throws(PostgresError) {
    let first = try row.optionalInt64("leg_id").map { "leg \($0)" } ?? "a record before it"
    self.init(
      reason: .conflict,
      detail: "It has the key of \(first) and other content. Compare the two; "
        + "'quarantine discard' keeps the first.",
      position: SourcePosition(
        byteOffset: try row.int64("byte_offset"), byteLength: Int(try row.int32("byte_length")),
        line: try row.int("line")),
      raw: try row.bytes("raw"))
  }
}

extension Connection {
  /// Sets a record aside; the same one again is left alone.
  fileprivate func quarantine(
    _ reject: RecordReject, pbx: Int32, file: Int64, path: String
  ) throws(PostgresError) {
    try execute(
      "select quarantine_record($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
      [
        pbx, file, path, reject.position.byteOffset, Int64(reject.position.byteLength),
        Int64(reject.position.line), reject.reason.rawValue, reject.detail, reject.raw,
        reject.digest.isEmpty ? nil : reject.digest,
      ])
  }
}
