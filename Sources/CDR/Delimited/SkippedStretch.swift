import Crypto

/// A stretch of a file that is skipped in constant memory, however long it is: its first bytes,
/// its length and its digest.
struct SkippedStretch: Sendable {
  /// As many bytes as `RecordReject.raw` may hold.
  static let keptBytes = 65_536

  private(set) var head: [UInt8] = []
  private(set) var length = 0
  private var hasher = SHA256()

  mutating func append(_ bytes: UnsafeRawBufferPointer) {
    length += bytes.count
    hasher.update(bufferPointer: bytes)
    let room = Self.keptBytes - head.count
    if room > 0 { head.append(contentsOf: bytes.prefix(room)) }
  }

  /// SHA-256 of the whole stretch, or empty when `head` is the whole stretch.
  var digest: [UInt8] { length == head.count ? [] : Array(hasher.finalize()) }
}
