import Glibc

/// Where PostgreSQL's server is installed.
struct ServerBinaries: Sendable {
  let folder: String
  /// Such as `15.18`.
  let version: String

  /// The part of the version that decides who can read a cluster: `15`; `9.6` before 10.
  var major: String { Self.major(version) }

  static func major(_ version: String) -> String {
    let parts = version.split(separator: ".")
    guard let first = parts.first else { return version }
    return (Int(first) ?? 10) >= 10 ? String(first) : parts.prefix(2).joined(separator: ".")
  }

  /// Finds a server.
  ///
  /// - Parameters:
  ///   - named: folder of the programs; nil to look for it.
  ///   - major: what the cluster needs; nil for a new one.
  /// - Returns: the one that is named, else that of `TOLLGATE_PG_BIN`, else what is installed.
  /// - Throws: `.binariesMissing`, `.otherMajorVersion`.
  static func find(
    named: String?, major: String?
  ) async throws(EmbeddedPostgresError) -> ServerBinaries {
    let stated = named ?? getenv("TOLLGATE_PG_BIN").map { String(cString: $0) }
    var found: [ServerBinaries] = []
    for folder in stated.map({ [$0] }) ?? candidates(major: major) where isComplete(folder) {
      guard let version = try await version(in: folder) else { continue }
      let binaries = ServerBinaries(folder: folder, version: version)
      if major == nil || major == binaries.major { return binaries }
      found.append(binaries)
    }
    if let major, let other = found.first { throw mismatch(cluster: major, installed: other) }
    throw missing(stated)
  }

  /// Folders that may hold a server, the likeliest first.
  private static func candidates(major: String?) -> [String] {
    let debian = "/usr/lib/postgresql"
    let majors = FileSystem.names(in: debian).sorted { (Double($0) ?? 0) > (Double($1) ?? 0) }
    let fitting = majors.filter { $0 == major } + majors.filter { $0 != major }
    let path = getenv("PATH").map { String(cString: $0) } ?? ""
    return fitting.map { "\(debian)/\($0)/bin" } + (major.map { ["/usr/pgsql-\($0)/bin"] } ?? [])
      + path.split(separator: ":").map(String.init)
  }

  private static func isComplete(_ folder: String) -> Bool {
    ["initdb", "pg_ctl", "postgres"].allSatisfy { FileSystem.isExecutable("\(folder)/\($0)") }
  }

  /// From a line such as `postgres (PostgreSQL) 15.18 (Debian 15.18-0+deb12u1)`.
  private static func version(in folder: String) async throws(EmbeddedPostgresError) -> String? {
    let tool = ServerTool(binaries: folder, account: nil)
    let outcome = try await tool.run(
      ["\(folder)/postgres", "--version"], in: "/", failure: .binariesMissing)
    guard outcome.isSuccess else { return nil }
    let words = outcome.output.split { $0.isWhitespace }
    return words.first { $0.first?.isNumber == true }.map(String.init)
  }

  private static func missing(_ stated: String?) -> EmbeddedPostgresError {
    let place = stated.map { "the folder \($0) lacks" } ?? "this machine lacks"
    return EmbeddedPostgresError(
      .binariesMissing, operation: "find a PostgreSQL server",
      message:
        "\(place) initdb, pg_ctl and postgres. Install them (apt-get install postgresql-15), "
        + "name their folder in TOLLGATE_PG_BIN, or give the URL of a database with --database.")
  }

  private static func mismatch(
    cluster: String, installed: ServerBinaries
  ) -> EmbeddedPostgresError {
    EmbeddedPostgresError(
      .otherMajorVersion, operation: "start the cluster",
      message: "its files were made by PostgreSQL \(cluster), and \(installed.folder) is "
        + "\(installed.version), which can't read them; nothing was changed. Install "
        + "postgresql-\(cluster) beside it, or bring the data over with pg_dump or pg_upgrade.")
  }
}
