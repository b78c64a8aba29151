#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

/// Why an office could not be written.
package struct OfficeError: Error, CustomStringConvertible {
  package var description: String
}

/// Takes the office's files, piece by piece.
package protocol OfficeSink {
  /// Adds to the file at `path`, which is relative to the office's folder, such as
  /// `cdr/hq/Master.csv`.
  mutating func append(_ bytes: [UInt8], to path: String) throws(OfficeError)
  /// Says that nothing more comes.
  mutating func close() throws(OfficeError)
}

/// Keeps the files in memory, for tests.
package struct MemorySink: OfficeSink {
  package private(set) var files: [String: [UInt8]] = [:]

  package init() {}

  package mutating func append(_ bytes: [UInt8], to path: String) throws(OfficeError) {
    files[path, default: []] += bytes
  }

  package mutating func close() throws(OfficeError) {}

  /// The text of one file; empty when there is none. Bytes that are not UTF-8 are replaced.
  package func text(_ path: String) -> String {
    String(decoding: files[path] ?? [], as: UTF8.self)
  }
}

/// Writes the files into a folder, each through a buffer, and replaces those that were there.
package struct FolderSink: OfficeSink {
  private let root: String
  private var handles: [String: UnsafeMutablePointer<FILE>] = [:]

  package init(root: String) { self.root = root }

  package mutating func append(_ bytes: [UInt8], to path: String) throws(OfficeError) {
    let handle = try handle(for: path)
    let written = bytes.withUnsafeBytes { fwrite($0.baseAddress, 1, $0.count, handle) }
    guard written == bytes.count else { throw failure("write", path) }
  }

  package mutating func close() throws(OfficeError) {
    for (path, handle) in handles {
      guard fclose(handle) == 0 else { throw failure("write", path) }
    }
    handles = [:]
  }

  private mutating func handle(for path: String) throws(OfficeError)
    -> UnsafeMutablePointer<FILE>
  {
    if let handle = handles[path] { return handle }
    try makeFolders(above: path)
    guard let handle = fopen("\(root)/\(path)", "wb") else { throw failure("create", path) }
    setvbuf(handle, nil, _IOFBF, 1 << 20)
    handles[path] = handle
    return handle
  }

  private func makeFolders(above path: String) throws(OfficeError) {
    var folder = root
    for part in [""] + path.split(separator: "/").dropLast().map(String.init) {
      if !part.isEmpty { folder += "/" + part }
      guard mkdir(folder, 0o777) == 0 || errno == EEXIST else {
        throw failure("create the folder", folder)
      }
    }
  }

  private func failure(_ verb: String, _ path: String) -> OfficeError {
    let reason = String(cString: strerror(errno))
    return OfficeError(
      description: "Tried to \(verb) \(path) under \(root): \(reason). "
        + "Check that the folder above it exists, is writable and has room.")
  }
}
