import Glibc

/// A private PostgreSQL cluster in a data folder: no TCP port, no password, no administrator.
///
/// Any number of programs may use one at once: the first starts it, and it stays when they end.
package struct EmbeddedCluster: Sendable {
  /// What survives a crash of the machine.
  package enum Durability: Sendable, Hashable {
    /// What was committed.
    case full
    /// Perhaps nothing at all; for tests.
    case none
  }

  /// What a cluster is doing.
  package enum Status: Sendable, Hashable {
    case notCreated, stopped
    case running(RunningCluster)
  }

  let dataFolder: String
  let binaries: String?
  let durability: Durability
  /// How long a start may take; recovery after a crash is a part of it.
  static let startPatience = Duration.seconds(300)

  /// - Parameters:
  ///   - dataFolder: made when missing; a relative path counts from the working folder.
  ///   - binaries: folder of `postgres`; nil for `TOLLGATE_PG_BIN` or whatever is installed.
  ///   - durability: `.none` for tests only.
  package init(dataFolder: String, binaries: String? = nil, durability: Durability = .full) {
    self.dataFolder = dataFolder
    self.binaries = binaries
    self.durability = durability
  }

  /// Creates the cluster when it is new, starts it when it is stopped, and waits until it answers.
  @discardableResult
  package func start() async throws(EmbeddedPostgresError) -> RunningCluster {
    let account = try account()
    let folders = try await folders(for: account)
    let lock = try await FolderLock.take(folders.lock, account: account)
    defer { withExtendedLifetime(lock) {} }
    let server = try await ServerBinaries.find(named: binaries, major: folders.major)
    let process = ServerProcess(
      folders: folders, tool: ServerTool(binaries: server.folder, account: account),
      account: account, durability: durability)
    if folders.major == nil { try await process.create() }
    let postmaster = try await process.start()
    return RunningCluster(
      socketFolder: postmaster.socketFolder, version: server.version, pid: postmaster.pid,
      note: folders.note)
  }

  /// Stops the server, breaking off its sessions; nothing committed is lost. Safe to repeat.
  package func stop() async throws(EmbeddedPostgresError) {
    guard let folders = ClusterFolders.existing(dataFolder: dataFolder) else { return }
    let account = try account()
    let lock = try await FolderLock.take(folders.lock, account: account)
    defer { withExtendedLifetime(lock) {} }
    guard Postmaster.running(on: folders.cluster) != nil else { return }
    let server = try await ServerBinaries.find(named: binaries, major: folders.major)
    let tool = ServerTool(binaries: server.folder, account: account)
    let outcome = try await tool.run(
      ["pg_ctl", "stop", "-m", "fast", "-w", "-t", "120", "-s"], in: folders.cluster,
      data: folders.cluster, failure: .stopFailed)
    guard outcome.isSuccess || Postmaster.running(on: folders.cluster) == nil else {
      throw EmbeddedPostgresError(
        .stopFailed, operation: "stop the cluster in \(folders.base)", message: outcome.output)
    }
  }

  /// What the cluster is doing; changes nothing.
  package func status() async throws(EmbeddedPostgresError) -> Status {
    // Of another user's cluster we would see nothing and take it for none.
    _ = try account()
    guard let folders = ClusterFolders.existing(dataFolder: dataFolder), folders.major != nil
    else { return .notCreated }
    guard let postmaster = Postmaster.running(on: folders.cluster) else { return .stopped }
    let server = try await ServerBinaries.find(named: binaries, major: folders.major)
    return .running(
      RunningCluster(
        socketFolder: postmaster.socketFolder, version: server.version, pid: postmaster.pid,
        note: folders.note))
  }

  private func account() throws(EmbeddedPostgresError) -> ServerAccount {
    let existing = ClusterFolders.existing(dataFolder: dataFolder)
    return try ServerAccount.choose(
      clusterOwner: existing.flatMap { FileSystem.entry($0.cluster)?.owner },
      folderOwner: FileSystem.entry(dataFolder)?.owner)
  }

  private func folders(
    for account: ServerAccount
  ) async throws(EmbeddedPostgresError) -> ClusterFolders {
    let tool = ServerTool(binaries: "/usr/bin", account: account)
    guard let existing = ClusterFolders.existing(dataFolder: dataFolder) else {
      return try await ClusterFolders.new(dataFolder: dataFolder, canEnter: tool.canEnter)
    }
    // A second, empty cluster elsewhere would look as if all data were lost.
    guard try await tool.canEnter(existing.cluster) else {
      throw EmbeddedPostgresError(
        .folder, operation: "use the cluster in \(existing.base)",
        message: "its user \(account.name) can't enter it any more; one of the folders above has "
          + "lost its permission to pass through.")
    }
    return existing
  }
}
