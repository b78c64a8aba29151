/// Asterisk's channel id: `[system name-]<second of creation>.<counter>`, such as
/// `1795434591.12` or `msk-1-1795435412.2`. Never a number: `….71` and `….710` differ.
///
/// Asterisk, main/channel_internal_api.c; the system name may itself hold dashes.
package enum AsteriskID {
  /// The second of the channel's creation since the epoch, UTC; nil when `id` is no such id.
  package static func epoch(of id: String) -> Int64? {
    var id = id
    return id.withUTF8 { epoch(of: UnsafeRawBufferPointer($0)) }
  }

  static func epoch(of id: UnsafeRawBufferPointer) -> Int64? {
    guard let dot = id.lastIndex(of: Byte.dot), dot + 1 < id.count,
      id[(dot + 1)...].allSatisfy(isDigit)
    else { return nil }
    var start = dot
    while start > 0, isDigit(id[start - 1]) { start -= 1 }
    guard (9...11).contains(dot - start), isSystemName(id.slice(0..<start)) else { return nil }
    return NumberText.integer(id.slice(start..<dot))
  }

  private static func isDigit(_ byte: UInt8) -> Bool { byte >= Byte.zero && byte <= Byte.nine }

  /// Nothing, or a name with its dash.
  private static func isSystemName(_ prefix: UnsafeRawBufferPointer) -> Bool {
    if prefix.isEmpty { return true }
    guard prefix.count > 1, prefix.last == Byte.dash else { return false }
    return prefix.allSatisfy { byte in
      isDigit(byte) || (0x41...0x5A).contains(byte & 0xDF) || byte == UInt8(ascii: "_")
        || byte == Byte.dot || byte == Byte.dash
    }
  }
}
