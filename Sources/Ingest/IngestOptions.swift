package import Store

/// How a run of `ingest` goes about it.
package struct IngestOptions: Sendable, Hashable {
  /// Format to read every file by; nil: the PBX's, else detected.
  package var format: String?
  /// Bytes of a file that make one transaction.
  package var batchBytes: Int64 = 32 << 20
  /// A last line without a line end counts as whole when the file was idle for so long.
  package var tailGraceSeconds: Double = 5
  /// Share of bad records among the first thousand above which a file is refused.
  package var badShare: Double = 0.2
  /// Takes a file whose times contradict the zone all the same.
  package var acceptsZone = false

  package init() {}
}

/// What a run did; the keys of the JSON summary.
package struct IngestSummary: Sendable, Hashable {
  package var files = 0
  package var records = 0
  package var outcome = BatchOutcome()
  /// Meetings of calendars that are new or changed.
  package var calendarEntries = 0
  /// Sidecars that are new or say something else.
  package var sidecars = 0
  /// Recordings that are new or changed.
  package var recordings = 0
  package var seconds = 0.0

  package init() {}
}
