import CDR
import CallModel
import PhoneNumbers
package import Store

/// Takes CDR files of one PBX into the store, from where each was left, in batches that are
/// committed whole: legs, calls, links, evidence, quarantine and the file's checkpoint.
package struct FileIngest: Sendable {
  private let store: Store
  private let profile: PBXProfile
  private let options: IngestOptions
  private let pbx: PBXRecord
  /// Called after each batch with the bytes taken and the bytes in the file.
  private let progress: @Sendable (Int64, Int64) -> Void

  /// Makes the PBX known.
  package init(
    store: Store, profile: PBXProfile, options: IngestOptions,
    progress: @escaping @Sendable (Int64, Int64) -> Void = { _, _ in }
  ) async throws {
    self.store = store
    self.profile = profile
    self.options = options
    self.progress = progress
    pbx = try await store.registerPBX(
      name: profile.name, format: profile.format, timeZone: profile.settings.timeZone,
      region: profile.rules.region)
  }

  /// Takes what is new in a file.
  ///
  /// - Parameters:
  ///   - path: where it lies.
  ///   - shownPath: the name to store and to print; nil: `path`.
  /// - Returns: what came of it.
  /// - Throws: `IngestError`, `StoreError`, `CDRError`, `PhoneNumbersError`.
  package func take(_ path: String, shownAs shownPath: String? = nil) async throws -> IngestSummary
  {
    var summary = IngestSummary()
    summary.files = 1
    while true {
      do {
        try await take(path, shown: shownPath ?? path, into: &summary)
        return summary
      } catch let error as StoreError where error.code == .overtaken {
        // Another process found or took the same file: go on from its checkpoint.
        continue
      }
    }
  }

  private func take(_ path: String, shown: String, into summary: inout IngestSummary) async throws {
    let file = try CDRFile(path: path)
    CrashPoint.fileOpened.reach()
    guard try file.state().size > 0 else { return }
    let newest = try await store.newestFile(pbx: pbx.id)
    var checkpoint = try await checkpoint(of: file, shown: shown)
    if try file.state().size == checkpoint.offset { return }
    let format = try formatName(of: file, checkpoint: checkpoint)
    if checkpoint.fileID == 0 {
      checkpoint = try await store.addFile(
        pbx: pbx.id, path: shown, device: file.device, inode: file.inode,
        fingerprint: file.fingerprint(offset: 0), newest: newest)
    }
    let learned = try await store.confirmedNumbers()
    let source = try LegSource(
      file: file, format: CDRFormats.make(format, settings: profile.settings),
      rules: profile.rules.adding(learned), checkpoint: checkpoint, options: options)
    let size = try file.state().size
    var pending = try await source.next()
    while pending.offset > checkpoint.offset || !pending.isLast {
      let batch = try await takeBatch(
        from: source, first: pending, checkpoint: checkpoint, format: format, shown: shown,
        learned: learned)
      summary.records += batch.records
      summary.outcome += batch.outcome
      checkpoint.offset = batch.end
      progress(batch.end, max(size, batch.end))
      guard let next = batch.next else { return }
      pending = next
    }
  }

  /// Which known content the file is: its head is one that we know and the bytes before the
  /// checkpoint are those that were read. Path and inode prove nothing.
  private func checkpoint(of file: CDRFile, shown: String) async throws -> Checkpoint {
    let size = try file.state().size
    var heads: [String] = []
    for length in try await store.headLengths(pbx: pbx.id, limit: size) {
      heads.append(Fingerprint.hash(try file.read(at: 0, count: length)))
    }
    for known in try await store.files(pbx: pbx.id, heads: heads) where try file.continues(known) {
      return known
    }
    return Checkpoint(fileID: 0)
  }

  private func formatName(of file: CDRFile, checkpoint: Checkpoint) throws -> String {
    if let given = options.format ?? profile.format {
      guard checkpoint.offset == 0 else { return given }
      return try FilePreview(of: file, profile: profile, format: given, options: options).format
    }
    if let known = checkpoint.format { return known }
    return try FilePreview(of: file, profile: profile, format: nil, options: options).format
  }

  private struct Batch {
    var records: Int
    var outcome: BatchOutcome
    var end: Int64
    /// The piece that was read ahead; nil at the end of the file.
    var next: LegChunk?
  }

  /// One transaction. While the database takes a piece, the next one is parsed.
  private func takeBatch(
    from source: LegSource, first: LegChunk, checkpoint: Checkpoint, format: String, shown: String,
    learned: [String]
  ) async throws -> Batch {
    try await store.beginBatch(
      pbx: pbx.id, file: checkpoint.fileID, offset: checkpoint.offset, ownNumbers: learned)
    CrashPoint.batchBegun.reach()
    do {
      var end = BatchEnd(
        offset: checkpoint.offset, line: checkpoint.line,
        fingerprint: Fingerprint(headHash: "", headLength: 0, tailHash: "", tailLength: 0),
        format: format, records: 0, rejects: [], otherBytes: 0)
      var chunk = first
      var next: LegChunk?
      while true {
        let isLast = chunk.isLast
        async let ahead = isLast ? nil : source.next()
        try await store.send(chunk.legs)
        end.add(chunk)
        next = try await ahead
        let isFull = end.offset - checkpoint.offset >= options.batchBytes
        guard let following = next, !isFull else { break }
        chunk = following
      }
      end.fingerprint = try await source.fingerprint(offset: end.offset)
      let outcome = try await store.finishBatch(
        pbx: pbx.id, file: checkpoint.fileID, from: checkpoint.offset, path: shown, end)
      return Batch(records: end.records, outcome: outcome, end: end.offset, next: next)
    } catch {
      await store.abandonBatch()
      throw error
    }
  }
}

extension BatchEnd {
  fileprivate mutating func add(_ chunk: LegChunk) {
    offset = chunk.offset
    line = chunk.line
    records += chunk.records
    rejects += chunk.rejects
    otherBytes += chunk.otherBytes
  }
}
