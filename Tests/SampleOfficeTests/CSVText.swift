@testable import SampleOffice

/// A plain reader of CSV for these tests: quotes doubled, records end at a line feed outside them.
enum CSVText {
  static func records(_ bytes: [UInt8]) -> [[String]] {
    var records: [[String]] = []
    var fields: [[UInt8]] = [[]]
    var isQuoted = false
    for byte in bytes {
      switch byte {
      case UInt8(ascii: "\""): isQuoted.toggle()
      case UInt8(ascii: ",") where !isQuoted: fields.append([])
      case 0x0A where !isQuoted:
        records.append(fields.map { String(decoding: $0, as: UTF8.self) })
        fields = [[]]
      default: fields[fields.count - 1].append(byte)
      }
    }
    return records
  }

  /// Lines of a CDR file, each by itself, so that a damaged one harms no other.
  static func lines(_ bytes: [UInt8]) -> [[String]] {
    bytes.split(separator: 0x0A).map { line in
      records(Array(line.filter { $0 != 0x0D }) + [0x0A]).first ?? []
    }
  }
}

/// The committed sample, made once for all tests.
enum Sample {
  private static let made = Result { () throws(OfficeError) in try SampleOffice.files(.sample()) }

  static func office() throws -> MemorySink { try made.get() }
}

extension MemorySink {
  /// Rows of a CSV file with a header, by column.
  func rows(_ path: String) -> [[String: String]] {
    let records = CSVText.records(files[path] ?? [])
    guard let header = records.first else { return [] }
    return records.dropFirst().map {
      Dictionary(zip(header, $0), uniquingKeysWith: { first, _ in first })
    }
  }

  /// A count of truth/expected_counts.csv; 0 when it is not listed.
  func count(_ file: String, _ what: String) -> Int {
    let row = rows("truth/expected_counts.csv").first { $0["file"] == file && $0["what"] == what }
    return row?["count"].flatMap { Int($0) } ?? 0
  }
}

extension [String: String] {
  /// The column's text; empty when there is none.
  func text(_ column: String) -> String { self[column] ?? "" }

  /// The column's RFC 3339 time; nil when it is empty.
  func instant(_ column: String) -> EpochSeconds? {
    let text = self[column] ?? ""
    guard let date = CivilDate(String(text.prefix(10))), text.count >= 20 else { return nil }
    let clock = text.dropFirst(11).prefix(8).split(separator: ":").compactMap { EpochSeconds($0) }
    guard clock.count == 3 else { return nil }
    let offset: EpochSeconds = text.hasSuffix("+03:00") ? 3 * 3600 : 0
    return EpochSeconds(date.daysSinceEpoch) * 86_400 + clock[0] * 3600 + clock[1] * 60 + clock[2]
      - offset
  }
}
