import CDR
import Glibc

/// Measures how fast the readers of CDR files are, without numbers, database or anything else.
///
/// Usage: `ParserBench FILE…`. For each file prints a line of tab-separated values: format, records,
/// rejects, bytes, and the seconds of one pass as median, least and most of five. At most 32 MiB of
/// a file are read. `make bench` runs it; no user needs it.
@main
struct ParserBench {
  static func main() {
    for path in CommandLine.arguments.dropFirst() {
      guard let bytes = read(path) else {
        report("ParserBench: cannot read \(path).")
        exit(66)
      }
      let settings = FormatSettings(timeZone: "Europe/Moscow")
      let verdict = bytes.withUnsafeBytes { FormatDetector.detect($0, settings: settings) }
      guard case .certain(let name) = verdict else {
        report("ParserBench: \(path) is left out, for nothing tells its format.")
        continue
      }
      do {
        try measure(bytes, format: name, settings: settings)
      } catch {
        report("ParserBench: \(error)")
        exit(70)
      }
    }
  }

  /// What one pass over a file found.
  private struct Tally {
    var records = 0
    var rejects = 0
  }

  private static func measure(
    _ bytes: [UInt8], format: String, settings: FormatSettings
  ) throws(CDRError) {
    // Small samples are read so often that the clock's grain does not count.
    let repeats = max(1, (8 << 20) / max(1, bytes.count))
    var tally = Tally()
    var passes: [Double] = []
    for pass in 0...5 {
      let began = ContinuousClock.now
      for _ in 0..<repeats { tally = try parse(bytes, format, settings) }
      let seconds = (ContinuousClock.now - began) / .seconds(1)
      // The first pass warms memory and caches.
      if pass > 0 { passes.append(seconds / Double(repeats)) }
    }
    passes.sort()
    let fields: [String] = [
      format, "\(tally.records)", "\(tally.rejects)", "\(bytes.count)", "\(passes[2])",
      "\(passes[0])", "\(passes[4])",
    ]
    print(fields.joined(separator: "\t"))
  }

  /// Reads as ingest does, a mebibyte at a time.
  private static func parse(
    _ bytes: [UInt8], _ name: String, _ settings: FormatSettings
  ) throws(CDRError) -> Tally {
    var tally = Tally()
    var reader = CDRReader(format: try CDRFormats.make(name, settings: settings))
    bytes.withUnsafeBytes { all in
      for start in stride(from: 0, to: all.count, by: 1 << 20) {
        let piece = UnsafeRawBufferPointer(rebasing: all[start..<min(all.count, start + 1 << 20)])
        reader.feed(piece, isLast: false) { result, _ in
          switch result {
          case .leg: tally.records += 1
          case .reject: tally.rejects += 1
          case .header, .blank: break
          }
        }
      }
    }
    return tally
  }

  /// The beginning of a file; nil when it can't be read.
  private static func read(_ path: String) -> [UInt8]? {
    guard let handle = fopen(path, "rb") else { return nil }
    defer { fclose(handle) }
    var bytes = [UInt8](repeating: 0, count: 32 << 20)
    let count = bytes.withUnsafeMutableBytes { fread($0.baseAddress, 1, $0.count, handle) }
    return Array(bytes.prefix(count))
  }

  private static func report(_ sentence: String) {
    let line = Array((sentence + "\n").utf8)
    _ = line.withUnsafeBytes { write(STDERR_FILENO, $0.baseAddress, $0.count) }
  }
}
