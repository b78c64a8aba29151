/// The dialled signs of a number field, freed of everything that people and exchanges write around
/// them: blanks, brackets, a `tel:` or `sip:` wrapping, a caller's name, an extension.
struct RawNumber: Equatable {
  /// ASCII digits, `*` and `#` in their order.
  var signs: [UInt8] = []
  /// Whether a `+` stood before the first digit.
  var hasPlus = false
  /// Text that is no number at all.
  var word: String?

  init(_ raw: String) {
    var scalars = Substring(raw).unicodeScalars
    scalars = Self.insideAngleBrackets(scalars)
    scalars = Self.trimmed(scalars)
    scalars = Self.userPart(scalars) ?? scalars
    if Self.isDottedQuad(scalars) {
      word = String(scalars)
    } else {
      read(scalars)
    }
  }

  /// An address such as `192.168.100.10` stands where a trunk gave no number; its digits alone
  /// could pass for one. French and Norwegian numbers in pairs (`22.33.44.55`) are none.
  private static func isDottedQuad(_ scalars: Substring.UnicodeScalarView) -> Bool {
    let host = String(scalars).prefix { $0 != ":" }
    let parts = host.split(separator: ".", omittingEmptySubsequences: false)
    return parts.count == 4 && parts.allSatisfy { UInt8($0) != nil }
      && parts.contains { $0.utf8.count != 2 }
  }

  /// A digit is dialled even when full-width (U+FF10…), Arabic-Indic (U+0660…) or Extended
  /// Arabic-Indic (U+06F0…), as keyboards and CRM forms of those scripts write them.
  private static func digit(_ scalar: Unicode.Scalar) -> UInt8? {
    switch scalar.value {
    case 0x30...0x39: UInt8(scalar.value)
    case 0xFF10...0xFF19: UInt8(scalar.value - 0xFF10 + 0x30)
    case 0x0660...0x0669: UInt8(scalar.value - 0x0660 + 0x30)
    case 0x06F0...0x06F9: UInt8(scalar.value - 0x06F0 + 0x30)
    default: nil
    }
  }

  /// Blanks, dashes, brackets, dots and invisible signs stand between digits and mean nothing.
  private static func isPadding(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x09...0x0D, 0x20, 0x28, 0x29, 0x2D, 0x2E, 0x5B, 0x5D, 0x7E, 0xA0: true  // ()-.[]~
    case 0xAD, 0x061C, 0x180E, 0x2000...0x2015, 0x2028...0x202F, 0x205F...0x206F: true
    case 0x2212, 0x3000, 0xFE00...0xFE0F, 0xFE58, 0xFE63, 0xFEFF: true
    case 0xFF08, 0xFF09, 0xFF0D, 0xFF0E: true
    default: false
    }
  }

  /// `"Name" <number>` is how SIP and Asterisk write a caller: the number is in the brackets.
  private static func insideAngleBrackets(
    _ scalars: Substring.UnicodeScalarView
  ) -> Substring.UnicodeScalarView {
    guard let open = scalars.lastIndex(of: "<") else { return scalars }
    let inner = scalars[scalars.index(after: open)...]
    return inner[..<(inner.firstIndex(of: ">") ?? inner.endIndex)]
  }

  private static func trimmed(
    _ scalars: Substring.UnicodeScalarView
  ) -> Substring.UnicodeScalarView {
    let isEdge = { (scalar: Unicode.Scalar) in
      isPadding(scalar) || "\"'?`\0".unicodeScalars.contains(scalar)
    }
    let start = scalars.firstIndex { !isEdge($0) } ?? scalars.endIndex
    return scalars[start...]
  }

  /// The user of `sip:user@host;params`, `sips:`, `tel:number;params` and of a bare `user@host`;
  /// nil when the text is no URI. RFC 3261 section 19.1 and RFC 3966.
  private static func userPart(
    _ scalars: Substring.UnicodeScalarView
  ) -> Substring.UnicodeScalarView? {
    let text = String(scalars)
    let lower = text.lowercased()
    let scheme = ["sip:", "sips:", "tel:"].first { lower.hasPrefix($0) }
    guard scheme != nil || text.contains("@") else { return nil }
    var user = Substring(text).dropFirst(scheme?.count ?? 0)
    user = user.prefix { $0 != "@" }
    user = user.prefix { $0 != ";" }
    if scheme == "sip:" || scheme == "sips:" { user = user.prefix { $0 != ":" } }
    return Substring(percentDecoded(user)).unicodeScalars
  }

  /// `%2B` is a plus and `%20` a blank in a URI; only ASCII matters here.
  private static func percentDecoded(_ text: Substring) -> String {
    var decoded = ""
    var rest = text
    while let percent = rest.firstIndex(of: "%") {
      decoded += rest[..<percent]
      let code = rest[percent...].dropFirst().prefix(2)
      if code.utf8.count == 2, let byte = UInt8(code, radix: 16), byte < 0x80 {
        decoded.unicodeScalars.append(Unicode.Scalar(byte))
        rest = rest[code.endIndex...]
      } else {
        decoded += "%"
        rest = rest[percent...].dropFirst()
      }
    }
    return decoded + rest
  }

  /// Takes signs up to the first thing that is neither a sign nor padding. What follows a number
  /// is an extension (`,101`, `;101`, `#101`, `доб. 101`, `ext.101`, `x101`) or a remark; neither
  /// belongs to E.164. What stands before a number makes the whole a word.
  private mutating func read(_ scalars: Substring.UnicodeScalarView) {
    for scalar in scalars {
      if let digit = Self.digit(scalar) {
        signs.append(digit)
      } else if scalar == "+" || scalar.value == 0xFF0B {
        // A second plus begins something else.
        if !signs.isEmpty { return }
        hasPlus = true
      } else if scalar == "*" || scalar == "#" {
        // After a whole number `#` begins an extension; in a short one it is a feature code.
        if signs.count > 6 && scalar == "#" && !signs.contains(UInt8(ascii: "*")) { return }
        signs.append(UInt8(scalar.value))
      } else if !Self.isPadding(scalar) {
        if signs.isEmpty { word = String(scalars) }
        return
      }
    }
  }
}
