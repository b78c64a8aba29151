package import CallModel

/// An audio file as it lies there.
package struct RecordingFile: Sendable, Hashable {
  package enum Status: String, Sendable, Hashable {
    case present
    /// No byte in it.
    case empty
    /// A head, and no sound behind it.
    case headerOnly = "header_only"
    /// Written just now.
    case growing
    /// We may not read it.
    case unreadable
  }

  /// Below the root, parts divided by `/`.
  package var path: String
  /// The last part of the path.
  package var name: String
  package var bytes: Int64
  package var modifiedAt: Instant
  /// Ending of the name in small letters.
  package var format: String
  /// Nil when it is not known.
  package var durationSeconds: Int32?
  package var status: Status
}

/// What lies below a root of recordings.
package struct RecordingListing: Sendable, Hashable {
  package var recordings: [RecordingFile] = []
  /// Paths below the root of sidecars and calendars.
  package var documents: [String] = []
  /// What was passed over for the sake of safety, such as links that lead elsewhere.
  package var refused: [String] = []
}
