import CallModel

/// Makes strings of fields in one encoding. Text is never a reason to lose a call: what can't be
/// decoded becomes U+FFFD and sets a flag.
struct FieldText: Sendable {
  private let upperHalf: [UInt16]?
  private var collapsed: [UInt8] = []
  /// Oddities of the fields read since this was last emptied.
  var flags = CallLeg.Flags.none

  init(encoding: TextEncoding) { upperHalf = encoding.upperHalf }

  mutating func string(
    _ bytes: UnsafeRawBufferPointer, _ field: FieldTable.Field
  ) -> String {
    guard field.lower < field.upper else { return "" }
    let text = bytes.slice(field.lower..<field.upper)
    guard field.hasDoubledQuotes else { return decoded(text) }
    collapsed.removeAll(keepingCapacity: true)
    Self.collapse(text, into: &collapsed)
    var copy: [UInt8] = []
    swap(&copy, &collapsed)
    defer { swap(&copy, &collapsed) }
    return copy.withUnsafeBytes { decoded($0) }
  }

  /// Doubled quotes count once.
  static func collapse(_ text: UnsafeRawBufferPointer, into collapsed: inout [UInt8]) {
    var pendingQuote = false
    for byte in text {
      if byte == Byte.quote && pendingQuote {
        pendingQuote = false
        continue
      }
      pendingQuote = byte == Byte.quote
      collapsed.append(byte)
    }
  }

  private mutating func decoded(_ text: UnsafeRawBufferPointer) -> String {
    let utf8 = text.assumingMemoryBound(to: UInt8.self)
    // Most fields are ASCII, which is the same in every encoding and needs no validation.
    if Self.isASCII(utf8) { return String(decoding: utf8, as: UTF8.self) }
    if let upperHalf { return Self.decoded(text, upperHalf, &flags) }
    if let valid = String(validating: utf8, as: UTF8.self) { return valid }
    flags.insert(.invalidText)
    return String(decoding: utf8, as: UTF8.self)
  }

  private static func isASCII(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    var seen: UInt8 = 0
    for byte in text { seen |= byte }
    return seen < 0x80
  }

  private static func decoded(
    _ text: UnsafeRawBufferPointer, _ upperHalf: [UInt16], _ flags: inout CallLeg.Flags
  ) -> String {
    var decoded = ""
    for byte in text {
      guard byte >= 0x80 else {
        decoded.unicodeScalars.append(Unicode.Scalar(byte))
        continue
      }
      let scalar = Unicode.Scalar(upperHalf[Int(byte) - 0x80])
      if scalar == nil || scalar == "\u{FFFD}" { flags.insert(.invalidText) }
      decoded.unicodeScalars.append(scalar ?? "\u{FFFD}")
    }
    return decoded
  }
}

extension CallLeg.Flags {
  /// No flag. An empty literal would build a generic set for each record.
  static var none: CallLeg.Flags { CallLeg.Flags(rawValue: 0) }
}
