extension JSONReader {
  mutating func number() throws(Fault) -> JSONValue {
    let start = offset
    if current == UInt8(ascii: "-") { offset += 1 }
    let whole = digits()
    guard whole > 0, whole == 1 || bytes[offset - whole] != UInt8(ascii: "0") else {
      throw fault("there is no such value")
    }
    if current == UInt8(ascii: ".") {
      offset += 1
      guard digits() > 0 else { throw fault("a number ends with its point") }
    }
    if current == UInt8(ascii: "e") || current == UInt8(ascii: "E") {
      offset += 1
      if current == UInt8(ascii: "+") || current == UInt8(ascii: "-") { offset += 1 }
      guard digits() > 0 else { throw fault("a number has an empty exponent") }
    }
    let text = String(decoding: bytes[start..<offset], as: UTF8.self)
    guard let value = Double(text), value.isFinite else { throw fault("a number is too large") }
    return .number(text)
  }

  private mutating func digits() -> Int {
    let start = offset
    while let byte = current, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) { offset += 1 }
    return offset - start
  }

  mutating func string() throws(Fault) -> String {
    offset += 1
    var content: [UInt8] = []
    while let byte = current {
      switch byte {
      case UInt8(ascii: "\""):
        offset += 1
        guard let text = String(validating: content, as: UTF8.self) else {
          throw fault("a text is not in UTF-8")
        }
        return text
      case UInt8(ascii: "\\"): content += try escape()
      case 0..<0x20: throw fault("a text holds a control character")
      default:
        content.append(byte)
        offset += 1
      }
    }
    throw fault("a text is not closed")
  }

  private static let simple: [UInt8: UInt8] = [
    UInt8(ascii: "\""): 0x22, UInt8(ascii: "\\"): 0x5C, UInt8(ascii: "/"): 0x2F,
    UInt8(ascii: "b"): 0x08, UInt8(ascii: "f"): 0x0C, UInt8(ascii: "n"): 0x0A,
    UInt8(ascii: "r"): 0x0D, UInt8(ascii: "t"): 0x09,
  ]

  private mutating func escape() throws(Fault) -> [UInt8] {
    offset += 1
    guard let byte = current else { throw fault("a text is not closed") }
    offset += 1
    if let plain = Self.simple[byte] { return [plain] }
    guard byte == UInt8(ascii: "u") else { throw fault("there is no such escape") }
    var code = try unit()
    if (0xD800..<0xDC00).contains(code) {
      guard current == UInt8(ascii: "\\"), offset + 1 < bytes.count,
        bytes[offset + 1] == UInt8(ascii: "u")
      else { throw fault("a text holds half of a surrogate pair") }
      offset += 2
      let low = try unit()
      guard (0xDC00..<0xE000).contains(low) else {
        throw fault("a text holds half of a surrogate pair")
      }
      code = 0x10000 + (code - 0xD800) << 10 + (low - 0xDC00)
    }
    guard let scalar = Unicode.Scalar(code) else {
      throw fault("a text holds half of a surrogate pair")
    }
    guard code != 0 else { throw fault("a text holds a NUL") }
    return Array(String(Character(scalar)).utf8)
  }

  private mutating func unit() throws(Fault) -> UInt32 {
    guard offset + 4 <= bytes.count,
      let code = UInt32(String(decoding: bytes[offset..<offset + 4], as: UTF8.self), radix: 16),
      bytes[offset] != UInt8(ascii: "+")
    else { throw fault("an escape is cut short") }
    offset += 4
    return code
  }
}
