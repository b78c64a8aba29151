import Glibc
import Synchronization

/// A named place in the program where a test can have it killed, to prove that nothing is lost or
/// counted twice wherever the power goes. Without `TOLLGATE_CRASH_AT` in the environment it costs
/// one comparison.
package enum CrashPoint: String, Sendable, CaseIterable {
  case fileOpened = "file-opened"
  case batchBegun = "batch-begun"
  case halfCopied = "half-copied"
  case copied
  case callsStored = "calls-stored"
  case quarantined
  case checkpointMoved = "checkpoint-moved"
  case committed

  /// `NAME` or `NAME:N` for the N-th time that the place is reached.
  private static let wanted: (point: CrashPoint, time: Int)? = {
    guard let text = getenv("TOLLGATE_CRASH_AT").map({ String(cString: $0) }) else { return nil }
    let parts = text.split(separator: ":").map(String.init)
    guard let name = parts.first, let point = CrashPoint(rawValue: name) else { return nil }
    return (point, parts.count > 1 ? Int(parts[1]) ?? 1 : 1)
  }()
  private static let count = Mutex(0)

  /// Kills the process when this is the place and the time that a test named.
  package func reach() {
    guard let wanted = Self.wanted, wanted.point == self else { return }
    let isTime = Self.count.withLock { count in
      count += 1
      return count == wanted.time
    }
    if isTime { kill(getpid(), SIGKILL) }
  }
}
