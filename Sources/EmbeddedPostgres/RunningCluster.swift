/// A private cluster that answers.
package struct RunningCluster: Sendable, Hashable {
  /// For libpq: the database `tollgate` as its owner, over the unix socket.
  package let uri: String
  /// Folder of the unix socket.
  package let socketFolder: String
  /// The server's version, such as `15.18`.
  package let version: String
  /// Process of the postmaster.
  package let pid: Int32
  /// What the administrator should know, such as that the data lies elsewhere than he said; nil
  /// when all is as asked for.
  package let note: String?

  init(socketFolder: String, version: String, pid: Int32, note: String?) {
    self.socketFolder = socketFolder
    self.version = version
    self.pid = pid
    self.note = note
    // The port is named so that PGPORT, meant for another server, does not lead astray.
    uri =
      "postgresql:///tollgate?host=\(Self.percentEncoded(socketFolder))"
      + "&port=\(ServerSettings.port)&user=tollgate"
  }

  /// Everything but letters, digits and `/-._` as `%XX`, as RFC 3986 asks for.
  private static func percentEncoded(_ text: String) -> String {
    let digits = Array("0123456789ABCDEF")
    let plain = Set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789/-._".utf8)
    return text.utf8.reduce(into: "") { result, byte in
      if plain.contains(byte) {
        result.unicodeScalars.append(Unicode.Scalar(byte))
      } else {
        result += "%\(digits[Int(byte >> 4)])\(digits[Int(byte & 15)])"
      }
    }
  }
}
