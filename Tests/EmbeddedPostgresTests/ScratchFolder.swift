import EmbeddedPostgres
import Foundation
import Glibc

/// A folder for one test, its cluster stopped and all of it removed by `remove`.
struct ScratchFolder: Sendable {
  let path: String

  /// A new folder; the suffix of its name is there to try odd ones.
  init(suffix: String = "") throws {
    let name = "tollgate-cluster-\(UInt64.random(in: .min ... .max))\(suffix)"
    path =
      URL(fileURLWithPath: NSTemporaryDirectory()).resolvingSymlinksInPath()
      .appendingPathComponent(name).path
    try FileManager.default.createDirectory(
      atPath: path, withIntermediateDirectories: false, attributes: [.posixPermissions: 0o755])
  }

  var cluster: EmbeddedCluster { EmbeddedCluster(dataFolder: path, durability: .none) }

  func remove() async {
    // Best effort: the folder is a temporary one.
    try? await cluster.stop()
    try? FileManager.default.removeItem(atPath: path)
  }
}

/// Runs a test with a scratch folder and removes it, whatever happens.
func withScratchFolder(
  suffix: String = "", _ body: (ScratchFolder) async throws -> Void
) async throws {
  let folder = try ScratchFolder(suffix: suffix)
  do {
    try await body(folder)
  } catch {
    await folder.remove()
    throw error
  }
  await folder.remove()
}

/// psql, as the tests of this module know no client.
enum SQL {
  struct Failed: Error {
    let output: String
  }

  /// Runs statements and gives the last one's first value, unaligned.
  @discardableResult
  static func run(_ sql: String, on uri: String) async throws -> String {
    // Waiting for a process blocks, which the few threads of the cooperative pool must not.
    try await withCheckedThrowingContinuation { continuation in
      DispatchQueue.global().async {
        continuation.resume(with: Result { try runBlocking(sql, on: uri) })
      }
    }
  }

  private static func runBlocking(_ sql: String, on uri: String) throws -> String {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/psql")
    process.arguments = ["-X", "-q", "-A", "-t", "-v", "ON_ERROR_STOP=1", "-d", uri, "-c", sql]
    process.currentDirectoryURL = URL(fileURLWithPath: "/")
    // Debian's psql is a Perl script, which complains of a locale that is not installed.
    process.environment = ProcessInfo.processInfo.environment
      .merging(["LC_ALL": "C.UTF-8"]) { $1 }
    let output = Pipe()
    process.standardOutput = output
    process.standardError = output
    try process.run()
    let bytes = try output.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    let text = String(decoding: bytes, as: UTF8.self).trimmingCharacters(
      in: .whitespacesAndNewlines)
    guard process.terminationStatus == 0 else { throw Failed(output: text) }
    return text
  }
}
