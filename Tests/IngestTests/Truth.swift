import TestSupport

/// What the makers of the samples knew. Read by a reader of its own, so that a fault of ours can't
/// hide itself.
enum Truth {
  /// Rows by column of a CSV file with a header, such as `office/truth/calls.csv`.
  static func rows(_ sample: String) throws -> [[String: String]] {
    rows(of: try Samples.bytes(sample))
  }

  /// Records of a CSV file: quotes doubled, records end at a line feed outside them.
  static func records(_ sample: String) throws -> [[String]] {
    records(try Samples.bytes(sample))
  }

  /// Rows by column of such a file's bytes.
  static func rows(of bytes: [UInt8]) -> [[String: String]] {
    let records = records(bytes)
    guard let header = records.first else { return [] }
    return records.dropFirst().map {
      Dictionary(zip(header, $0), uniquingKeysWith: { first, _ in first })
    }
  }

  private static func records(_ bytes: [UInt8]) -> [[String]] {
    var records: [[String]] = []
    var fields: [String] = []
    var field: [UInt8] = []
    var isQuoted = false
    var wasQuote = false
    for byte in bytes {
      // A doubled quote closes and opens again, and stands for itself.
      let isDoubled = byte == UInt8(ascii: "\"") && wasQuote
      wasQuote = byte == UInt8(ascii: "\"") && isQuoted
      switch byte {
      case UInt8(ascii: "\""):
        isQuoted.toggle()
        if isDoubled { field.append(byte) }
      case UInt8(ascii: ",") where !isQuoted, UInt8(ascii: "\n") where !isQuoted:
        fields.append(String(decoding: field, as: UTF8.self))
        field = []
        guard byte == UInt8(ascii: "\n") else { continue }
        records.append(fields)
        fields = []
      case UInt8(ascii: "\r") where !isQuoted: break
      default: field.append(byte)
      }
    }
    return records
  }
}

extension [String: String] {
  /// The column's text; empty when there is none.
  func text(_ column: String) -> String { self[column] ?? "" }

  func isTrue(_ column: String) -> Bool { self[column] == "true" }
}

/// How often something agreed with the truth, and what did not.
struct Tally {
  private var names: [String] = []
  private var counts: [String: (right: Int, compared: Int)] = [:]
  /// A sentence for each disagreement.
  private(set) var wrong: [String] = []

  /// Counts one comparison.
  ///
  /// - Parameters:
  ///   - name: what is compared.
  ///   - subject: of which call, for the sentence.
  ///   - found: what the program says.
  ///   - truth: what its maker knew.
  ///   - isRight: nil when equality decides.
  mutating func compare(
    _ name: String, of subject: String, _ found: String, _ truth: String, isRight: Bool? = nil
  ) {
    if counts[name] == nil { names.append(name) }
    counts[name, default: (0, 0)].compared += 1
    if isRight ?? (found == truth) {
      counts[name, default: (0, 0)].right += 1
    } else {
      wrong.append("\(subject): \(name) is \"\(found)\", in truth \"\(truth)\"")
    }
  }

  /// Such as `direction 250/250, disposition 249/250`.
  var line: String {
    names.map { "\($0) \(counts[$0]?.right ?? 0)/\(counts[$0]?.compared ?? 0)" }
      .joined(separator: ", ")
  }

  func compared(_ name: String) -> Int { counts[name]?.compared ?? 0 }
}
