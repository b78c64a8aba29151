package import CallModel
import FoundationEssentials

/// A folder that holds the CSV set, or a part of it.
package struct CRMFolder: CRMSource {
  package let readers: [any CRMRecordReader]
  /// Sentences about what was found and is not taken.
  package let warnings: [String]

  /// Opens every file that is there and reads its header.
  ///
  /// - Throws: `CRMError` when the folder can't be read, has no file of the set, or one of them has
  ///   a header that can't be used: nothing is imported then.
  package init(path: String) throws(CRMError) {
    let names = try Self.names(in: path)
    let files = CRMFile.allCases.filter { names.contains($0.fileName) }
    guard !files.isEmpty else {
      throw CRMError(
        .noFiles,
        "The folder has none of the files of a CRM export. At least one of these is needed: "
          + CRMFile.allCases.map(\.fileName).joined(separator: ", ") + ".")
    }
    var readers: [CSVReader] = []
    for file in files {
      let full = path + "/" + file.fileName
      let source = try FileBytes(path: full, name: file.fileName)
      readers.append(try CSVReader(file, origin: full, source: source))
    }
    self.readers = readers
    warnings =
      names.filter { CRMFile(fileName: $0) == nil && !$0.hasPrefix(".") }.sorted().map(Self.unknown)
      + readers.flatMap(\.warnings)
  }

  package func reader(of file: CRMFile, raw: [UInt8]) -> (any CRMRecordReader)? {
    // A row that an earlier program could read and this one can't simply goes on waiting.
    try? CSVReader(file, origin: file.fileName, source: MemoryBytes(raw))
  }

  private static func names(in path: String) throws(CRMError) -> [String] {
    do {
      return try FileManager.default.contentsOfDirectory(atPath: path)
    } catch {
      throw CRMError(
        .folder,
        "Cannot read the folder of the CRM export. Check that it exists, that it is a folder, "
          + "and that this user may read it.")
    }
  }

  private static func unknown(_ name: String) -> String {
    let close = CRMFile.allCases.first { file in
      let bare = { (text: String) in text.lowercased().filter { $0.isLetter } }
      return bare(file.fileName) == bare(name)
    }
    let hint = close.map { " Did you mean \($0.fileName)?" } ?? ""
    return "\(name) is no file of the set and was not read.\(hint)"
  }
}
