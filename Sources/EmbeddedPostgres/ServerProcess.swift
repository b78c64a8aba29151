import Glibc

/// Creates and starts the server of one cluster, under the cluster's lock.
struct ServerProcess {
  let folders: ClusterFolders
  let tool: ServerTool
  let account: ServerAccount
  let durability: EmbeddedCluster.Durability

  /// Makes the cluster with its database `tollgate`, whole or not at all.
  func create() async throws(EmbeddedPostgresError) {
    let operation = "create a cluster in \(folders.base)"
    guard FileSystem.entry(folders.cluster) == nil else {
      throw EmbeddedPostgresError(
        .creationFailed, operation: operation,
        message: "\(folders.cluster) is there, but it is no cluster: PG_VERSION is missing. "
          + "Nothing was changed; move the folder away or bring back its files.")
    }
    try await removeUnfinished()
    try ClusterFolders.make(folders.unfinished, for: account)
    let sync = durability == .none ? ["--no-sync"] : []
    try await make(["initdb"] + ServerSettings.initdb + sync, operation: operation)
    try await make(
      ["sh", "-c", "cat >> postgresql.conf"], input: ServerSettings.configuration,
      operation: operation)
    // Single-user mode: no socket, no waiting, and it ends with a checkpoint.
    try await make(
      ["postgres", "--single", "-j", "-c", "logging_collector=off", "postgres"],
      input: "create database tollgate;\n\n", operation: operation)
    guard rename(folders.unfinished, folders.cluster) == 0 else {
      throw EmbeddedPostgresError(
        .creationFailed, operation: operation, message: "\(FileSystem.words(errno)).")
    }
  }

  /// Starts the server unless it runs, and waits until it takes connections.
  func start() async throws(EmbeddedPostgresError) -> Postmaster {
    let deadline = ContinuousClock.now + EmbeddedCluster.startPatience
    var hasStarted = false
    while ContinuousClock.now < deadline, !Task.isCancelled {
      if let postmaster = Postmaster.running(on: folders.cluster) {
        // Not ready: it recovers from a crash, or is on its way down.
        if postmaster.isReady { return postmaster }
      } else if hasStarted {
        break
      } else if Postmaster.clearStaleFiles(of: folders.cluster, socket: folders.socket).isEmpty {
        try await launch()
        hasStarted = true
        continue
      }
      // Ends early when cancelled, and then the loop does too.
      try? await Task.sleep(for: .milliseconds(50))
    }
    throw EmbeddedPostgresError(
      .startFailed, operation: "start the cluster in \(folders.base)",
      message: "it does not take connections after \(EmbeddedCluster.startPatience); see "
        + "\(folders.cluster)/log.")
  }

  private func launch() async throws(EmbeddedPostgresError) {
    try folders.makeSocketFolder(for: account)
    let options = ServerSettings.options(socketFolder: folders.socket, durability: durability)
    let patience = "\(EmbeddedCluster.startPatience.components.seconds)"
    // pg_ctl gives -o and -l to a shell; hence the quotes, and a log named without its folder. It
    // puts the server into a session of its own, with none of our descriptors, so that it outlives
    // us and cron does not wait for it.
    let outcome = try await tool.run(
      [
        "pg_ctl", "start", "-w", "-t", patience, "-s", "-l", "start.log", "-o",
        options.map(ServerSettings.shellQuoted).joined(separator: " "),
      ], in: folders.cluster, data: folders.cluster, failure: .startFailed)
    guard outcome.isSuccess else {
      let log = FileSystem.text("\(folders.cluster)/start.log") ?? ""
      let lines = (outcome.output + "\n" + log).split(separator: "\n").suffix(8)
      throw EmbeddedPostgresError(
        .startFailed, operation: "start the cluster in \(folders.base)",
        message: "the server says: \(lines.joined(separator: " / ")). More may stand in "
          + "\(folders.cluster)/log.")
    }
  }

  /// Runs one step of the making.
  private func make(
    _ command: [String], input: String = "", operation: String
  ) async throws(EmbeddedPostgresError) {
    let outcome = try await tool.run(
      command, in: folders.unfinished, data: folders.unfinished, input: input,
      failure: .creationFailed)
    guard outcome.isSuccess else {
      let lines = outcome.output.split(separator: "\n").suffix(5)
      throw EmbeddedPostgresError(
        .creationFailed, operation: operation,
        message: "\(command[0]) failed: \(lines.joined(separator: " / "))")
    }
  }

  /// Removes what a creation that was killed has left; it never held anybody's data.
  private func removeUnfinished() async throws(EmbeddedPostgresError) {
    guard FileSystem.entry(folders.unfinished) != nil else { return }
    // As the folder's own user, so that no link in it can lead us further.
    _ = try await tool.run(
      ["find", ".", "-mindepth", "1", "-delete"], in: folders.unfinished, failure: .creationFailed)
    rmdir(folders.unfinished)
  }
}
