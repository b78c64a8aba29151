/// A table in fixed-width columns for a terminal.
struct TextTable {
  let header: [String]
  let rows: [[String]]
  /// Widest column; longer values are cut with an ellipsis.
  var widest = 48

  func lines() -> [String] {
    let all = [header] + rows.map { $0.map(Self.printable) }
    let widths = header.indices.map { column in
      min(widest, all.map { $0.indices.contains(column) ? $0[column].count : 0 }.max() ?? 0)
    }
    return all.map { row in
      zip(row, widths).map { Self.pad($0, to: $1) }.joined(separator: "  ")
        .trimmingSuffix()
    }
  }

  private static func pad(_ text: String, to width: Int) -> String {
    let count = text.count
    guard count <= width else { return text.prefix(max(0, width - 1)) + "…" }
    return text + String(repeating: " ", count: width - count)
  }

  /// Control and direction characters of a caller's name must not reach the terminal.
  static func printable(_ text: String) -> String {
    String(text.unicodeScalars.map { $0.commandsTerminals ? "·" : Character($0) })
  }

  /// The same of a text of several lines, which stay lines.
  static func printableLines(_ text: String) -> String {
    text.split(separator: "\n", omittingEmptySubsequences: false)
      .map { printable(String($0)) }.joined(separator: "\n")
  }
}

extension Unicode.Scalar {
  /// Whether it may move the cursor, change the terminal, or turn the direction of writing.
  var commandsTerminals: Bool {
    switch properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator: true
    default: false
    }
  }
}

extension String {
  fileprivate func trimmingSuffix() -> String {
    var text = self[...]
    while text.last == " " { text = text.dropLast() }
    return String(text)
  }
}
