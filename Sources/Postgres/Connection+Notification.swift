import Clibpq
import Glibc

/// What another session said by `NOTIFY`.
package struct Notification: Sendable, Hashable {
  package var channel: String
  /// Empty when none was given.
  package var payload: String
  /// The process of the server that sent it.
  package var processID: Int32
}

extension Connection {
  /// Subscribes to a channel until the session ends.
  ///
  /// - Parameter channel: any name, case kept.
  /// - Throws: `.server`, `.connection`.
  package func listen(_ channel: String) throws(PostgresError) {
    let operation = "listen"
    let handle = try open(operation)
    // LISTEN takes no parameters.
    guard let quoted = PQescapeIdentifier(handle, channel, channel.utf8.count) else {
      throw PostgresError(connection: handle, operation: operation)
    }
    defer { PQfreemem(quoted) }
    try execute("listen " + String(cString: quoted))
  }

  /// Waits for a notification; those that came with earlier answers are given first.
  ///
  /// - Parameter timeoutMilliseconds: at most; 0 only looks.
  /// - Returns: nil when none came in time.
  /// - Throws: `.connection`.
  package func waitForNotification(
    timeoutMilliseconds: Int32
  ) throws(PostgresError) -> Notification? {
    let operation = "wait for a notification"
    let handle = try open(operation)
    let deadline = ContinuousClock.now + .milliseconds(timeoutMilliseconds)
    while true {
      guard PQconsumeInput(handle) == 1 else {
        throw PostgresError(connection: handle, operation: operation)
      }
      if let next = PQnotifies(handle) {
        defer { PQfreemem(next) }
        return Notification(next.pointee)
      }
      let left = ContinuousClock.now.duration(to: deadline)
      guard left > .zero else { return nil }
      // Rounded up, so that the last part of a millisecond is slept and not spun.
      let milliseconds =
        left.components.seconds * 1000 + left.components.attoseconds / 1_000_000_000_000_000 + 1
      var descriptor = pollfd(fd: PQsocket(handle), events: Int16(POLLIN), revents: 0)
      _ = poll(&descriptor, 1, Int32(clamping: milliseconds))
    }
  }
}

extension Notification {
  init(_ notify: PGnotify) {
    channel = notify.relname.map { String(cString: $0) } ?? ""
    payload = notify.extra.map { String(cString: $0) } ?? ""
    processID = notify.be_pid
  }
}
