import CallModel

/// Reads the text of one field as what its column holds.
enum ValueText {
  /// - Parameters:
  ///   - text: not empty, blanks around it cut off unless the column is text.
  ///   - kind: what the column holds.
  /// - Returns: the value.
  /// - Throws: `RowTrouble` in words that follow the column's name.
  static func value(_ text: String, _ kind: CRMColumn.Kind) throws(RowTrouble) -> CRMValue {
    switch kind {
    case .identifier, .text: .text(text)
    case .instant: .instant(try TimeText.instant(text))
    case .integer: .integer(try integer(text))
    case .decimal: .text(try decimal(text))
    case .word(let words): .text(try word(text, of: words))
    }
  }

  private static func integer(_ text: String) throws(RowTrouble) -> Int32 {
    guard let number = Int32(text) else {
      throw RowTrouble(.number, "\(shown(text)) is no whole number such as 12")
    }
    return number
  }

  /// Digits with one point at most. A comma is refused: it may mean either thousands or decimals.
  private static func decimal(_ text: String) throws(RowTrouble) -> String {
    var digits = text.utf8[...]
    if digits.first == UInt8(ascii: "-") || digits.first == UInt8(ascii: "+") {
      digits = digits.dropFirst()
    }
    let parts = digits.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
    let areDigits = parts.allSatisfy { part in
      !part.isEmpty && part.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
    }
    guard areDigits, parts.count <= 2, digits.count <= 60 else {
      throw RowTrouble(
        .number, "\(shown(text)) is no number; write it as 1234.50, without blanks and commas")
    }
    return text
  }

  private static func word(_ text: String, of words: [String]) throws(RowTrouble) -> String {
    let lower = text.lowercased()
    guard words.contains(lower) else {
      let known = words.joined(separator: ", ")
      throw RowTrouble(.word, "\(shown(text)) is none of the words it may hold: \(known)")
    }
    return lower
  }

  private static func shown(_ text: String) -> String { "\"\(text.prefix(40))\"" }

  /// Cuts off blanks, no-break spaces and marks of no width, as copying from web pages leaves them.
  static func trimmed(_ text: String) -> String {
    guard let first = text.utf8.first, let last = text.utf8.last else { return text }
    // Nearly every value begins and ends with a visible ASCII sign.
    if (0x21...0x7E).contains(first) && (0x21...0x7E).contains(last) { return text }
    let scalars = text.unicodeScalars
    guard let start = scalars.firstIndex(where: { !isBlank($0) }),
      let end = scalars.lastIndex(where: { !isBlank($0) })
    else { return "" }
    return String(scalars[start...end])
  }

  private static func isBlank(_ scalar: Unicode.Scalar) -> Bool {
    scalar.properties.isWhitespace || (0x200B...0x200F).contains(scalar.value)
      || scalar.value == 0xFEFF || scalar.value == 0x2060
  }
}
