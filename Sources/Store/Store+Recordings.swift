package import CallModel
import Postgres

/// A recording as it was last seen.
package struct KnownRecording: Sendable, Hashable {
  package var bytes: Int64
  package var modifiedAt: Instant
  /// A word of table `recording`.
  package var status: String

  package init(bytes: Int64, modifiedAt: Instant, status: String) {
    self.bytes = bytes
    self.modifiedAt = modifiedAt
    self.status = status
  }
}

extension Store {
  /// What is known below a root, by path.
  package func recordings(below root: String) throws(StoreError) -> [String: KnownRecording] {
    try asking(to: "list the recordings") { connection throws(PostgresError) in
      var known: [String: KnownRecording] = [:]
      for row in try connection.query("select * from recording_known($1)", [root]) {
        known[try row.string("path")] = KnownRecording(
          bytes: try row.int64("bytes"), modifiedAt: Instant(try row.timestamp("modified_at")),
          status: try row.string("status"))
      }
      return known
    }
  }

  /// Takes recordings that are new or changed, and paths that are gone, with all that follows.
  ///
  /// - Parameters:
  ///   - json: the files, as `take_recordings` reads them.
  ///   - gone: paths below the root.
  ///   - root: the root as the configuration names it.
  ///   - pbx: name of the exchange that wrote them.
  /// - Returns: what came of it.
  /// - Throws: `StoreError`; then nothing was taken.
  package func takeRecordings(
    json: String, gone: [String], below root: String, pbx: String
  ) throws(StoreError) -> DocumentOutcome {
    try transaction(to: "take the recordings") { connection throws(PostgresError) in
      var outcome = DocumentOutcome()
      let rows = try connection.query(
        "select * from take_recordings($1, $2, $3, $4)", [root, pbx, PostgresJSON(json), gone])
      if let row = rows.first {
        outcome.changed = try row.int("changed")
        outcome.evidenceRecorded = try row.int("recorded")
        outcome.evidenceRevoked = try row.int("revoked")
      }
      return outcome
    }
  }
}
