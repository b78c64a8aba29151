import Foundation
import Glibc
import Synchronization

/// The folder of this test process's cluster, with a lock beside it by which other test processes
/// see that it is in use.
///
/// It goes away with the process; what a killed process left is removed by the next one.
struct TestFolder: Sendable {
  let path: String

  private static let prefix = "tollgate-test-"
  private static let suffix = ".lock"

  /// Makes a folder for this process, and clears away what killed ones left.
  static func make() throws -> TestFolder {
    let parent = URL(fileURLWithPath: NSTemporaryDirectory()).resolvingSymlinksInPath().path
    removeStale(in: parent)
    while true {
      let path = "\(parent)/\(prefix)\(String(UInt64.random(in: .min ... .max), radix: 36))"
      let lock = open(path + suffix, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o600)
      guard lock >= 0 else { throw POSIXError(POSIXErrorCode(rawValue: errno) ?? .EIO) }
      // Never closed: held until the process ends, however it does.
      _ = flock(lock, LOCK_EX)
      var status = stat()
      // Another process may have taken the file for a stale one before it was locked.
      if fstat(lock, &status) == 0, status.st_nlink > 0 { return TestFolder(path: path) }
      close(lock)
    }
  }

  /// Stops the server in the folder and removes all of it.
  func remove() {
    stopServer()
    // Nothing to do about a failure; the next process tries again.
    try? FileManager.default.removeItem(atPath: path)
    unlink(path + Self.suffix)
  }

  private func stopServer() {
    let cluster = path + "/cluster"
    guard let text = try? String(contentsOfFile: cluster + "/postmaster.pid", encoding: .utf8),
      let pid = text.split(separator: "\n").first.flatMap({ Int32($0) })
    else { return }
    func isRunning() -> Bool {
      let folder = try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/\(pid)/cwd")
      return folder == cluster
    }
    guard isRunning() else { return }
    // Immediate shutdown: nothing of it is wanted any more.
    kill(pid, SIGQUIT)
    for _ in 0..<500 where isRunning() { usleep(10_000) }
  }

  private static func removeStale(in parent: String) {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: parent)) ?? []
    for name in names where name.hasPrefix(prefix) && name.hasSuffix(suffix) {
      let lock = open("\(parent)/\(name)", O_RDWR | O_CLOEXEC | O_NOFOLLOW)
      guard lock >= 0 else { continue }
      if flock(lock, LOCK_EX | LOCK_NB) == 0 {
        TestFolder(path: "\(parent)/\(name.dropLast(suffix.count))").remove()
      }
      close(lock)
    }
  }
}

extension TestFolder {
  private static let removedAtExit = Mutex<TestFolder?>(nil)

  /// Has the folder removed when the process ends in good order.
  func removeAtExit() {
    Self.removedAtExit.withLock { $0 = self }
    atexit { TestFolder.removedAtExit.withLock { $0?.remove() } }
  }
}
