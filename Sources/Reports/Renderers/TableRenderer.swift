/// A report as text in fixed-width columns, for a terminal or a mail.
package struct TableRenderer: Sendable {
  /// Columns of the terminal; tables are cut into narrower ones by their columns' groups anyway.
  private let width: Int

  package init(width: Int = 120) {
    self.width = max(60, width)
  }

  package func render(_ document: ReportDocument) -> String {
    let locale = document.locale
    var lines = [document.title, document.subtitle, ""]
    if document.isProvisional { lines += [Phrase.provisional[locale], ""] }
    lines.append(Phrase.completeness[locale] + ":")
    lines += document.completeness.flatMap { wrapped($0, mark: "  - ") }
    for table in document.tables where !table.isForMachines {
      lines += ["", table.title, String(repeating: "-", count: TextWidth.of(table.title))]
      lines += table.rows.isEmpty ? ["  " + Phrase.nothing[locale]] : body(table, locale)
      if !table.definitions.isEmpty { lines.append("") }
      lines += table.definitions.flatMap { wrapped($0, mark: "  * ") }
    }
    return lines.map { $0.trimmingBlanks() }.joined(separator: "\n") + "\n"
  }

  /// The table, a block for each group of columns.
  private func body(_ table: ReportTable, _ locale: ReportLocale) -> [String] {
    let shown = table.columns.indices.filter { table.columns[$0].audience != .machines }
    let keys = shown.filter { table.columns[$0].group == nil }
    var groups: [String] = []
    for index in shown {
      if let group = table.columns[index].group, !groups.contains(group) { groups.append(group) }
    }
    let (rows, left) = cut(table)
    guard !groups.isEmpty else { return block(table, keys, rows, left, locale) }
    var lines: [String] = []
    for group in groups {
      if !lines.isEmpty { lines.append("") }
      lines.append(group)
      let columns = shown.filter { table.columns[$0].group == group }
      lines += block(table, keys + columns, rows, left, locale)
    }
    return lines
  }

  /// The rows that people are shown, and how many of each value of the first column are left out.
  private func cut(_ table: ReportTable) -> (rows: [[ReportCell]], left: [ReportCell: Int]) {
    guard let limit = table.shownPerGroup else { return (Array(table.rows), [:]) }
    var seen: [ReportCell: Int] = [:]
    let rows = table.rows.filter { row in
      guard let first = row.first else { return true }
      seen[first, default: 0] += 1
      return seen[first, default: 0] <= limit
    }
    return (rows, seen.mapValues { $0 - limit }.filter { $0.value > 0 })
  }

  private func block(
    _ table: ReportTable, _ columns: [Int], _ rows: [[ReportCell]], _ left: [ReportCell: Int],
    _ locale: ReportLocale
  ) -> [String] {
    let header = columns.map { TextWidth.printable(table.columns[$0].title) }
    let cells = rows.map { row in
      columns.map { TextWidth.printable(locale.text(row[$0])) }
    }
    let widths = columns.indices.map { column in
      let widest = ([header] + cells).map { TextWidth.of($0[column]) }.max() ?? 0
      return min(widest, width / 2)
    }
    let numeric = columns.map { table.columns[$0].kind.isNumeric }
    func line(_ texts: [String]) -> String {
      zip(texts, zip(widths, numeric)).map {
        TextWidth.fit($0, to: $1.0, rightAligned: $1.1)
      }.joined(separator: "  ")
    }
    var lines = [line(header), line(widths.map { String(repeating: "─", count: $0) })]
    for (index, row) in rows.enumerated() {
      lines.append(line(cells[index]))
      guard let first = row.first, let more = left[first] else { continue }
      if index + 1 == rows.count || rows[index + 1].first != first {
        lines.append(Phrase.more(more, locale))
      }
    }
    return lines
  }

  /// A sentence in lines no wider than the terminal.
  private func wrapped(_ text: String, mark: String) -> [String] {
    let indent = String(repeating: " ", count: mark.count)
    var lines: [String] = []
    var line = mark
    for word in TextWidth.printable(text).split(separator: " ") {
      if TextWidth.of(line) + TextWidth.of(String(word)) > width, line.count > mark.count {
        lines.append(line)
        line = indent
      }
      line += word + " "
    }
    return lines + [line]
  }
}

extension ReportColumn.Kind {
  /// Whether people expect it at the right edge of its column.
  var isNumeric: Bool {
    switch self {
    case .count, .rate, .duration, .seconds, .money, .decimal, .figure: true
    case .text, .time, .list, .flag: false
    }
  }
}

extension ReportLocale {
  /// A cell as people read it; empty when nothing is known.
  package func text(_ cell: ReportCell) -> String {
    switch cell {
    case .none: ""
    case .text(let text), .word(_, let text), .decimal(let text): text
    case .count(let number): count(number)
    case .rate(let rate): self.rate(rate)
    case .duration(let business, let wall): duration(business: business, wall: wall)
    case .seconds(let seconds): duration(seconds, inDays: true)
    case .time(let text): date(text)
    case .money(let sums): money(sums)
    case .list(let items): items.joined(separator: ", ")
    case .flag(let isSet): isSet ? "+" : ""
    }
  }
}

extension String {
  /// Without blanks at the end.
  fileprivate func trimmingBlanks() -> String {
    var text = self[...]
    while text.last == " " { text.removeLast() }
    return String(text)
  }
}
