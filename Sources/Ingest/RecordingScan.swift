import CDR
package import CallModel
import FoundationEssentials
import PhoneNumbers
import Recordings
package import Store

/// Looks through a folder of recordings and takes what is new, changed or gone.
package struct RecordingScan: Sendable {
  private let store: Store

  package init(store: Store) { self.store = store }

  /// What came of looking through a folder.
  package struct Findings: Sendable {
    package var summary = IngestSummary()
    /// Paths of sidecars and calendars that lie among the recordings.
    package var documents: [String] = []
    /// What was passed over for the sake of safety.
    package var refused: [String] = []

    package init() {}
  }

  /// Files of one transaction.
  private static let batch = 2_000

  /// Looks through a folder.
  ///
  /// - Parameters:
  ///   - root: its path, by which its recordings are known.
  ///   - profile: the exchange that writes there.
  ///   - now: the time.
  /// - Returns: what came of it.
  /// - Throws: `IngestError` when the folder can't be opened, `StoreError`.
  package func run(_ root: String, pbx profile: PBXProfile, now: Instant) async throws -> Findings {
    _ = try await store.registerPBX(
      name: profile.name, format: profile.format, timeZone: profile.settings.timeZone,
      region: profile.rules.region)
    let known = try await store.recordings(below: root)
    let listing = try Self.list(root, now: now, known: known)
    var findings = Findings()
    findings.documents = listing.documents.map { "\(root)/\($0)" }.sorted()
    findings.refused = listing.refused
    let changed = listing.recordings.filter { Self.isNews($0, known[$0.path]) }
      .sorted { ($0.modifiedAt, $0.path) < ($1.modifiedAt, $1.path) }
    let seen = Set(listing.recordings.map(\.path))
    var gone = known.filter { $0.value.status != "missing" && !seen.contains($0.key) }.keys.sorted()
    var rest = changed[...]
    while !rest.isEmpty || !gone.isEmpty {
      let json = try JSONEncoder().encode(rest.prefix(Self.batch).map { Row($0) })
      let outcome = try await store.takeRecordings(
        json: String(decoding: json, as: UTF8.self), gone: gone, below: root, pbx: profile.name)
      findings.summary.recordings += outcome.changed
      findings.summary.outcome.evidenceRecorded += outcome.evidenceRecorded
      findings.summary.outcome.evidenceRevoked += outcome.evidenceRevoked
      rest = rest.dropFirst(Self.batch)
      gone = []
    }
    return findings
  }

  private static func list(
    _ root: String, now: Instant, known: [String: KnownRecording]
  ) throws(IngestError) -> RecordingListing {
    do throws(RecordingFolder.Fault) {
      return try RecordingFolder.list(root, now: now) { path in
        known[path].flatMap { $0.status == "present" ? ($0.bytes, $0.modifiedAt) : nil }
      }
    } catch {
      throw IngestError(.unreadable, path: root, message: error.description)
    }
  }

  private static func isNews(_ file: RecordingFile, _ known: KnownRecording?) -> Bool {
    known
      != KnownRecording(
        bytes: file.bytes, modifiedAt: file.modifiedAt, status: file.status.rawValue)
  }

  /// A row of `take_recordings`.
  private struct Row: Encodable {
    var path: String
    var name: String
    var call_key: String?
    var around_at: String
    var bytes: Int64
    var format: String
    var duration_seconds: Int32?
    var modified_at: String
    var status: String

    init(_ file: RecordingFile) {
      let named = RecordingName(file.name)
      path = file.path
      name = file.name
      call_key = named?.callKey
      around_at = (named?.createdAt ?? file.modifiedAt).rfc3339
      bytes = file.bytes
      format = file.format
      duration_seconds = file.durationSeconds
      modified_at = file.modifiedAt.rfc3339
      status = file.status.rawValue
    }
  }
}
