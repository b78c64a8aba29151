import Glibc

/// The user as whom the server runs: PostgreSQL refuses to run as root.
struct ServerAccount: Sendable, Equatable {
  let name: String
  let user: uid_t
  let group: gid_t

  /// Whether we are another user and have to become this one.
  var needsSwitch: Bool { user != geteuid() }

  /// Decides as whom to run the server.
  ///
  /// - Parameters:
  ///   - clusterOwner: who owns the server's data folder; nil when there is none yet.
  ///   - folderOwner: who owns the folder around it; nil when there is none yet.
  /// - Returns: the cluster's owner; else ourselves; if we are root, `postgres`, or the folder's
  ///   owner, or `nobody`.
  /// - Throws: `.account` when the cluster is someone else's and we are not root.
  static func choose(
    clusterOwner: uid_t?, folderOwner: uid_t?
  ) throws(EmbeddedPostgresError) -> ServerAccount {
    let ownUser = geteuid()
    if let clusterOwner, clusterOwner != 0, clusterOwner != ownUser {
      // The server starts for the owner of its files only.
      guard ownUser == 0 else { throw foreign(clusterOwner) }
      return account(user: clusterOwner)
    }
    guard ownUser == 0 else { return account(user: ownUser) }
    if let postgres = named("postgres") { return postgres }
    if let folderOwner, folderOwner != 0 { return account(user: folderOwner) }
    return named("nobody") ?? ServerAccount(name: "nobody", user: 65534, group: 65534)
  }

  private static func foreign(_ owner: uid_t) -> EmbeddedPostgresError {
    EmbeddedPostgresError(
      .account, operation: "use the cluster",
      message: "it belongs to the user \(account(user: owner).name). Run as that user or as root, "
        + "or choose a data folder of your own.")
  }

  private static func account(user: uid_t) -> ServerAccount {
    // Containers run under ids without a name.
    lookUp { getpwuid_r(user, $0, $1, $2, $3) }
      ?? ServerAccount(name: "\(user)", user: user, group: user == geteuid() ? getegid() : user)
  }

  private static func named(_ name: String) -> ServerAccount? {
    lookUp { getpwnam_r(name, $0, $1, $2, $3) }
  }

  /// Asks the user database by one of the calls that threads may use at once.
  private static func lookUp(
    _ call: (
      UnsafeMutablePointer<passwd>, UnsafeMutablePointer<CChar>, Int,
      UnsafeMutablePointer<UnsafeMutablePointer<passwd>?>
    ) -> Int32
  ) -> ServerAccount? {
    var entry = passwd()
    var found: UnsafeMutablePointer<passwd>?
    var text = [CChar](repeating: 0, count: 1 << 14)
    // The entry's strings lie in `text`, so it is read before that goes.
    return text.withUnsafeMutableBufferPointer { buffer in
      guard let start = buffer.baseAddress, call(&entry, start, buffer.count, &found) == 0,
        let found
      else { return nil }
      return ServerAccount(found.pointee)
    }
  }
}

extension ServerAccount {
  init(_ entry: passwd) {
    name = entry.pw_name.map { String(cString: $0) } ?? "\(entry.pw_uid)"
    user = entry.pw_uid
    group = entry.pw_gid
  }
}
