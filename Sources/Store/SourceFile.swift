package import CallModel

/// A PBX as the database knows it.
package struct PBXRecord: Sendable, Hashable {
  package var id: Int32
  package var name: String
}

/// How far a file's content was taken.
package struct Checkpoint: Sendable, Hashable {
  package var fileID: Int64
  /// Bytes taken.
  package var offset: Int64
  /// Physical lines taken.
  package var line: Int64
  /// Format by which it was read; nil before the first record.
  package var format: String?
  /// SHA-256 of the `tailLength` bytes before `offset`, in hexadecimal.
  package var tailHash: String
  package var tailLength: Int

  /// The checkpoint of a content of which nothing was taken.
  ///
  /// - Parameter fileID: 0 while the database does not know the content.
  package init(fileID: Int64) {
    self.fileID = fileID
    offset = 0
    line = 0
    format = nil
    tailHash = ""
    tailLength = 0
  }
}

/// What tells one content from another: hashes of its head and of what precedes the checkpoint.
package struct Fingerprint: Sendable, Hashable {
  package var headHash: String
  package var headLength: Int
  package var tailHash: String
  package var tailLength: Int

  package init(headHash: String, headLength: Int, tailHash: String, tailLength: Int) {
    self.headHash = headHash
    self.headLength = headLength
    self.tailHash = tailHash
    self.tailLength = tailLength
  }
}

/// What a batch took of its file, to be committed with its legs.
package struct BatchEnd: Sendable {
  /// Byte behind the last one taken.
  package var offset: Int64
  package var line: Int64
  package var fingerprint: Fingerprint
  package var format: String
  package var records: Int
  package var rejects: [RecordReject]
  /// Bytes of blank lines, headers and byte order marks.
  package var otherBytes: Int64

  package init(
    offset: Int64, line: Int64, fingerprint: Fingerprint, format: String, records: Int,
    rejects: [RecordReject], otherBytes: Int64
  ) {
    self.offset = offset
    self.line = line
    self.fingerprint = fingerprint
    self.format = format
    self.records = records
    self.rejects = rejects
    self.otherBytes = otherBytes
  }
}

/// What a batch changed.
package struct BatchOutcome: Sendable, Hashable {
  package var legsNew = 0
  package var legsDuplicate = 0
  package var callsNew = 0
  package var callsChanged = 0
  package var linked = 0
  package var ambiguous = 0
  package var unmatched = 0
  package var intake = 0
  package var evidenceRecorded = 0
  package var evidenceRevoked = 0
  package var quarantined = 0

  package init() {}

  package static func += (left: inout BatchOutcome, right: BatchOutcome) {
    left.legsNew += right.legsNew
    left.legsDuplicate += right.legsDuplicate
    left.callsNew += right.callsNew
    left.callsChanged += right.callsChanged
    left.linked += right.linked
    left.ambiguous += right.ambiguous
    left.unmatched += right.unmatched
    left.intake += right.intake
    left.evidenceRecorded += right.evidenceRecorded
    left.evidenceRevoked += right.evidenceRevoked
    left.quarantined += right.quarantined
  }
}
