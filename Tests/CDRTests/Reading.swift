import CallModel
import FoundationEssentials
import Testing

@testable import CDR

/// What a file gave, and whether its stretches tile it.
struct Reading {
  var results: [ParsedRecord] = []
  var consumedOffset: Int64 = 0

  init(
    _ bytes: [UInt8], format: String = AsteriskCSV.name,
    settings: FormatSettings = FormatSettings(timeZone: "UTC"), chunk: Int = .max,
    isLast: Bool = true
  ) throws {
    var reader = CDRReader(format: try CDRFormats.make(format, settings: settings))
    var results: [ParsedRecord] = []
    var start = 0
    repeat {
      let end = min(start.addingReportingOverflow(chunk).partialValue, bytes.count)
      let stop = end < start ? bytes.count : end
      bytes[start..<stop].withUnsafeBytes { raw in
        reader.feed(raw, isLast: isLast && stop == bytes.count) { result, _ in
          results.append(result)
        }
      }
      start = stop
    } while start < bytes.count
    self.results = results
    consumedOffset = reader.consumedOffset
  }

  init(
    _ text: String, format: String = AsteriskCSV.name, zone: String = "UTC",
    columns: [String]? = nil
  ) throws {
    try self.init(
      Array(text.utf8), format: format, settings: FormatSettings(timeZone: zone, columns: columns))
  }

  init(sample path: String, format: String, zone: String, chunk: Int = .max) throws {
    try self.init(
      try Sample.bytes(path), format: format, settings: FormatSettings(timeZone: zone),
      chunk: chunk)
  }

  var legs: [CallLeg] {
    results.compactMap { if case .leg(let leg) = $0 { leg } else { nil } }
  }

  var rejects: [RecordReject] {
    results.compactMap { if case .reject(let reject) = $0 { reject } else { nil } }
  }

  var reasons: [RecordReject.Reason] { rejects.map(\.reason) }

  var headers: Int {
    results.filter { if case .header = $0 { true } else { false } }.count
  }

  var blanks: Int {
    results.filter { if case .blank = $0 { true } else { false } }.count
  }

  /// Whether the results follow each other without gap or overlap up to `length`.
  func tiles(_ length: Int) -> Bool {
    var next: Int64 = 0
    for result in results {
      guard result.position.byteOffset == next, result.position.byteLength > 0 else { return false }
      next += Int64(result.position.byteLength)
    }
    return next == Int64(length)
  }
}

/// Files of the repository's samples folder.
enum Sample {
  static func bytes(_ path: String, here: String = #filePath) throws -> [UInt8] {
    let root = URL(filePath: here).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    return [UInt8](try Data(contentsOf: root.appending(path: "samples/" + path)))
  }
}

extension Array where Element == UInt8 {
  /// Hands the bytes over as readers take them.
  func reading<Result>(_ body: (UnsafeRawBufferPointer) throws -> Result) rethrows -> Result {
    try withUnsafeBytes(body)
  }
}

extension String {
  func reading<Result>(_ body: (UnsafeRawBufferPointer) throws -> Result) rethrows -> Result {
    try Array(utf8).withUnsafeBytes(body)
  }
}

/// Seconds since the epoch of a date and time in UTC.
func utc(
  _ year: Int, _ month: Int, _ day: Int, _ hour: Int = 0, _ minute: Int = 0, _ second: Int = 0
) -> Int64 {
  let days = CivilTime.daysSinceEpoch(year: year, month: month, day: day)
  return days * 86_400 + Int64(hour * 3_600 + minute * 60 + second)
}

/// SplitMix64: the same numbers on every run.
struct SeededGenerator: RandomNumberGenerator {
  private var state: UInt64
  init(seed: UInt64) { state = seed }
  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}
