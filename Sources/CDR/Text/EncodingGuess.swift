/// Suggests the encoding of a file. A suggestion for people, never acted upon: the bytes of
/// CP1251 and KOI8-R are all valid in both.
package enum EncodingGuess {
  /// The likeliest encoding of `bytes`, which may end inside a character; nil when they are ASCII
  /// and any encoding would do.
  package static func suggestion(for bytes: UnsafeRawBufferPointer) -> TextEncoding? {
    let high = bytes.filter { $0 >= 0x80 }
    if high.isEmpty { return nil }
    // The head of a file may be cut inside a character, of which at most 3 bytes are left over.
    for cut in 0...min(3, bytes.count) {
      let whole = bytes.slice(0..<bytes.count - cut).assumingMemoryBound(to: UInt8.self)
      if String(validating: whole, as: UTF8.self) != nil { return .utf8 }
    }
    // Running text is mostly small letters. In CP1251 those are E0 to FF and capitals C0 to DF;
    // in KOI8-R it is the other way round.
    let letters = high.filter { $0 >= 0xC0 }
    guard letters.count * 2 > high.count else { return .latin1 }
    let upperThird = letters.filter { $0 >= 0xE0 }.count
    return upperThird * 2 >= letters.count ? .windows1251 : .koi8r
  }
}
