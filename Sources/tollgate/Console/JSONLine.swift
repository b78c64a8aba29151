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

  /// The same of lines as UTF-8: those are looked at letter by letter only where a byte begins one
  /// that may be of that kind. In what people write here most are of ASCII, Latin or Cyrillic.
  static func printable(_ lines: [UInt8]) -> [UInt8] {
    guard lines.contains(where: isDoubtful) else { return lines }
    let text = String(decoding: lines, as: UTF8.self)
    return text.split(separator: "\n", omittingEmptySubsequences: false)
      .map { printable(String($0)) }.joined(separator: "\n").utf8.map { $0 }
  }

  /// U+0080 to U+00BF begin with C2, and all from U+0600 on with D8 or more.
  private static func isDoubtful(_ byte: UInt8) -> Bool {
    (byte < 0x20 && byte != UInt8(ascii: "\n")) || byte == 0x7F || byte == 0xC2 || byte >= 0xD8
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
