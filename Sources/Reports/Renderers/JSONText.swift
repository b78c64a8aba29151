/// JSON as bytes, written piece by piece: a report's list may be of tens of megabytes.
struct JSONText {
  private(set) var bytes: [UInt8] = []

  /// Text of ours that is JSON already.
  mutating func raw(_ text: StaticString) {
    text.withUTF8Buffer { bytes.append(contentsOf: $0) }
  }

  mutating func raw(_ ready: [UInt8]) { bytes.append(contentsOf: ready) }

  mutating func integer(_ number: Int) { bytes.append(contentsOf: String(number).utf8) }

  /// RFC 8259: quote, reverse solidus and control characters are escaped; the rest stands as it is.
  mutating func string(_ text: String) {
    var text = text
    bytes.append(UInt8(ascii: "\""))
    let isPlain = text.withUTF8 { utf8 in
      guard utf8.allSatisfy(Self.isPlain) else { return false }
      bytes.append(contentsOf: utf8)
      return true
    }
    if !isPlain { bytes.append(contentsOf: Self.escaped(text).utf8) }
    bytes.append(UInt8(ascii: "\""))
  }

  mutating func strings(_ texts: [String]) {
    raw("[")
    for (index, text) in texts.enumerated() {
      if index > 0 { raw(",") }
      string(text)
    }
    raw("]")
  }

  mutating func empty() { bytes.removeAll(keepingCapacity: true) }

  /// Whether a byte stands as it is wherever it stands. E2 begins the two that once ended a line
  /// in JavaScript, and more that is looked at one by one.
  private static func isPlain(_ byte: UInt8) -> Bool {
    switch byte {
    case ..<0x20, UInt8(ascii: "\""), UInt8(ascii: "\\"), 0x7F, 0xE2: false
    default: true
    }
  }

  private static func escaped(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case "\n": result += "\\n"
      case "\r": result += "\\r"
      case "\t": result += "\\t"
      // JavaScript once took these two for line ends.
      case "\u{00}"..."\u{1F}", "\u{7F}", "\u{2028}", "\u{2029}":
        let hex = String(scalar.value, radix: 16)
        result += "\\u" + String(repeating: "0", count: 4 - hex.count) + hex
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }
}
