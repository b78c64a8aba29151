import CallModel
package import Store

/// Reads calendars and sidecars in quarantine again.
package struct DocumentReplay: Sendable {
  private let store: Store
  private let ingest: DocumentIngest

  package init(store: Store, ingest: DocumentIngest) {
    self.store = store
    self.ingest = ingest
  }

  /// Reads them again: the file where it still lies there as it was, else what was kept of it.
  ///
  /// - Parameter ids: which records; nil for all.
  /// - Returns: how many were tried, and those that stay, with the reason of now.
  /// - Throws: as `DocumentIngest.take`.
  package func run(_ ids: [Int64]?) async throws -> (tried: Int, left: [(id: Int64, why: String)]) {
    let records = try await store.quarantinedDocuments(ids)
    var left: [(id: Int64, why: String)] = []
    for record in records {
      if let why = try await replay(record) {
        left.append((record.id, why))
      } else {
        try await store.settleReplayed(record.id)
      }
    }
    return (records.count, left)
  }

  /// - Returns: why it stays; nil when it was taken.
  private func replay(_ record: QuarantinedDocument) async throws -> String? {
    guard let kind = DocumentKind(rawValue: record.kind) else { return "It is of no known kind." }
    // A file that is gone or another one now is no error: the kept bytes are there.
    let whole = try? CDRFile(path: record.path).whole(ifDigest: record.digest)
    guard let bytes = whole ?? (record.isWhole ? record.raw : nil) else {
      return "Its bytes were not kept whole, and the file is not there any more."
    }
    let isPart = whole == nil && record.byteOffset > 0
    let frame = isPart ? "BEGIN:VCALENDAR\r\n" : ""
    let content = isPart ? Array(frame.utf8) + bytes + Array("\r\nEND:VCALENDAR\r\n".utf8) : bytes
    let document = DocumentFile(
      kind: record.kind, path: record.path, name: record.name, digest: record.digest,
      bytes: Int64(content.count), modifiedAt: Instant(seconds: 0))
    let rejected = try await ingest.take(content, of: document, kind: kind, isReplay: true).rejected
    return rejected.first { isPart || $0.position.byteOffset == record.byteOffset }?.detail
  }
}

extension CDRFile {
  /// The whole content, when it is the one with this hash; nil when it is another.
  fileprivate func whole(ifDigest digest: String) throws -> [UInt8]? {
    let size = try state().size
    guard size <= 8 << 20 else { return nil }
    let bytes = try read(at: 0, count: Int(size))
    return Fingerprint.hash(bytes) == digest ? bytes : nil
  }
}
