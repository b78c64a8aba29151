/// Writes a flat JSON object, RFC 8259.
struct JSONText {
  private(set) var text = "{"

  /// Appends one member.
  ///
  /// - Parameters:
  ///   - name: quoted already, by `quoted`.
  ///   - value: nil is null.
  mutating func append(_ name: String, _ value: String?) {
    if text.utf8.count > 1 { text += "," }
    text += name
    text += ":"
    text += value.map(Self.quoted) ?? "null"
  }

  /// The whole object.
  consuming func finished() -> String { text + "}" }

  static func quoted(_ value: String) -> String {
    var quoted = "\""
    for scalar in value.unicodeScalars {
      switch scalar {
      case "\"": quoted += "\\\""
      case "\\": quoted += "\\\\"
      case "\u{0}"..."\u{1F}":
        let digits = String(scalar.value, radix: 16)
        quoted += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: quoted.unicodeScalars.append(scalar)
      }
    }
    return quoted + "\""
  }
}
