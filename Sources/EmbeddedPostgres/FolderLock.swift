import Glibc

/// A lock that the kernel drops with its holder, so that two programs don't create or start one
/// cluster at once.
final class FolderLock: Sendable {
  private let file: Int32

  private init(file: Int32) { self.file = file }

  deinit { close(file) }

  /// Waits for the lock without holding up a thread.
  ///
  /// - Parameters:
  ///   - path: the lock's file, made when missing and never removed.
  ///   - account: who shall be able to take the lock besides us.
  ///   - patience: how long to wait for another holder.
  /// - Returns: the lock, held until it is released.
  /// - Throws: `.busy` after that, `.folder` when the file can't be made.
  static func take(
    _ path: String, account: ServerAccount, patience: Duration = .seconds(120)
  ) async throws(EmbeddedPostgresError) -> FolderLock {
    let operation = "lock the cluster by \(path)"
    // Close-on-exec: the server must not inherit the lock. No link is followed: we may be root.
    let file = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
    guard file >= 0 else {
      throw EmbeddedPostgresError(
        .folder, operation: operation, message: "\(FileSystem.words(errno)).")
    }
    let lock = FolderLock(file: file)
    if account.needsSwitch { fchown(file, account.user, account.group) }
    let deadline = ContinuousClock.now + patience
    while flock(file, LOCK_EX | LOCK_NB) != 0 {
      guard ContinuousClock.now < deadline, !Task.isCancelled else {
        throw EmbeddedPostgresError(
          .busy, operation: operation,
          message: "another program has been starting or stopping it for too long; see with "
            + "`fuser \(path)` which one.")
      }
      // Ends early when cancelled, and then the guard above says so.
      try? await Task.sleep(for: .milliseconds(25))
    }
    return lock
  }
}
