import Foundation

/// The checkout that these tests read.
enum Repository {
  /// The folder that holds Package.swift.
  static let root = URL(filePath: #filePath).resolvingSymlinksInPath()
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  /// Folders that are not part of the project: what was built or made by running it.
  private static let foreignFolders: Set<String> = [
    ".build", ".demo", ".git", ".swiftpm", "tollgate-data",
  ]

  /// The text files below a folder whose names end in one of the suffixes, in the order of paths.
  ///
  /// - Parameters:
  ///   - folder: path below the root; empty for the whole checkout.
  ///   - suffixes: ends of file names, such as `.swift`; empty for every file that is UTF-8.
  /// - Returns: the files with their text.
  /// - Throws: when the folder cannot be listed, or a file that was asked for cannot be read.
  static func files(below folder: String = "", suffixes: [String] = []) throws -> [SourceFile] {
    let start = folder.isEmpty ? root : root.appending(path: folder)
    let keys: [URLResourceKey] = [.isDirectoryKey, .isSymbolicLinkKey]
    guard let entries = FileManager.default.enumerator(at: start, includingPropertiesForKeys: keys)
    else { throw CocoaError(.fileReadNoSuchFile) }
    var files: [SourceFile] = []
    for case let entry as URL in entries {
      let values = try entry.resourceValues(forKeys: Set(keys))
      if values.isDirectory == true {
        if foreignFolders.contains(entry.lastPathComponent) { entries.skipDescendants() }
        continue
      }
      if values.isSymbolicLink == true { continue }
      if suffixes.isEmpty {
        // A file that is not text, such as a recording among the samples, holds nothing to check.
        guard let text = try? String(contentsOf: entry, encoding: .utf8) else { continue }
        files.append(SourceFile(path: path(of: entry), text: text))
      } else if suffixes.contains(where: entry.lastPathComponent.hasSuffix) {
        let text = try String(contentsOf: entry, encoding: .utf8)
        files.append(SourceFile(path: path(of: entry), text: text))
      }
    }
    return files.sorted { $0.path < $1.path }
  }

  /// - Parameter url: a file of the checkout.
  /// - Returns: its path below the root.
  private static func path(of url: URL) -> String {
    url.standardizedFileURL.pathComponents
      .dropFirst(root.standardizedFileURL.pathComponents.count)
      .joined(separator: "/")
  }
}

/// One text file of the checkout.
struct SourceFile: Sendable, CustomStringConvertible {
  /// Path below the root.
  let path: String
  let text: String

  var description: String { path }
  /// File name without folders and extension.
  var stem: String {
    let name = path.split(separator: "/").last ?? ""
    return String(name.split(separator: ".").first ?? "")
  }
}
