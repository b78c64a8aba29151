import Glibc
import Synchronization

/// The wish of whoever runs us that we come to an end: SIGTERM or SIGINT, heard without being
/// killed by it. The second one kills.
enum Interruption {
  private static let wish = Atomic(false)

  static var isWished: Bool { wish.load(ordering: .relaxed) }

  /// Listens from now on; and a reader that has gone is found by looking, not by a signal.
  static func listen() {
    // Made now and not inside the handler, where little is allowed.
    wish.store(false, ordering: .relaxed)
    signal(SIGPIPE, SIG_IGN)
    for number in [SIGTERM, SIGINT] {
      signal(number) { number in
        Interruption.wish.store(true, ordering: .relaxed)
        signal(number, SIG_DFL)
      }
    }
  }

  /// Whether nobody reads standard output any more, as when a pager was closed.
  static var hasLostReader: Bool {
    var output = pollfd(fd: STDOUT_FILENO, events: 0, revents: 0)
    return poll(&output, 1, 0) > 0 && Int32(output.revents) & (POLLERR | POLLNVAL) != 0
  }
}
