import Glibc

/// Where the files of a cluster lie.
struct ClusterFolders: Sendable {
  /// Holds all the rest; absolute, without links.
  let base: String
  /// Folder of the unix socket, mode 0700.
  let socket: String
  /// What the administrator should know of the place; nil when it is as asked for.
  let note: String?

  /// The server's data folder.
  var cluster: String { "\(base)/cluster" }
  /// A cluster in the making; renamed when it is whole, so that `cluster` is never half a one.
  var unfinished: String { "\(base)/cluster.unfinished" }
  var lock: String { "\(base)/cluster.lock" }

  /// The major version that made the cluster; nil when there is none.
  var major: String? {
    FileSystem.text("\(cluster)/PG_VERSION").map { $0.filter { !$0.isWhitespace } }
  }

  private init(base: String, note: String?) {
    self.base = base
    self.note = note
    let own = "\(base)/socket"
    // A unix socket's address has room for 107 bytes (sun_path in unix(7)), and libpq takes a comma
    // for the end of the first of several hosts.
    let isTooLong = "\(own)/.s.PGSQL.\(ServerSettings.port)".utf8.count > 107
    socket = isTooLong || own.contains(",") ? Self.substitute(base) + "/socket" : own
  }

  /// The folders of a cluster that exists.
  static func existing(dataFolder: String) -> ClusterFolders? {
    guard let path = FileSystem.canonical(dataFolder) else { return nil }
    let folders = ClusterFolders(base: path, note: nil)
    if FileSystem.entry(folders.cluster) != nil { return folders }
    let elsewhere = ClusterFolders(base: substitute(path), note: note(instead: path))
    return isOurs(elsewhere.base) && FileSystem.entry(elsewhere.cluster) != nil ? elsewhere : nil
  }

  /// The folders of a new cluster: in the data folder if the server's user may enter it, else in
  /// one of our own below /var/tmp; permissions of what exists are never changed.
  static func new(
    dataFolder: String, canEnter: (String) async throws(EmbeddedPostgresError) -> Bool
  ) async throws(EmbeddedPostgresError) -> ClusterFolders {
    try FileSystem.makeFolder(dataFolder, mode: 0o711)
    guard let path = FileSystem.canonical(dataFolder) else {
      throw EmbeddedPostgresError(
        .folder, operation: "use the folder \(dataFolder)",
        message: "\(FileSystem.words(errno)).")
    }
    if try await canEnter(path) { return ClusterFolders(base: path, note: nil) }
    let elsewhere = ClusterFolders(base: substitute(path), note: note(instead: path))
    try makePrivate(elsewhere.base, orOf: geteuid())
    return elsewhere
  }

  /// Makes the socket's folder for the server's user, and the one above when it is a substitute.
  func makeSocketFolder(for account: ServerAccount) throws(EmbeddedPostgresError) {
    if !socket.hasPrefix(base + "/") {
      try Self.makePrivate(Self.substitute(base), orOf: account.user)
    }
    try Self.make(socket, for: account)
  }

  /// Makes a folder of mode 0700 for the server's user.
  static func make(
    _ folder: String, for account: ServerAccount
  ) throws(EmbeddedPostgresError) {
    if try FileSystem.makeFolder(folder, mode: 0o700), account.needsSwitch {
      lchown(folder, account.user, account.group)
    }
    let entry = FileSystem.entry(folder)
    guard let entry, entry.isFolder, entry.owner == account.user, entry.mode & 0o077 == 0 else {
      throw EmbeddedPostgresError(
        .folder, operation: "use the folder \(folder)",
        message: "it has to be a folder of the user \(account.name) with mode 0700, and it is not. "
          + "Move it away.")
    }
  }

  /// A folder below /var/tmp, one for each data folder.
  private static func substitute(_ path: String) -> String {
    // FNV-1a, 64 bits: the name must be the same in every run, which Hasher's is not.
    let hash = path.utf8.reduce(UInt64(0xCBF2_9CE4_8422_2325)) { hash, byte in
      (hash ^ UInt64(byte)) &* 0x100_0000_01B3
    }
    return "/var/tmp/tollgate-\(String(hash, radix: 16))"
  }

  /// Anybody may put folders below /var/tmp, so one that is there has to be our own, or of the
  /// server's user.
  private static func makePrivate(
    _ folder: String, orOf user: uid_t
  ) throws(EmbeddedPostgresError) {
    try FileSystem.makeFolder(folder, mode: 0o711)
    guard isOurs(folder, orOf: user) else {
      throw EmbeddedPostgresError(
        .folder, operation: "use the folder \(folder)",
        message: "it belongs to another user or others may write to it. Move it away.")
    }
  }

  private static func isOurs(_ folder: String, orOf user: uid_t = geteuid()) -> Bool {
    guard let entry = FileSystem.entry(folder) else { return false }
    let isOwn = entry.owner == geteuid() || entry.owner == user
    return entry.isFolder && isOwn && entry.mode & 0o022 == 0
  }

  private static func note(instead path: String) -> String {
    "The server's user can't enter \(path), so the database lies in \(substitute(path)). Systems "
      + "empty /var/tmp after some weeks: for lasting data choose a folder that everybody may pass "
      + "through, such as one below /var/lib."
  }
}
