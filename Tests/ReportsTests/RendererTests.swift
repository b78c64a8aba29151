import Foundation
import Reports
import Store
import Testing

@Suite("Renderers")
struct RendererTests {
  @Test("reports look as recorded", arguments: ReportLocale.allCases)
  func tables(locale: ReportLocale) throws {
    let renderer = TableRenderer()
    let name = locale.rawValue
    try expectGolden(
      renderer.render(SampleReports.coverage().document(locale)), "coverage.\(name).txt")
    try expectGolden(renderer.render(SampleReports.leaks().document(locale)), "leaks.\(name).txt")
    try expectGolden(renderer.render(SampleReports.funnel().document(locale)), "funnel.\(name).txt")
  }

  @Test("JSON is as recorded, and JSON it is")
  func json() throws {
    for document in try documents() {
      let text = JSONRenderer().render(document)
      try expectGolden(text, "\(document.key).json")
      _ = try JSONSerialization.jsonObject(with: Data(text.utf8))
    }
  }

  @Test("each line of NDJSON is an object that names its table, the first the report")
  func lines() throws {
    for document in try documents() {
      let lines = JSONRenderer().lines(document)
      #expect(lines.count == 1 + document.tables.map(\.rows.count).reduce(0, +))
      for (index, line) in lines.enumerated() {
        let object = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any]
        #expect(object?[index == 0 ? "report" : "table"] != nil, "\(line)")
        #expect(!line.contains("\n"))
      }
    }
  }

  @Test("CSV is as recorded")
  func csv() throws {
    for document in try documents() {
      let text = try #require(CSVRenderer().render(document))
      try expectGolden(text, "\(document.key).csv")
    }
  }

  @Test("keys of JSON and columns of CSV do not depend on language, nor on whether there are rows")
  func stableKeys() throws {
    for (english, russian) in zip(try documents(.en), try documents(.ru)) {
      for (left, right) in zip(english.tables, russian.tables) {
        #expect(left.key == right.key)
        #expect(left.columns.map(\.key) == right.columns.map(\.key))
        #expect(Set(left.columns.map(\.key)).count == left.columns.count, "\(left.key)")
      }
    }
    let full = try SampleReports.leaks().document(.en)
    let bare = LeakReport(
      period: SampleReports.period, completeness: [], leaks: [], callbacks: nil
    ).document(.en)
    let header = { (document: ReportDocument) in
      CSVRenderer().render(document)?.split(separator: "\r\n").first
    }
    #expect(header(full) == header(bare))
  }

  @Test(
    "a field that a spreadsheet would run is made text",
    arguments: [
      ("=1+1", "'=1+1"), ("+7 916", "'+7 916"), ("-5", "'-5"), ("@sum", "'@sum"),
      ("\tx", "'\tx"), ("\rx", "\"'\rx\""), ("＝1", "'＝1"), ("a=b", "a=b"), ("", ""),
      ("say \"hi\"", "\"say \"\"hi\"\"\""), ("a,b", "\"a,b\""), ("=a,b", "\"'=a,b\""),
      ("line\nend", "\"line\nend\""), ("Анна", "Анна"),
    ])
  func formulas(given: String, written: String) throws {
    #expect(CSVRenderer().render(one(.text(given))) == "name\r\n\(written)\r\n")
  }

  @Test("a table that the report does not have is not written")
  func unknownTable() throws {
    let document = try SampleReports.leaks().document(.en)
    #expect(CSVRenderer().render(document, table: "nonsense") == nil)
    #expect(CSVRenderer().render(document, table: "summary")?.hasPrefix("class,leaks,") == true)
  }

  @Test("terminal escapes and marks that turn the writing round do not reach the terminal")
  func escapes() throws {
    let name = "A\u{1B}[31mB\u{1B}]0;title\u{07}C\u{202E}D\u{9B}2JE\u{00}F"
    let text = TableRenderer().render(one(.text(name)))
    #expect(text.contains("ABCDEF"))
    #expect(!text.unicodeScalars.contains { $0.value < 0x20 && $0 != "\n" })
  }

  @Test("columns stand under each other whatever the letters")
  func widths() throws {
    let table = ReportTable(
      "t", "T", columns: [ReportColumn("a", "a", .text), ReportColumn("b", "b", .count)],
      rows: [
        [.text("Ёлка"), .count(1)], [.text("e\u{301}t"), .count(22)], [.text("日本"), .count(333)],
      ])
    let lines = TableRenderer().render(document(table)).split(separator: "\n").map(String.init)
    #expect(lines.contains("Ёлка    1"))
    #expect(lines.contains("e\u{301}t     22"))
    #expect(lines.contains("日本  333"))
  }

  @Test("a long list is cut for people, with the number of those left out, and for nobody else")
  func cut() throws {
    let rows = (1...12).map { [ReportCell.text($0 <= 11 ? "L1" : "L2"), .count($0)] }
    let table = ReportTable(
      "leaks", "T", columns: [ReportColumn("a", "a", .text), ReportColumn("b", "b", .count)],
      rows: rows, shownPerGroup: 10)
    let text = TableRenderer().render(document(table))
    #expect(text.contains("… and 1 more; --format csv gives all of them\nL2"))
    #expect(JSONRenderer().lines(document(table)).count == 13)
  }

  @Test("a long report is written in portions of whole lines, made row by row")
  func portions() throws {
    let table = ReportTable(
      "leaks", "T",
      columns: [
        ReportColumn("name", "n", .text), ReportColumn("rate", "r", .rate),
        ReportColumn("proof", "p", .text, audience: .people),
      ],
      made: ReportRows(count: 5000) { index, audience in
        #expect(audience == .machines)
        return [.text("«Ёлка» \"\(index)\" \u{2028}"), .rate(Rate(index, of: 5000)), .none]
      })
    var (objects, lines): ([[UInt8]], [[UInt8]]) = ([], [])
    JSONRenderer().write(document(table)) { objects.append($0) }
    JSONRenderer().writeLines(document(table)) { lines.append($0) }
    for portions in [objects, lines] {
      #expect(portions.count > 3)
      #expect(portions.allSatisfy { $0.last == UInt8(ascii: "\n") && $0.count < 1 << 17 })
    }
    let whole = JSONRenderer().render(document(table))
    #expect(String(decoding: objects.joined(), as: UTF8.self) == whole)
    let read = try JSONSerialization.jsonObject(with: Data(objects.joined())) as? [String: Any]
    let last = (read?["leaks"] as? [[String: Any]])?.last?["name"] as? String
    #expect(last == "«Ёлка» \"4999\" \u{2028}")
    #expect(JSONRenderer().lines(document(table)).count == 5001)
  }

  private func documents(_ locale: ReportLocale = .en) throws -> [ReportDocument] {
    [
      try SampleReports.coverage().document(locale), try SampleReports.leaks().document(locale),
      try SampleReports.funnel().document(locale),
    ]
  }

  private func one(_ cell: ReportCell) -> ReportDocument {
    document(
      ReportTable("deals", "T", columns: [ReportColumn("name", "name", .text)], rows: [[cell]]))
  }

  private func document(_ table: ReportTable) -> ReportDocument {
    ReportDocument(
      key: table.key, title: "Title", locale: .en, period: SampleReports.period, findings: [],
      tables: [table])
  }
}
