/// How the private server is set up.
enum ServerSettings {
  /// Names the socket file only: no TCP port is opened.
  static let port = 5432

  /// What `initdb` is told. `C` sorts by bytes and its indexes survive a new glibc; but under a
  /// plain `C` lower(), ILIKE and \w know no Cyrillic, hence the character type.
  static let initdb = [
    "--username=tollgate", "--encoding=UTF8", "--locale=C", "--lc-ctype=C.UTF-8",
    "--data-checksums", "--no-instructions",
    // Who reaches the socket may be anybody in the database: safe, as the socket lies in a folder
    // of mode 0700, so only the server's own user and root reach it, and both could read the data
    // files all the same. TCP is refused, should anyone ever open a port.
    "--auth-local=trust", "--auth-host=reject",
  ]

  /// Appended to postgresql.conf once; the administrator may change it there. For a machine of 2 to
  /// 24 GiB that does other work too.
  static let configuration = """

    # Tollgate
    listen_addresses = ''
    unix_socket_permissions = 0700
    max_connections = 50
    timezone = 'UTC'
    log_timezone = 'UTC'

    # A quarter of the smallest machine at most; the rest is the page cache's.
    shared_buffers = 256MB
    work_mem = 64MB
    maintenance_work_mem = 256MB
    # Reports are short: compiling them costs more than it saves.
    jit = off
    # Solid-state disks.
    random_page_cost = 1.1
    effective_io_concurrency = 100

    # A million calls come in one go: no checkpoint in the middle of them.
    max_wal_size = 4GB
    min_wal_size = 512MB
    checkpoint_timeout = 15min
    # With few checkpoints few whole pages are logged; two cores are scarcer than disk.
    wal_compression = off

    # One file a weekday, overwritten after a week. No row's values in it: they are personal data.
    logging_collector = on
    log_filename = 'server-%a.log'
    log_truncate_on_rotation = on
    log_rotation_age = 1d
    log_rotation_size = 0
    log_line_prefix = '%m [%p] '
    log_error_verbosity = terse
    log_min_error_statement = panic
    log_parameter_max_length = 0
    log_parameter_max_length_on_error = 0

    """

  /// Command-line options of `postgres` that depend on where the cluster lies today.
  static func options(socketFolder: String, durability: EmbeddedCluster.Durability) -> [String] {
    // The setting is a list, in which quotes make one name of anything.
    let quoted = "\"" + doubled("\"", in: socketFolder) + "\""
    var options = [
      "-c", "listen_addresses=", "-c", "port=\(port)", "-c", "unix_socket_permissions=0700",
      "-c", "unix_socket_directories=\(quoted)",
    ]
    if durability == .none {
      options += ["-F", "-c", "synchronous_commit=off", "-c", "full_page_writes=off"]
      // The tests of a process run at once, hundreds of them, each with sessions of its own.
      options += ["-c", "shared_buffers=64MB", "-c", "max_connections=1200"]
    }
    return options
  }

  /// One word for a shell, whatever is in it.
  static func shellQuoted(_ word: String) -> String {
    let parts = word.split(separator: "'", omittingEmptySubsequences: false)
    return "'" + parts.joined(separator: "'\\''") + "'"
  }

  private static func doubled(_ character: Character, in text: String) -> String {
    String(text.flatMap { $0 == character ? [$0, $0] : [$0] })
  }
}
