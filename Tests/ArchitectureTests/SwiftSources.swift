/// Every Swift file of the project, taken apart once for all tests.
enum SwiftSources {
  /// One Swift file.
  struct File: Sendable {
    let source: SourceFile
    let text: SwiftText
  }

  private static let read = Result {
    try ["Sources", "Tests", "sql"]
      .flatMap { try Repository.files(below: $0, suffixes: [".swift"]) }
      .map { File(source: $0, text: SwiftText($0.text)) }
  }

  /// - Parameter folder: path below the root; empty for all.
  /// - Returns: the Swift files below it, without Package.swift.
  /// - Throws: when one cannot be read.
  static func files(below folder: String = "") throws -> [File] {
    try read.get().filter { folder.isEmpty || $0.source.path.hasPrefix(folder + "/") }
  }
}
