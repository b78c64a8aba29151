/// JSON on one line.
enum JSONLine {
  /// The same JSON with the characters escaped that command terminals: JSON itself wants that of a
  /// few only, RFC 8259 section 7. Outside its strings there are none.
  static func printable(_ json: String) -> String {
    guard json.unicodeScalars.contains(where: \.commandsTerminals) else { return json }
    return json.unicodeScalars.map { scalar in
      scalar.commandsTerminals
        ? UTF16.encode(scalar)?.map(escaped).joined() ?? "" : String(scalar)
    }.joined()
  }

  /// The same of lines as UTF-8. A line is looked at letter by letter only where bytes may be of
  /// that kind: most of what people write here is of ASCII, Latin or Cyrillic letters and dashes.
  static func printable(_ lines: [UInt8]) -> [UInt8] {
    guard lines.withUnsafeBufferPointer(isDoubtful) else { return lines }
    return lines.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
      .map { line -> [UInt8] in
        line.withUnsafeBufferPointer(isDoubtful)
          ? Array(printable(String(decoding: line, as: UTF8.self)).utf8) : Array(line)
      }.joined(separator: [UInt8(ascii: "\n")]).map { $0 }
  }

  /// Whether there may be a character that commands terminals. U+0080 to U+00BF begin with C2, the
  /// blanks and marks of U+2000 to U+206F with E2 80 or E2 81, and what else there is with D8 or
  /// more.
  private static func isDoubtful(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    for (index, byte) in bytes.enumerated() {
      if byte < 0x7F {
        if byte < 0x20, byte != UInt8(ascii: "\n") { return true }
        continue
      }
      if byte < 0xC2 || (byte > 0xC2 && byte < 0xD8) {
        if byte == 0x7F { return true }
        continue
      }
      let next = index + 1 < bytes.count ? bytes[index + 1] : 0
      switch (byte, next) {
      case (0xC2, 0xA0...0xAC), (0xC2, 0xAE...0xBF), (0xE2, 0x82...0xBF): continue
      case (0xE2, 0x80):
        // U+2010 to U+2027 and U+2030 to U+203F: dashes, quotation marks, the ellipsis.
        let last = index + 2 < bytes.count ? bytes[index + 2] : 0
        guard (0x90...0xA7).contains(last) || last >= 0xB0 else { return true }
      default: return true
      }
    }
    return false
  }

  private static func escaped(_ unit: UInt16) -> String {
    let digits = String(unit, radix: 16)
    return "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
  }

  /// A text as a JSON string.
  static func string(_ text: String) -> String {
    let escaped = text.unicodeScalars.map { scalar in
      switch scalar {
      case "\"": "\\\""
      case "\\": "\\\\"
      default: scalar.value < 0x20 ? self.escaped(UInt16(scalar.value)) : String(scalar)
      }
    }
    return "\"\(escaped.joined())\""
  }
}
