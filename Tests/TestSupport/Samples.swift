import Foundation

/// The sample files of the repository.
package enum Samples {
  /// Folder `samples` of the checkout that the tests were built from, without a slash at the end.
  package static let root: String = {
    let file = URL(fileURLWithPath: #filePath).resolvingSymlinksInPath()
    let repository = file.deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    return repository.appendingPathComponent("samples").path
  }()

  /// The path of a sample such as `asterisk-office/Master.csv`.
  package static func path(_ name: String) -> String { root + "/" + name }

  /// The bytes of a sample such as `asterisk-office/Master.csv`.
  package static func bytes(_ name: String) throws -> [UInt8] {
    Array(try Data(contentsOf: URL(fileURLWithPath: path(name))))
  }
}
