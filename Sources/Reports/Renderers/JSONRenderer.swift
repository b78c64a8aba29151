import Store

/// A report as JSON with stable keys: one object, or a line for each row.
package struct JSONRenderer: Sendable {
  package init() {}

  /// The whole report as one object.
  package func render(_ document: ReportDocument) -> String {
    let tables = document.tables.map { table in
      let rows = table.rows.map { object(members(table, $0)) }
      return member(table.key, "[" + rows.joined(separator: ",\n  ") + "]")
    }
    return object(head(document) + tables, separator: ",\n ") + "\n"
  }

  /// A line for each row: NDJSON. The first line is the report itself; each row names its table.
  package func lines(_ document: ReportDocument) -> [String] {
    [object(head(document))]
      + document.tables.flatMap { table in
        table.rows.map { object([member("table", quoted(table.key))] + members(table, $0)) }
      }
  }

  private func head(_ document: ReportDocument) -> [String] {
    let period = document.period
    return [
      member("report", quoted(document.key)),
      member(
        "period",
        object([
          member("from", quoted(period.firstDay)), member("to", quoted(period.lastDay)),
          member("as_of", quoted(period.asOf)), member("time_zone", quoted(period.timeZone)),
        ])),
      member("provisional", document.isProvisional ? "true" : "false"),
    ]
  }

  private func members(_ table: ReportTable, _ row: [ReportCell]) -> [String] {
    zip(table.columns, row).flatMap { column, cell -> [String] in
      guard column.audience != .people else { return [] }
      return zip(column.flatKeys, column.flatValues(cell)).map { member($0, text($1)) }
    }
  }

  private func text(_ value: FlatValue) -> String {
    switch value {
    case .null: "null"
    case .text(let text): quoted(text)
    case .integer(let number): String(number)
    case .flag(let isSet): isSet ? "true" : "false"
    case .texts(let texts): "[" + texts.map(quoted).joined(separator: ",") + "]"
    case .money(let sums):
      "["
        + sums.map { sum in
          // A string, as a JSON number may lose digits on its way.
          object([
            member("currency", sum.currency.map(quoted) ?? "null"),
            member("amount", quoted(sum.digits)),
          ])
        }.joined(separator: ",") + "]"
    }
  }

  private func object(_ members: [String], separator: String = ",") -> String {
    "{" + members.joined(separator: separator) + "}"
  }

  private func member(_ key: String, _ value: String) -> String { quoted(key) + ":" + value }

  /// RFC 8259: quote, reverse solidus and control characters are escaped; the rest stands as it is.
  private func quoted(_ text: String) -> String {
    var result = "\""
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
    return result + "\""
  }
}
