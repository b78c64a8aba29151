import Foundation

/// A folder of one test, in which its exchange writes files. Gone with the value.
final class Spool: Sendable {
  let path: String

  init() throws {
    let name = "tollgate-spool-" + UUID().uuidString
    path = FileManager.default.temporaryDirectory.appendingPathComponent(name).path
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit {
    // Nothing to do about a failure: the system clears its folder of temporary files itself.
    try? FileManager.default.removeItem(atPath: path)
  }

  func path(_ name: String) -> String { path + "/" + name }

  /// Makes a file, or another one in the place of one that is there.
  ///
  /// - Returns: its path.
  @discardableResult
  func write(_ bytes: [UInt8], to name: String) throws -> String {
    try Data(bytes).write(to: URL(fileURLWithPath: path(name)))
    return path(name)
  }

  @discardableResult
  func write(_ text: String, to name: String) throws -> String {
    try write(Array(text.utf8), to: name)
  }

  /// Writes at the end of a file, which stays the same inode.
  func append(_ text: String, to name: String) throws {
    try change(name) { file in
      try file.seekToEnd()
      try file.write(contentsOf: Data(text.utf8))
    }
  }

  /// Empties a file, which stays the same inode, and begins it anew: logrotate's `copytruncate`.
  func truncate(_ name: String, to text: String) throws {
    try change(name) { file in
      try file.truncate(atOffset: 0)
      try file.write(contentsOf: Data(text.utf8))
    }
  }

  func copy(_ name: String, to other: String) throws {
    try FileManager.default.copyItem(atPath: path(name), toPath: path(other))
  }

  func rename(_ name: String, to other: String) throws {
    try FileManager.default.moveItem(atPath: path(name), toPath: path(other))
  }

  private func change(_ name: String, _ body: (FileHandle) throws -> Void) throws {
    let file = try FileHandle(forUpdating: URL(fileURLWithPath: path(name)))
    try body(file)
    try file.close()
  }
}
