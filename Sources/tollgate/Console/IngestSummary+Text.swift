import Ingest
import Store

extension IngestSummary {
  static func += (left: inout IngestSummary, right: IngestSummary) {
    left.files += right.files
    left.records += right.records
    left.outcome += right.outcome
    left.calendarEntries += right.calendarEntries
    left.sidecars += right.sidecars
    left.recordings += right.recordings
    left.seconds += right.seconds
  }

  /// The contract's JSON object; what is not of the contract stands behind.
  var json: String {
    let pairs: [(String, Int)] = [
      ("files", files), ("records", records), ("legs_new", outcome.legsNew),
      ("legs_duplicate", outcome.legsDuplicate), ("calls_new", outcome.callsNew),
      ("calls_changed", outcome.callsChanged), ("linked", outcome.linked),
      ("ambiguous", outcome.ambiguous), ("unmatched", outcome.unmatched),
      ("intake", outcome.intake), ("evidence_recorded", outcome.evidenceRecorded),
      ("evidence_revoked", outcome.evidenceRevoked), ("quarantined", outcome.quarantined),
    ]
    let members = pairs.map { "\"\($0)\":\($1)" }.joined(separator: ",")
    let milliseconds = Int((seconds * 1_000).rounded())
    let others =
      "\"calendar_entries\":\(calendarEntries),\"sidecars\":\(sidecars),"
      + "\"recordings\":\(recordings)"
    return "{\(members),\"seconds\":\(Double(milliseconds) / 1_000),\(others)}"
  }

  /// What came beside call records; empty when nothing did.
  private var others: String {
    let counts = [
      (calendarEntries, "meetings of calendars"), (sidecars, "sidecars"),
      (recordings, "recordings"),
    ]
    return counts.filter { $0.0 > 0 }.map { "; \($0.0) \($0.1)" }.joined()
  }

  var sentence: String {
    """
    \(files) files, \(records) records: \(outcome.legsNew) new legs, \
    \(outcome.legsDuplicate) known already, \(outcome.quarantined) in quarantine; \
    \(outcome.callsNew) new calls, \(outcome.callsChanged) changed; \
    \(outcome.linked) linked to deals (\(outcome.ambiguous) ambiguous), \
    \(outcome.intake) to intake, \(outcome.unmatched) unmatched; \
    evidence: \(outcome.evidenceRecorded) recorded, \(outcome.evidenceRevoked) revoked\(others).
    """
  }
}
