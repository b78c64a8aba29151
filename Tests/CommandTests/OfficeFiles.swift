import Foundation
import SampleOffice

/// A seeded office on disk, made once for all tests of the process and never changed.
struct OfficeFiles: Sendable {
  /// Letters and digits, for the names of template databases.
  let name: String
  let folder: ScratchFolder

  var configuration: String { folder.path + "/tollgate.yaml" }
  var crm: String { folder.path + "/crm" }
  /// The head office's newest file, the largest.
  var master: String { folder.path + "/cdr/hq/Master.csv" }

  /// Three exchanges, five files, some hundreds of calls, with everything that is odd.
  static let small = Result {
    try OfficeFiles(
      "small", OfficeSpec(managers: 4, contacts: 36, deals: 20, calls: 250, days: 20))
  }

  /// One exchange with a file of several MiB, so that it takes several batches of one.
  static let large = Result {
    try OfficeFiles(
      "large",
      OfficeSpec(
        managers: 6, contacts: 120, deals: 60, calls: 6_000, records: 9_500, days: 60,
        hasBranches: false))
  }

  private init(_ name: String, _ spec: OfficeSpec) throws {
    self.name = name
    folder = try ScratchFolder.make()
    _ = try SampleOffice.write(spec, into: FolderSink(root: folder.path))
  }

  /// A file of the office, such as `truth/gates.csv`, as records of fields without quotes.
  func table(_ path: String) throws -> [[String: String]] {
    let url = URL(fileURLWithPath: "\(folder.path)/\(path)")
    let lines = try String(contentsOf: url, encoding: .utf8).split(separator: "\n")
    guard let header = lines.first?.split(separator: ",", omittingEmptySubsequences: false) else {
      return []
    }
    return lines.dropFirst().map { line in
      let fields = line.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
      return Dictionary(zip(header.map(String.init), fields), uniquingKeysWith: { $1 })
    }
  }
}
