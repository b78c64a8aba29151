import ArgumentParser
import Glibc

/// Standard input, put into a file of its own: a pipe can't be read again from a checkpoint.
struct SpooledInput {
  let path: String

  /// - Throws: `CommandError` with the code for I/O trouble.
  init() throws {
    let folder = getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp"
    var template = Array("\(folder)/tollgate-stdin-XXXXXX".utf8CString)
    let descriptor = mkstemp(&template)
    guard descriptor >= 0 else { throw Self.trouble("make a temporary file in \(folder)") }
    defer { close(descriptor) }
    path = template.withUnsafeBufferPointer { buffer in
      buffer.baseAddress.map { String(cString: $0) } ?? ""
    }
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let got = read(STDIN_FILENO, &buffer, buffer.count)
      if got == 0 { break }
      if got < 0 {
        if errno == EINTR { continue }
        throw Self.trouble("read standard input")
      }
      guard write(descriptor, buffer, got) == got else {
        throw Self.trouble("write to \(folder)")
      }
    }
  }

  func remove() { unlink(path) }

  private static func trouble(_ what: String) -> CommandError {
    CommandError(.io, "Could not \(what): \(String(cString: strerror(errno))).")
  }
}
