import Glibc

/// What `postmaster.pid` says of the server of a cluster, checked against the running processes.
///
/// Lines of the file (src/include/utils/pidfile.h): process, data folder, start time, port, socket
/// folder, listen address, shared memory, status.
struct Postmaster {
  let pid: Int32
  let socketFolder: String
  /// Whether it takes connections.
  let isReady: Bool

  /// The server that runs on `cluster`; nil when none does, whatever a stale file says.
  static func running(on cluster: String) -> Postmaster? {
    guard let lines = pidFile(of: cluster), lines.count >= 5, let pid = Int32(lines[0]),
      isServer(pid, of: cluster)
    else { return nil }
    let status = lines.count >= 8 ? lines[7].filter { $0 != " " } : ""
    return Postmaster(pid: pid, socketFolder: lines[4], isReady: status == "ready")
  }

  /// Makes way for a start after a crash or a reboot.
  ///
  /// The server clears stale files itself, unless the process number in them went to another
  /// process of the same user, as it may after a reboot, or its process is dead and waited for by
  /// nobody, as in containers: then it refuses to start. The files are removed in these cases only,
  /// and only when nothing works on the cluster any more, as they are also what keeps a new server
  /// away from the old one's last backends.
  ///
  /// - Parameters:
  ///   - cluster: the server's data folder.
  ///   - socket: the socket's folder, which no other server uses.
  /// - Returns: processes that still work on the cluster; the caller has to wait for them.
  static func clearStaleFiles(of cluster: String, socket: String) -> [Int32] {
    let busy = processes(on: cluster)
    guard busy.isEmpty else { return busy }
    for file in ["\(cluster)/postmaster.pid", "\(socket)/.s.PGSQL.\(ServerSettings.port).lock"] {
      let pid = FileSystem.text(file)?.split(separator: "\n").first.flatMap { Int32($0) }
      // EPERM: a process of another user, which the server knows is not its own.
      if let pid, kill(pid, 0) == 0 { unlink(file) }
    }
    return []
  }

  private static func pidFile(of cluster: String) -> [String]? {
    FileSystem.text("\(cluster)/postmaster.pid")?
      .split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
  }

  private static func isServer(_ pid: Int32, of cluster: String) -> Bool {
    if let folder = FileSystem.linkTarget("/proc/\(pid)/cwd") { return folder == cluster }
    // Other users' processes don't tell their folder; the name at least is open to all. Any other
    // reason than EACCES: there is no such process, or a dead one that nobody has waited for.
    return errno == EACCES && FileSystem.text("/proc/\(pid)/comm") == "postgres\n"
  }

  /// Server processes whose working folder is the cluster: all of PostgreSQL's are there.
  private static func processes(on cluster: String) -> [Int32] {
    FileSystem.names(in: "/proc").compactMap(Int32.init).filter { pid in
      FileSystem.linkTarget("/proc/\(pid)/cwd") == cluster
        && FileSystem.text("/proc/\(pid)/comm") == "postgres\n"
    }
  }
}
