import CDR
import CallModel
import PhoneNumbers
package import Store

/// Reads records in quarantine again, after the configuration or the program was mended.
package struct QuarantineReplay: Sendable {
  /// What became of the records.
  package struct Summary: Sendable {
    package var tried = 0
    package var outcome = BatchOutcome()
    /// Records that still can't be read, with the reason of now.
    package var left: [(id: Int64, why: String)] = []
  }

  private let store: Store
  private let profiles: [String: PBXProfile]

  /// Takes the PBXs of the configuration.
  package init(store: Store, profiles: [PBXProfile]) {
    self.store = store
    self.profiles = Dictionary(profiles.map { ($0.name, $0) }, uniquingKeysWith: { $1 })
  }

  /// Reads records again.
  ///
  /// - Parameter ids: which records; nil for all that wait but the torn ends of files: those may
  ///   read like whole records, and are taken when somebody who has looked at one names it.
  /// - Returns: what became of each.
  /// - Throws: `StoreError`, `CDRError`, `PhoneNumbersError`; files before it are taken then.
  package func run(_ ids: [Int64]?) async throws -> Summary {
    let records = try await store.quarantined(ids)
    var summary = Summary()
    summary.tried = records.count
    for (_, group) in Dictionary(grouping: records, by: \.file).sorted(by: { $0.key < $1.key }) {
      let whole = group.filter { ids != nil || $0.reason != Self.torn }
      summary.left += group.filter { ids == nil && $0.reason == Self.torn }.map {
        ($0.id, "The file ends inside it. If it is whole all the same, replay it by its number.")
      }
      try await replay(whole, into: &summary)
    }
    return summary
  }

  private static let torn = RecordReject.Reason.tornTail.rawValue

  /// Records of one file, which are taken in one transaction.
  private func replay(_ records: [QuarantinedRecord], into summary: inout Summary) async throws {
    guard let first = records.first else { return }
    guard let profile = profiles[first.pbx.name] else {
      summary.left += records.map {
        ($0.id, "The configuration describes no PBX \"\(first.pbx.name)\" any more.")
      }
      return
    }
    let learned = try await store.confirmedNumbers()
    let read = try Self.read(records, profile: profile, learned: learned)
    summary.left += read.left
    guard !read.taken.isEmpty else { return }
    let (outcome, conflicts) = try await store.replay(
      read.taken, of: first.file, pbx: first.pbx.id, buffer: read.buffer,
      ownNumbers: learned)
    summary.outcome += outcome
    summary.left += records.filter { conflicts.contains($0.position.byteOffset) }.map {
      ($0.id, "A leg with other content has its key. Compare the two, and discard one.")
    }
  }

  private static func read(
    _ records: [QuarantinedRecord], profile: PBXProfile, learned: [String]
  ) throws -> (buffer: LegCopyBuffer, taken: [Int64], left: [(id: Int64, why: String)]) {
    let plan = try DialPlan(rules: profile.rules.adding(learned))
    var buffer = LegCopyBuffer()
    var taken: [Int64] = []
    var left: [(id: Int64, why: String)] = []
    for record in records {
      guard record.isWhole, let name = profile.format ?? record.format else {
        left.append((record.id, "Its bytes were not kept whole, or its format is not known."))
        continue
      }
      var format = try CDRFormats.make(name, settings: profile.settings)
      record.raw.withUnsafeBytes { bytes in
        let raw = RawRecord(
          content: bytes, position: record.position, hasNUL: record.raw.contains(0))
        switch format.parse(raw) {
        case .leg(let leg):
          buffer.append(leg, plan.parties(of: leg), raw: bytes)
          taken.append(record.id)
        case .reject(let reject): left.append((record.id, reject.detail))
        case .header, .blank: left.append((record.id, "It holds no record."))
        }
      }
    }
    return (buffer, taken, left)
  }
}
