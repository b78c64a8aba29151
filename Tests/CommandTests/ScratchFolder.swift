import Foundation
import Glibc

/// A folder of one test below the one of this process, all of which goes when the process ends.
struct ScratchFolder: Sendable {
  let path: String

  /// A new, empty folder that the server's user may pass through.
  static func make() throws -> ScratchFolder {
    let path = "\(root)/\(String(UInt64.random(in: .min ... .max), radix: 36))"
    try FileManager.default.createDirectory(
      atPath: path, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o755])
    return ScratchFolder(path: path)
  }

  /// Writes a file, with the folders above it.
  ///
  /// - Returns: its path.
  @discardableResult
  func write(_ text: String, to name: String) throws -> String {
    try write(Array(text.utf8), to: name)
  }

  @discardableResult
  func write(_ bytes: [UInt8], to name: String) throws -> String {
    let file = URL(fileURLWithPath: path).appendingPathComponent(name)
    try FileManager.default.createDirectory(
      at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(bytes).write(to: file)
    return file.path
  }

  /// Adds to the end of a file, as an exchange does.
  func append(_ bytes: ArraySlice<UInt8>, to name: String) throws {
    let file = URL(fileURLWithPath: path).appendingPathComponent(name)
    if !FileManager.default.fileExists(atPath: file.path) { try write([], to: name) }
    let handle = try FileHandle(forWritingTo: file)
    defer { try? handle.close() }  // What matters was written or has thrown.
    try handle.seekToEnd()
    try handle.write(contentsOf: Data(bytes))
  }

  private static let root: String = {
    let parent = URL(fileURLWithPath: NSTemporaryDirectory()).resolvingSymlinksInPath().path
    let folder = "\(parent)/tollgate-commands-\(getpid())"
    atexit { ScratchFolder.removeAll() }
    return folder
  }()

  private static func removeAll() {
    // The process ends; what can't be removed is left to the system's cleaning.
    try? FileManager.default.removeItem(atPath: root)
  }
}
