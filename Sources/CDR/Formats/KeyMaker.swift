import CallModel
import Crypto

/// Makes a leg's key: the first 128 bits of a SHA-256 over what the format calls unique.
struct KeyMaker: Sendable {
  /// Keeps keys of different making apart; part of every key, so never to be changed.
  enum Domain: String {
    /// uniqueid, sequence, start.
    case asteriskSequence = "asterisk-sequence"
    /// The record's bytes without its line end.
    case record = "record"
    /// uuid.
    case freeSwitch = "freeswitch-uuid"
  }

  private var buffer: [UInt8] = []

  /// Begins a key's text.
  mutating func begin(_ domain: Domain) {
    buffer.removeAll(keepingCapacity: true)
    buffer.append(contentsOf: domain.rawValue.utf8)
    buffer.append(0)
  }

  mutating func append(_ bytes: UnsafeRawBufferPointer) {
    buffer.append(contentsOf: bytes)
    buffer.append(0)
  }

  /// Eight bytes, so that no length is needed to tell where they end.
  mutating func append(_ number: Int64) {
    withUnsafeBytes(of: number.bigEndian) { buffer.append(contentsOf: $0) }
  }

  func finish() -> CallLeg.Key {
    var hasher = SHA256()
    buffer.withUnsafeBytes { hasher.update(bufferPointer: $0) }
    return hasher.finalize().withUnsafeBytes { digest in
      CallLeg.Key(
        high: UInt64(bigEndian: digest.loadUnaligned(as: UInt64.self)),
        low: UInt64(bigEndian: digest.loadUnaligned(fromByteOffset: 8, as: UInt64.self)))
    }
  }
}
