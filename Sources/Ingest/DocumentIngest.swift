import Calendars
import CallModel
import PhoneNumbers
package import Recordings
package import Store

/// Takes calendars and sidecars, each file as a whole in one transaction.
package struct DocumentIngest: Sendable {
  private let store: Store
  /// Zone of a calendar's times that name none.
  private let timeZone: String
  /// Region whose dialling rules read the numbers.
  private let region: String
  private let phrases: AgreedPhrases

  package init(store: Store, timeZone: String, region: String, phrases: AgreedPhrases) {
    self.store = store
    self.timeZone = timeZone
    self.region = region
    self.phrases = phrases
  }

  /// Takes a file.
  ///
  /// - Parameters:
  ///   - path: where it lies.
  ///   - kind: what it is.
  ///   - skipsKnown: whether a file that was taken as it lies there is not read again.
  ///   - graceSeconds: a file written later than so many seconds ago is left for the next time.
  /// - Returns: what came of it.
  /// - Throws: `IngestError`, `StoreError`, `CDRError`, `PhoneNumbersError`.
  package func take(
    _ path: String, kind: DocumentKind, skipsKnown: Bool = false, graceSeconds: Double = 0
  ) async throws -> IngestSummary {
    let file = try CDRFile(path: path)
    let state = try file.state()
    let modifiedAt = try file.modifiedAt()
    if graceSeconds > 0, state.idleSeconds < graceSeconds { return IngestSummary() }
    if skipsKnown,
      try await store.knowsDocument(path: path, bytes: state.size, modifiedAt: modifiedAt)
    {
      return IngestSummary()
    }
    // One byte more than the longest that is read shows that it is too long.
    let limit = max(CalendarReader.longestFile, SidecarReader.longestFile) + 1
    let bytes = try file.read(at: 0, count: Int(min(state.size, Int64(limit))))
    let document = DocumentFile(
      kind: kind.rawValue, path: path, name: Self.name(path), digest: Fingerprint.hash(bytes),
      bytes: state.size, modifiedAt: modifiedAt)
    return try await take(bytes, of: document, kind: kind).summary
  }

  static func name(_ path: String) -> String {
    path.split(separator: "/").last.map(String.init) ?? path
  }

  /// Takes what a document holds.
  ///
  /// - Returns: what came of it, and where in it the parts begin that can't be taken.
  func take(
    _ bytes: [UInt8], of document: DocumentFile, kind: DocumentKind, isReplay: Bool = false
  ) async throws -> (summary: IngestSummary, rejected: [RecordReject]) {
    let (facts, rejects) = try read(bytes, of: document, kind: kind)
    // Parts that are read again are in quarantine already.
    let outcome = try await store.take(
      document, facts, rejects: isReplay ? [] : rejects.map { $0.cut() })
    var summary = IngestSummary()
    summary.files = 1
    if kind == .calendar { summary.calendarEntries = outcome.changed }
    if kind == .sidecar { summary.sidecars = outcome.changed }
    summary.outcome.evidenceRecorded = outcome.evidenceRecorded
    summary.outcome.evidenceRevoked = outcome.evidenceRevoked
    summary.outcome.quarantined = outcome.quarantined
    return (summary, rejects)
  }

  private func read(
    _ bytes: [UInt8], of document: DocumentFile, kind: DocumentKind
  ) throws -> (DocumentFacts, [RecordReject]) {
    let numbers = try NumberNormalizer(region: region)
    switch kind {
    case .calendar:
      let file = CalendarReader.read(bytes)
      var rejects = file.rejects
      var facts = CalendarFacts(defaultZone: timeZone, numbers: numbers)
      let json = try facts.json(of: file, rejects: &rejects)
      return (file.entries.isEmpty ? .nothing : .calendar(json: json), rejects)
    case .sidecar:
      do throws(SidecarFault) {
        let sidecar = try SidecarReader.read(bytes, name: document.name)
        return (.sidecar(facts(of: sidecar, document: document, numbers: numbers)), [])
      } catch {
        let position = SourcePosition(byteOffset: 0, byteLength: bytes.count, line: 1)
        return (
          .nothing,
          [RecordReject(reason: error.reason, detail: error.detail, position: position, raw: bytes)]
        )
      }
    }
  }

  private func facts(
    of sidecar: Sidecar, document: DocumentFile, numbers: NumberNormalizer
  ) -> SidecarFacts {
    let findings = phrases.findings(in: sidecar)
    let named = sidecar.callKeys.lazy.compactMap { RecordingName($0)?.createdAt }.first
    return SidecarFacts(
      format: sidecar.format.rawValue, callKeys: sidecar.callKeys,
      numbers: Set(sidecar.numbers.compactMap { numbers.normalize($0).phoneNumber?.e164 }).sorted(),
      startedAt: sidecar.startedAt, durationSeconds: sidecar.durationSeconds,
      around: sidecar.startedAt ?? named ?? document.modifiedAt,
      kinds: findings.map(\.kind), grounds: findings.map(\.ground))
  }
}

extension RecordReject {
  /// Bytes of a record that are kept at most.
  private static let longestKept = 65_536

  /// The same with no more bytes than are kept.
  fileprivate func cut() -> RecordReject {
    guard raw.count > Self.longestKept else { return self }
    var reject = self
    reject.raw = Array(raw.prefix(Self.longestKept))
    reject.digest = Fingerprint.digest(raw)
    return reject
  }
}
