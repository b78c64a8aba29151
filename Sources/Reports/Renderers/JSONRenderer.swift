import Store

/// A report as JSON with stable keys: one object, or a line for each row.
package struct JSONRenderer: Sendable {
  /// Takes bytes of whole lines, the last one's end included.
  package typealias Sink<Failure: Error> = ([UInt8]) throws(Failure) -> Void
  /// About as many bytes are given to a sink at once.
  private static let portion = 1 << 16

  package init() {}

  /// The whole report as one object.
  package func render(_ document: ReportDocument) -> String {
    text { sink in write(document, to: sink) }
  }

  /// A line for each row: NDJSON. The first line is the report itself; each row names its table.
  package func lines(_ document: ReportDocument) -> [String] {
    text { sink in writeLines(document, to: sink) }.split(separator: "\n").map(String.init)
  }

  /// Writes what `render` gives without having all of it in memory.
  package func write<Failure: Error>(
    _ document: ReportDocument, to sink: Sink<Failure>
  ) throws(Failure) {
    var text = JSONText()
    text.raw("{")
    head(document, &text)
    for table in document.tables {
      let columns = columns(table)
      text.raw(",\n ")
      text.string(table.key)
      text.raw(":[")
      for index in table.rows.indices {
        text.raw(index == 0 ? "{" : ",\n  {")
        members(table, columns, index, isFirst: true, &text)
        text.raw("}")
        guard text.bytes.count >= Self.portion else { continue }
        // A line is never cut: what is after the last end of one waits.
        try giveLines(&text, to: sink)
      }
      text.raw("]")
    }
    text.raw("}\n")
    try sink(text.bytes)
  }

  /// Writes what `lines` gives, each with its end, without having all of it in memory.
  package func writeLines<Failure: Error>(
    _ document: ReportDocument, to sink: Sink<Failure>
  ) throws(Failure) {
    var text = JSONText()
    text.raw("{")
    head(document, &text, separator: ",")
    text.raw("}\n")
    for table in document.tables {
      let columns = columns(table)
      for index in table.rows.indices {
        text.raw("{\"table\":")
        text.string(table.key)
        members(table, columns, index, isFirst: false, &text)
        text.raw("}\n")
        guard text.bytes.count >= Self.portion else { continue }
        try sink(text.bytes)
        text.empty()
      }
    }
    try sink(text.bytes)
  }

  private func giveLines<Failure: Error>(
    _ text: inout JSONText, to sink: Sink<Failure>
  ) throws(Failure) {
    guard let end = text.bytes.lastIndex(of: UInt8(ascii: "\n")) else { return }
    let rest = Array(text.bytes[(end + 1)...])
    try sink(Array(text.bytes[...end]))
    text.empty()
    text.raw(rest)
  }

  private func text(_ write: (Sink<Never>) -> Void) -> String {
    var bytes: [UInt8] = []
    write { bytes += $0 }
    return String(decoding: bytes, as: UTF8.self)
  }

  private func head(
    _ document: ReportDocument, _ text: inout JSONText, separator: StaticString = ",\n "
  ) {
    let period = document.period
    text.raw("\"report\":")
    text.string(document.key)
    text.raw(separator)
    text.raw("\"period\":{\"from\":")
    text.string(period.firstDay)
    text.raw(",\"to\":")
    text.string(period.lastDay)
    text.raw(",\"as_of\":")
    text.string(period.asOf)
    text.raw(",\"time_zone\":")
    text.string(period.timeZone)
    text.raw("}")
    text.raw(separator)
    text.raw(document.isProvisional ? "\"provisional\":true" : "\"provisional\":false")
  }

  /// A column that machines see, with the beginnings of its members: `"key":`.
  private struct Column {
    let index: Int
    let column: ReportColumn
    let keys: [[UInt8]]
  }

  private func columns(_ table: ReportTable) -> [Column] {
    table.columns.enumerated().filter { $0.element.audience != .people }.map { index, column in
      Column(
        index: index, column: column,
        keys: column.flatKeys.map { key in
          var text = JSONText()
          text.string(key)
          text.raw(":")
          return text.bytes
        })
    }
  }

  private func members(
    _ table: ReportTable, _ columns: [Column], _ index: Int, isFirst: Bool,
    _ text: inout JSONText
  ) {
    let cells = table.rows.cells(index, for: .machines)
    var isFirst = isFirst
    func member(_ key: [UInt8], _ value: FlatValue) {
      if !isFirst { text.raw(",") }
      isFirst = false
      text.raw(key)
      write(value, &text)
    }
    for column in columns {
      let cell = cells[column.index]
      // Most columns have one value, for which no list need be made.
      if column.keys.count == 1 {
        member(column.keys[0], FlatValue(firstOf: cell))
      } else {
        for (key, value) in zip(column.keys, column.column.flatValues(cell)) { member(key, value) }
      }
    }
  }

  private func write(_ value: FlatValue, _ text: inout JSONText) {
    switch value {
    case .null: text.raw("null")
    case .text(let string): text.string(string)
    case .integer(let number): text.integer(number)
    case .flag(let isSet): text.raw(isSet ? "true" : "false")
    case .texts(let strings): text.strings(strings)
    case .money(let sums):
      text.raw("[")
      for (index, sum) in sums.enumerated() {
        text.raw(index == 0 ? "{\"currency\":" : ",{\"currency\":")
        if let currency = sum.currency { text.string(currency) } else { text.raw("null") }
        // A string, as a JSON number may lose digits on its way.
        text.raw(",\"amount\":")
        text.string(sum.digits)
        text.raw("}")
      }
      text.raw("]")
    }
  }
}
