import ArgumentParser
import Glibc

/// Lines that are to be printed later, in a file of no name: printing may have to wait for whoever
/// reads, and what they come from can't.
final class SpooledOutput {
  private let descriptor: Int32

  /// - Throws: `CommandError` with the code for I/O trouble.
  init() throws {
    let folder = getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp"
    var template = Array("\(folder)/tollgate-out-XXXXXX".utf8CString)
    descriptor = mkstemp(&template)
    guard descriptor >= 0 else { throw Self.trouble("make a temporary file in \(folder)") }
    template.withUnsafeBufferPointer { buffer in
      if let name = buffer.baseAddress { unlink(name) }
    }
  }

  deinit { close(descriptor) }

  /// - Throws: `CommandError` with the code for I/O trouble.
  func append(_ lines: [String]) throws {
    let bytes = Array(lines.map { $0 + "\n" }.joined().utf8)
    var sent = 0
    while sent < bytes.count {
      let written = bytes[sent...].withUnsafeBytes {
        Glibc.write(descriptor, $0.baseAddress, $0.count)
      }
      if written < 0 {
        if errno == EINTR { continue }
        throw Self.trouble("write to the temporary file")
      }
      sent += written
    }
  }

  /// Prints everything.
  ///
  /// - Throws: `CommandError` with the code for I/O trouble.
  func print() throws {
    lseek(descriptor, 0, SEEK_SET)
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let got = read(descriptor, &buffer, buffer.count)
      if got == 0 { return }
      if got < 0 {
        if errno == EINTR { continue }
        throw Self.trouble("read the temporary file")
      }
      Console.bytes(buffer[..<got])
    }
  }

  private static func trouble(_ what: String) -> CommandError {
    CommandError(.io, "Could not \(what): \(String(cString: strerror(errno))).")
  }
}
