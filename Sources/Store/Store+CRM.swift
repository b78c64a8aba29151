package import CallModel
import Postgres

extension Store {
  /// Takes CRM facts in one transaction, and links again the calls that they change anything for.
  ///
  /// Rows of something unknown wait in quarantine and are taken when it comes, in this or a later
  /// import. The same facts again write nothing.
  ///
  /// - Parameters:
  ///   - source: where to read, given away to the store's thread.
  ///   - isComplete: whether each file holds everything about what it names, so that what it does
  ///     not have any more goes; else nothing is deleted.
  ///   - dryRun: whether to undo it all in the end and only tell what would have happened.
  ///   - normalize: a telephone number as written -> E.164, nil when it is none.
  /// - Returns: what became of the rows.
  /// - Throws: `.invalid` when a file can't be read on; then nothing was taken.
  package func importCRM(
    _ source: sending any CRMSource, isComplete: Bool = false, dryRun: Bool,
    normalize: sending @escaping (String) -> String?
  ) throws(StoreError) -> CRMImportSummary {
    let connection = try connection
    let operation = "import the CRM's facts"
    do {
      var summary = try connection.importOnce(
        source, normalize, isComplete: isComplete, dryRun: dryRun)
      // What this import brought may open gates that refused rows of it: calls are tied and evidence
      // is recorded after the rows are taken.
      while try !dryRun && connection.hasRefusedRows {
        // The files are read by now, and an empty one must not take anything away.
        let again = try connection.importOnce(source, normalize, isComplete: false, dryRun: false)
        guard again.arrived > 0 else { break }
        summary.add(again)
      }
      return summary
    } catch let error as PostgresError {
      throw StoreError(operation: operation, cause: error)
    } catch {
      throw StoreError(.invalid, operation: operation, message: "\(error)")
    }
  }
}

extension Connection {
  /// Reads what the source still has, and what waits in quarantine, in one transaction.
  fileprivate func importOnce(
    _ source: any CRMSource, _ normalize: @escaping (String) -> String?, isComplete: Bool,
    dryRun: Bool
  ) throws -> CRMImportSummary {
    try begin()
    do {
      var staging = CRMStaging(connection: self, source: source, normalize: normalize)
      var summary = try CRMImportRun(connection: self, isComplete: isComplete).run(&staging)
      summary.isDryRun = dryRun
      if dryRun { try rollback() } else { try commit() }
      return summary
    } catch {
      // The first error is the one to tell; a rollback that fails closes the session.
      do { try rollback() } catch { close() }
      throw error
    }
  }

  /// Whether rows wait that a gate refused.
  fileprivate var hasRefusedRows: Bool {
    get throws(PostgresError) {
      try query("select gate_refusals_wait() as wait").first?.bool("wait") ?? false
    }
  }
}

/// One import, inside its transaction.
private struct CRMImportRun {
  /// Examples told of each kind of warning.
  private static let examples: Int32 = 10

  let connection: Connection
  let isComplete: Bool

  func run(_ staging: inout CRMStaging) throws -> CRMImportSummary {
    try connection.execute("select prepare_crm_import()")
    try staging.stageAll()
    var summary = try take(staging)
    summary.warnings = try warnings() + unsure(staging)
    try connection.execute("select analyze_crm()")
    if summary.hasChanges { try relink(&summary) }
    return summary
  }

  private func take(_ staging: CRMStaging) throws -> CRMImportSummary {
    var summary = CRMImportSummary()
    var counts: [String: CRMImportSummary.Count] = [:]
    let complete = isComplete ? staging.readable.map(\.rawValue) : []
    for row in try connection.query("select * from take_crm_import($1)", [complete]) {
      guard let file = CRMFile(rawValue: try row.string("file")) else { continue }
      counts[file.rawValue] = try count(file, row, staging)
      summary.periodsChanged += try row.int("periods_changed")
    }
    summary.files = CRMFile.allCases.compactMap { counts[$0.rawValue] }
      .filter { $0.read > 0 || $0.new + $0.changed + $0.unchanged + $0.removed > 0 }
    for row in try connection.query("select * from count_affected()") {
      summary.affectedNumbers = try row.int("numbers")
      summary.affectedExtensions = try row.int("extensions")
      summary.affectedTasks = try row.int("tasks")
    }
    return summary
  }

  private func count(
    _ file: CRMFile, _ row: Row, _ staging: CRMStaging
  ) throws -> CRMImportSummary.Count {
    var count = CRMImportSummary.Count(file: file)
    let kept = try row.int("rows_kept")
    let aside = try row.int("rows_aside")
    count.read = staging.read[file] ?? 0
    count.new = try row.int("rows_new")
    count.changed = try row.int("rows_changed")
    count.unchanged = kept - count.new - count.changed
    count.arrived = try row.int("rows_arrived")
    count.removed = try row.int("rows_removed")
    count.quarantined = (staging.rejected[file] ?? 0) + aside
    count.repeated = count.read - count.quarantined + count.arrived - kept
    return count
  }

  private func relink(_ summary: inout CRMImportSummary) throws {
    for row in try connection.query("select * from relink_affected()") {
      summary.callsChanged = try row.int("calls_changed")
      summary.evidenceRecorded = try row.int("evidence_recorded")
      summary.evidenceRevoked = try row.int("evidence_revoked")
    }
  }

  private func warnings() throws -> [String] {
    var own: [String] = []
    var bare: [String] = []
    var ownTotal = 0
    var bareTotal = 0
    for row in try connection.query("select * from crm_warnings($1)", [Self.examples]) {
      let subject = try row.string("subject")
      if let number = try row.optionalString("number") {
        let masked = PhoneNumber(e164: number).map { "\($0)" } ?? "***"
        own.append("\(subject) (\(masked))")
        ownTotal = try row.int("total")
      } else {
        bare.append(subject)
        bareTotal = try row.int("total")
      }
    }
    return [
      warning(
        ownTotal, own,
        "telephone numbers are lines of our own and never lead to a client; "
          + "remove them from the CRM"),
      warning(
        bareTotal, bare,
        "deals have no stage history, so no call can belong to a stage of theirs; "
          + "export stage_history.csv too"),
    ].compactMap { $0 }
  }

  /// What a file with rows that can't be read lacks, nobody knows: it removes nothing.
  private func unsure(_ staging: CRMStaging) -> [String] {
    guard isComplete else { return [] }
    return CRMFile.allCases.compactMap { file in
      guard let count = staging.rejected[file], count > 0 else { return nil }
      return "\(file.fileName) has rows that can't be read (\(count)), so nothing was removed "
        + "because of it; mend them and import again."
    }
  }

  private func warning(_ total: Int, _ examples: [String], _ words: String) -> String? {
    guard total > 0 else { return nil }
    let list = examples.joined(separator: ", ") + (total > examples.count ? ", …" : "")
    return "\(total) \(words): \(list)."
  }
}
