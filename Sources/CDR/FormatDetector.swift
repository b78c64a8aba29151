import CallModel

/// Tells a file's format by its content; a file's name proves nothing.
package enum FormatDetector {
  package enum Verdict: Sendable, Hashable {
    case certain(String)
    /// Names that may fit, and a sentence that says why and which option to give.
    case unsure([String], String)
    /// A sentence that says what it is not.
    case notCDR(String)
  }

  /// As many bytes of the file's beginning as are looked at.
  package static let headBytes = 65_536
  private static let sampledRecords = 50

  /// - Parameters:
  ///   - head: the first bytes of the file; a record that is cut off at their end is left out.
  ///   - settings: the PBX's. A zone that is unknown here is no matter; UTC is taken instead.
  /// - Returns: a format whose records they are.
  package static func detect(
    _ head: UnsafeRawBufferPointer, settings: FormatSettings
  ) -> Verdict {
    if head.isEmpty { return unsure([], "The file is empty, so nothing tells its format.") }
    let head = head.slice(0..<headBytes)
    if case .foreign(let sentence) = FileStart(head) { return .notCDR(sentence) }
    let scores = CDRFormats.all.compactMap { score($0, head, settings) }
    let good = scores.filter { $0.isConvincing }
    if good.count == 1, let only = good.first { return .certain(only.name) }
    if good.count > 1 { return unsure(good.map(\.name), "The records fit more than one format.") }
    let near = scores.filter { $0.isNear }
    if !near.isEmpty {
      return unsure(
        near.map(\.name), "Most of the first records have the right columns, but can't be read.")
    }
    if scores.allSatisfy({ $0.isEmpty }) && looksBegun(head) {
      return unsure([], "The file holds no whole record yet.")
    }
    return .notCDR(
      """
      The first records are of no known CDR format \
      (\(CDRFormats.all.map { $0.name }.joined(separator: ", "))). If the file is one with columns \
      of your own, give --format and the PBX's `columns`.
      """)
  }

  /// One line of quoted or separated text: a record that is still being written, perhaps.
  private static func looksBegun(_ head: UnsafeRawBufferPointer) -> Bool {
    let isText = head.allSatisfy { $0 >= 0x20 || $0 == Byte.tab || $0 == 0x0A || $0 == 0x0D }
    return isText && head.contains(UInt8(ascii: ",")) && head.contains(Byte.quote)
  }

  private static func unsure(_ names: [String], _ reason: String) -> Verdict {
    let names = names.isEmpty ? CDRFormats.all.map { $0.name } : names
    let options = names.map { "--format \($0)" }.joined(separator: " or ")
    return .unsure(names, "\(reason) Give \(options).")
  }

  private struct Score {
    var name: String
    var legs = 0
    var headers = 0
    /// Rejected, though the columns were those of the format.
    var near = 0
    var others = 0

    var isEmpty: Bool { legs + headers + rest == 0 }
    private var rest: Int { near + others }
    /// A foreign table may have a record that fits by chance, but not half of them.
    var isConvincing: Bool { legs + headers > 0 && legs + headers >= rest }
    var isNear: Bool { legs + headers + near > 0 && legs + headers + near >= others }
  }

  private static func score(
    _ type: any CDRFormat.Type, _ head: UnsafeRawBufferPointer, _ settings: FormatSettings
  ) -> Score? {
    // Columns that are none of this format's, or an unknown zone, only mean that it isn't this.
    var settings = settings
    if (try? PBXClock(zone: settings.timeZone)) == nil { settings.timeZone = "UTC" }
    guard let format = try? type.init(settings: settings) else { return nil }
    var score = Score(name: type.name)
    var reader = CDRReader(format: format)
    reader.feed(head, isLast: head.count < headBytes) { result, _ in
      guard score.legs + score.near + score.others < sampledRecords else { return }
      switch result {
      case .leg: score.legs += 1
      case .header: score.headers += 1
      case .blank: break
      case .reject(let reject):
        switch reject.reason {
        case .time, .number, .disposition, .missing: score.near += 1
        case .tornTail: break
        default: score.others += 1
        }
      }
    }
    return score
  }
}
