import CDR
import CallModel

/// A look at the beginning of a file before anything of it is taken: which format, whether its
/// times fit the zone, whether it is readable at all.
struct FilePreview {
  /// Name of the format by which the file is to be read.
  let format: String

  static let headBytes = 512 * 1_024
  /// So many records must be seen before a share of bad ones means anything.
  private static let enoughRecords = 20
  private static let recordLimit = 1_000

  /// - Throws: `unknownFormat`, `mostlyBad`, `wrongZone`.
  init(
    of file: CDRFile, profile: PBXProfile, format given: String?, options: IngestOptions
  ) throws(IngestError) {
    let head = try file.read(at: 0, count: Self.headBytes)
    if head.starts(with: [0x1f, 0x8b]) {
      throw IngestError(
        .unknownFormat, path: file.path,
        message: "It is compressed. Say: gzip -dc \(file.path) | tollgate ingest "
          + "--pbx \(profile.name) -")
    }
    if let given {
      format = given
    } else {
      format = try Self.detect(head, file: file, profile: profile)
    }
    try Self.check(head, file: file, profile: profile, format: format, options: options)
  }

  private static func detect(
    _ head: [UInt8], file: CDRFile, profile: PBXProfile
  ) throws(IngestError) -> String {
    let verdict = head.withUnsafeBytes { bytes in
      FormatDetector.detect(
        UnsafeRawBufferPointer(rebasing: bytes.prefix(FormatDetector.headBytes)),
        settings: profile.settings)
    }
    switch verdict {
    case .certain(let name): return name
    case .unsure(_, let why), .notCDR(let why):
      throw IngestError(.unknownFormat, path: file.path, message: why)
    }
  }

  private static func check(
    _ head: [UInt8], file: CDRFile, profile: PBXProfile, format: String, options: IngestOptions
  ) throws(IngestError) {
    var records = 0
    var rejects: [String] = []
    let zone: ZoneEvidence
    do throws(CDRError) {
      var reader = CDRReader(
        format: try CDRFormats.make(format, settings: profile.settings))
      var estimator = try OffsetEstimator(zone: profile.settings.timeZone)
      head.withUnsafeBytes { bytes in
        reader.feed(bytes, isLast: false) { result, _ in
          guard records < recordLimit else { return }
          switch result {
          case .leg(let leg):
            records += 1
            estimator.add(leg)
          case .reject(let reject):
            records += 1
            rejects.append("line \(reject.position.line): \(reject.detail)")
          case .header, .blank: break
          }
        }
      }
      zone = estimator.evidence()
    } catch {
      throw IngestError(.configuration, path: file.path, message: error.description)
    }
    if records >= enoughRecords, Double(rejects.count) > options.badShare * Double(records) {
      throw IngestError(
        .mostlyBad, path: file.path,
        message: "\(rejects.count) of its first \(records) records can't be read as \(format), "
          + "so nothing of it was taken. Is it the right --format and --pbx? "
          + "First: \(rejects.first ?? "")")
    }
    guard !zone.agreesWithZone, !options.acceptsZone else { return }
    throw IngestError(
      .wrongZone, path: file.path,
      message: "Its times contradict the time zone \(profile.settings.timeZone) of PBX "
        + "\(profile.name): \(zone.contradicting) of \(zone.samples) ids say otherwise. "
        + (zone.suggestion.map { "Set timezone to one of: \($0)." }
          ?? "Set the timezone of the PBX's host.") + " Nothing of it was taken.")
  }
}
