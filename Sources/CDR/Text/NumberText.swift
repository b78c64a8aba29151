/// Reads whole numbers from bytes without making a string, and without trapping on any of them.
enum NumberText {
  /// A number of seconds that is not negative: digits, perhaps with a fraction, which is cut off
  /// as Asterisk does for its whole-second fields. Nil when it is something else, negative, or
  /// above what `Int32` holds.
  static func seconds(_ bytes: UnsafeRawBufferPointer) -> Int32? {
    var value: Int64 = 0
    var digits = 0
    var isFraction = false
    for byte in bytes {
      if byte == Byte.dot && !isFraction && digits > 0 {
        isFraction = true
      } else if byte < Byte.zero || byte > Byte.nine {
        return nil
      } else if !isFraction {
        value = value * 10 + Int64(byte - Byte.zero)
        digits += 1
        if value > Int64(Int32.max) { return nil }
      }
    }
    return digits > 0 ? Int32(value) : nil
  }

  /// Digits alone, at most 18 of them.
  static func integer(_ bytes: UnsafeRawBufferPointer) -> Int64? {
    guard (1...18).contains(bytes.count) else { return nil }
    var value: Int64 = 0
    for byte in bytes {
      guard byte >= Byte.zero, byte <= Byte.nine else { return nil }
      value = value * 10 + Int64(byte - Byte.zero)
    }
    return value
  }
}

extension UnsafeRawBufferPointer {
  /// Without blanks at both ends.
  var trimmed: UnsafeRawBufferPointer {
    var lower = 0
    var upper = count
    while lower < upper, self[lower] == Byte.space { lower += 1 }
    while lower < upper, self[upper - 1] == Byte.space { upper -= 1 }
    return slice(lower..<upper)
  }

  /// Whether these are the ASCII letters `word` (given in capitals), in any case.
  func equalsIgnoringCase(_ word: StaticString) -> Bool {
    guard count == word.utf8CodeUnitCount else { return false }
    return word.withUTF8Buffer { letters in
      zip(self, letters).allSatisfy { byte, letter in
        byte == letter || (byte >= 0x61 && byte <= 0x7A && byte - 0x20 == letter)
      }
    }
  }
}
