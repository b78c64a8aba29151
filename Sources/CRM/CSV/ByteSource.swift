#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// Bytes from somewhere, from first to last.
protocol ByteSource: AnyObject {
  /// Appends the next bytes to `buffer`, at most `limit`.
  ///
  /// - Returns: how many; 0 at the end.
  func read(into buffer: inout [UInt8], limit: Int) throws(CRMError) -> Int
}

/// Bytes that are in memory already.
final class MemoryBytes: ByteSource {
  private var rest: ArraySlice<UInt8>

  init(_ bytes: [UInt8]) { rest = bytes[...] }

  func read(into buffer: inout [UInt8], limit: Int) throws(CRMError) -> Int {
    let part = rest.prefix(limit)
    buffer.append(contentsOf: part)
    rest = rest.dropFirst(part.count)
    return part.count
  }
}

/// A file, open until this goes. Read in pieces and not mapped: a mapped file that someone
/// shortens kills the process.
final class FileBytes: ByteSource {
  private let descriptor: Int32
  private let name: String

  /// - Parameters:
  ///   - path: where it is.
  ///   - name: what to call it in errors, without folders.
  /// - Throws: `CRMError` when it can't be opened.
  init(path: String, name: String) throws(CRMError) {
    self.name = name
    descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw Self.trouble("open", name) }
  }

  deinit { _ = close(descriptor) }

  func read(into buffer: inout [UInt8], limit: Int) throws(CRMError) -> Int {
    var result = 0
    // Nothing is written twice: zeros for a whole piece cost more than a small file.
    let piece = [UInt8](unsafeUninitializedCapacity: limit) { free, count in
      repeat {
        result = readBytes(descriptor, UnsafeMutableRawBufferPointer(free))
      } while result < 0 && errno == EINTR
      count = max(result, 0)
    }
    if result < 0 { throw Self.trouble("read", name) }
    buffer.append(contentsOf: piece)
    return result
  }

  private static func trouble(_ verb: String, _ name: String) -> CRMError {
    let reason = String(cString: strerror(errno))
    return CRMError(
      .unreadable,
      "Cannot \(verb) \(name): \(reason). Check that it is a file and that this user may read it.")
  }
}

/// `read(2)` under a name that the method does not hide.
private func readBytes(_ descriptor: Int32, _ bytes: UnsafeMutableRawBufferPointer) -> Int {
  read(descriptor, bytes.baseAddress, bytes.count)
}
