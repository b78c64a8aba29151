/// One table of a report as CSV (RFC 4180): a header, the same columns always, UTF-8, CRLF.
package struct CSVRenderer: Sendable {
  package init() {}

  /// - Parameters:
  ///   - document: the report.
  ///   - table: key of the table; nil for the report's main one, the first for people.
  /// - Returns: nil when the report has no such table.
  package func render(_ document: ReportDocument, table: String? = nil) -> String? {
    let wanted = document.tables.first { candidate in
      table.map { candidate.key == $0 } ?? (candidate.key == document.mainTable)
    }
    return wanted.map(render)
  }

  private func render(_ table: ReportTable) -> String {
    let columns = table.columns.filter { $0.audience != .people }
    var csv = columns.flatMap(\.flatKeys).map(field).joined(separator: ",") + "\r\n"
    for index in table.rows.indices {
      csv +=
        zip(table.columns, table.rows.cells(index, for: .machines))
        .flatMap { column, cell -> [String] in
          column.audience == .people ? [] : column.flatValues(cell).map(text)
        }.joined(separator: ",") + "\r\n"
    }
    return csv
  }

  private func text(_ value: FlatValue) -> String {
    switch value {
    case .null: ""
    case .text(let text): field(text)
    case .integer(let number): String(number)
    case .flag(let isSet): isSet ? "true" : "false"
    case .texts(let texts): field(texts.joined(separator: "; "))
    case .money(let sums):
      field(sums.map { "\($0.digits) \($0.currency ?? "")" }.joined(separator: "; "))
    }
  }

  /// A spreadsheet takes text that begins with one of these for a formula and runs it; an
  /// apostrophe before it makes it text again (OWASP, CSV injection).
  private static let formulaBeginnings: Set<Unicode.Scalar> = [
    "=", "+", "-", "@", "\t", "\r", "\n", "\u{FF1D}", "\u{FF0B}", "\u{FF0D}", "\u{FF20}",
  ]

  private func field(_ text: String) -> String {
    var text = text
    if let first = text.unicodeScalars.first, Self.formulaBeginnings.contains(first) {
      text = "'" + text
    }
    let needsQuotes = text.unicodeScalars.contains { "\",\r\n;".unicodeScalars.contains($0) }
    return needsQuotes ? "\"" + text.replacing("\"", with: "\"\"") + "\"" : text
  }
}

extension ReportDocument {
  /// Key of the table that a report is about.
  package var mainTable: String {
    switch key {
    case "coverage", "leaks", "funnel": key
    default: "deals"
    }
  }
}
