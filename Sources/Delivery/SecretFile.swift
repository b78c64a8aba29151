import FoundationEssentials
import Glibc

/// A file of secrets: one a line, the first is the newest; blank lines and lines that begin with
/// `#` do not count.
package enum SecretFile {
  /// - Throws: `.secret` when it can't be read, when others than its owner and group may read it,
  ///   or when a line is no secret. The error says what to do.
  package static func secrets(
    at path: String, for webhook: String
  ) throws(DeliveryError) -> [WebhookSecret] {
    func wrong(_ message: String) -> DeliveryError {
      DeliveryError(.secret, webhook: webhook, message: message)
    }
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else {
      throw wrong(
        "\(path) can't be read: \(String(cString: strerror(errno))). Make a secret with: "
          + "(umask 077; echo \"whsec_$(head -c 32 /dev/urandom | base64)\" > \(path))")
    }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
      throw wrong("\(path) is no file.")
    }
    guard status.st_mode & 0o007 == 0 else {
      throw wrong("\(path) can be read by everybody on this machine. Run: chmod o= \(path)")
    }
    let lines = text(of: descriptor).split(whereSeparator: \.isNewline)
      .map { $0.trimmingPrefix(while: \.isWhitespace) }
      .filter { !$0.isEmpty && !$0.hasPrefix("#") }
    guard !lines.isEmpty else { throw wrong("\(path) holds no secret.") }
    var secrets: [WebhookSecret] = []
    for (index, line) in lines.enumerated() {
      let word = line.prefix { !$0.isWhitespace }
      guard let secret = WebhookSecret(String(word)) else {
        throw wrong(
          "Secret \(index + 1) in \(path) is none: it must be whsec_ and 24 to 64 bytes in base64.")
      }
      secrets.append(secret)
    }
    return secrets
  }

  /// The first 64 KiB: more is no file of secrets.
  private static func text(of descriptor: Int32) -> String {
    var bytes = [UInt8](repeating: 0, count: 1 << 16)
    let count = read(descriptor, &bytes, bytes.count)
    return String(decoding: bytes.prefix(max(count, 0)), as: UTF8.self)
  }
}
