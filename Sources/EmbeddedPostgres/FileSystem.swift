import Glibc

/// The few calls on files that are needed here.
enum FileSystem {
  /// What `lstat` says.
  struct Entry {
    let isFolder: Bool
    let owner: uid_t
    /// Permission bits.
    let mode: mode_t
  }

  /// nil when there is nothing at `path` or we may not look.
  static func entry(_ path: String) -> Entry? {
    var status = stat()
    guard lstat(path, &status) == 0 else { return nil }
    return Entry(
      isFolder: status.st_mode & S_IFMT == S_IFDIR, owner: status.st_uid,
      mode: status.st_mode & 0o7777)
  }

  /// A small text file; nil when it can't be read.
  static func text(_ path: String) -> String? {
    let file = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard file >= 0 else { return nil }
    defer { close(file) }
    var bytes = [UInt8](repeating: 0, count: 1 << 16)
    let count = read(file, &bytes, bytes.count)
    return count < 0 ? nil : String(decoding: bytes.prefix(count), as: UTF8.self)
  }

  /// Names in a folder without `.` and `..`; empty when it can't be read.
  static func names(in folder: String) -> [String] {
    guard let stream = opendir(folder) else { return [] }
    defer { closedir(stream) }
    var names: [String] = []
    while let entry = readdir(stream) {
      let name = withUnsafeBytes(of: entry.pointee.d_name) { bytes in
        String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
      }
      if name != ".", name != ".." { names.append(name) }
    }
    return names
  }

  /// Where a symbolic link leads; nil when it is none or we may not look.
  static func linkTarget(_ path: String) -> String? {
    var characters = [CChar](repeating: 0, count: Int(PATH_MAX))
    let count = readlink(path, &characters, characters.count)
    guard count >= 0 else { return nil }
    return String(decoding: characters.prefix(count).map(UInt8.init(bitPattern:)), as: UTF8.self)
  }

  /// The path without links and dots; nil when nothing is there.
  static func canonical(_ path: String) -> String? {
    guard let resolved = realpath(path, nil) else { return nil }
    defer { free(resolved) }
    return String(cString: resolved)
  }

  static func isExecutable(_ path: String) -> Bool { access(path, X_OK) == 0 }

  /// Makes a folder and its parents; the parents as the umask says, the folder itself with `mode`.
  ///
  /// - Returns: whether the folder is new. A folder that exists is not touched.
  /// - Throws: `.folder`.
  @discardableResult
  static func makeFolder(_ path: String, mode: mode_t) throws(EmbeddedPostgresError) -> Bool {
    if mkdir(path, mode) == 0 {
      // The umask may have taken away what the server's user needs.
      chmod(path, mode)
      return true
    }
    let reason = errno
    if reason == EEXIST { return false }
    if reason == ENOENT, let parent = parent(path) {
      try makeFolder(parent, mode: 0o755)
      return try makeFolder(path, mode: mode)
    }
    throw EmbeddedPostgresError(
      .folder, operation: "make the folder \(path)", message: "\(words(reason)).")
  }

  private static func parent(_ path: String) -> String? {
    guard let slash = path.lastIndex(of: "/"), slash > path.startIndex else { return nil }
    return String(path[..<slash])
  }

  /// What the system says of an error number.
  static func words(_ number: Int32) -> String {
    strerror(number).map { String(cString: $0) } ?? "error \(number)"
  }
}
