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
