/// How wide text stands on a terminal.
enum TextWidth {
  /// Columns that the text takes: none for marks that combine, two for wide East Asian characters,
  /// one for the rest, Cyrillic included.
  static func of(_ text: String) -> Int {
    text.unicodeScalars.reduce(0) { $0 + width($1) }
  }

  /// The text in exactly `width` columns, cut with an ellipsis or padded.
  static func fit(_ text: String, to width: Int, rightAligned: Bool = false) -> String {
    let taken = of(text)
    guard taken > width else {
      let blanks = String(repeating: " ", count: width - taken)
      return rightAligned ? blanks + text : text + blanks
    }
    var cut = ""
    var used = 0
    for character in text {
      let next = of(String(character))
      if used + next > width - 1 { break }
      cut.append(character)
      used += next
    }
    return cut + "…" + String(repeating: " ", count: max(0, width - 1 - used))
  }

  /// The text without terminal escapes and other characters that don't print: names come from
  /// callers and must not move a cursor or turn the direction of writing.
  static func printable(_ text: String) -> String {
    var kept = String.UnicodeScalarView()
    var scalars = text.unicodeScalars[...]
    while let scalar = scalars.popFirst() {
      if scalar == "\u{1B}" || scalar == "\u{9B}" {
        dropEscape(&scalars, afterESC: scalar == "\u{1B}")
      } else if !isUnprintable(scalar) {
        kept.append(scalar)
      } else if scalar == "\t" || scalar == "\n" {
        kept.append(" ")
      }
    }
    return String(kept)
  }

  /// ECMA-48: a control sequence is ESC [ (or 0x9B), parameter bytes 0x30–0x3F, intermediate bytes
  /// 0x20–0x2F and one final byte 0x40–0x7E; a command string, such as ESC ] of a window's title,
  /// runs until BEL or ESC \.
  private static func dropEscape(_ rest: inout Substring.UnicodeScalarView, afterESC: Bool) {
    if afterESC {
      guard let kind = rest.popFirst() else { return }
      if "]P^_X".unicodeScalars.contains(kind) { return dropString(&rest) }
      guard kind == "[" else { return }
    }
    while let scalar = rest.first, (0x20...0x3F).contains(scalar.value) { rest.removeFirst() }
    if let scalar = rest.first, (0x40...0x7E).contains(scalar.value) { rest.removeFirst() }
  }

  private static func dropString(_ rest: inout Substring.UnicodeScalarView) {
    while let scalar = rest.popFirst() {
      if scalar == "\u{07}" || scalar == "\u{9C}" { return }
      if scalar == "\u{1B}" {
        if rest.first == "\\" { rest.removeFirst() }
        return
      }
    }
  }

  private static func isUnprintable(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .privateUse: true
    default: false
    }
  }

  private static func width(_ scalar: Unicode.Scalar) -> Int {
    switch scalar.properties.generalCategory {
    case .nonspacingMark, .enclosingMark: return 0
    default: break
    }
    // Unicode TR 11, wide and full-width blocks.
    switch scalar.value {
    case 0x1100...0x115F, 0x2E80...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F,
      0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x1F300...0x1FAFF, 0x20000...0x3FFFD:
      return 2
    default: return 1
    }
  }
}
