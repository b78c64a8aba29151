import CallModel
import Testing

@testable import CRM

private func reader(_ file: CRMFile, _ text: String) throws -> CSVReader {
  try CSVReader(file, origin: file.fileName, source: MemoryBytes(Array(text.utf8)))
}

private func records(_ file: CRMFile, _ text: String) throws -> [CRMRecord] {
  let reader = try reader(file, text)
  var found: [CRMRecord] = []
  while let record = try reader.next() { found.append(record) }
  return found
}

private func rows(_ file: CRMFile, _ text: String) throws -> [[CRMValue]] {
  try records(file, text).compactMap { if case .row(let row) = $0 { row.values } else { nil } }
}

private func rejects(_ file: CRMFile, _ text: String) throws -> [RecordReject] {
  try records(file, text).compactMap { if case .reject(let reject) = $0 { reject } else { nil } }
}

@Suite struct CSVReaderTests {
  @Test("columns may stand in any order and case, and optional ones be absent")
  func order() throws {
    let found = try rows(.contacts, "Name,CONTACT\nИван,17\n")
    #expect(found == [[.text("17"), .text("Иван"), .null, .json("{}")]])
  }

  @Test(
    "a byte order mark, CRLF, semicolons and tabs are read",
    arguments: [
      "\u{FEFF}deal;contact\r\n1;2\r\n", "deal\tcontact\n1\t2", "\n\ndeal,contact\n1,2\n",
      "\"deal\";\"contact\"\n\"1\";\"2\"\n", "deal,contact\r\n\r\n,\r\n 1 ,\u{A0}2\u{A0}\r\n",
    ])
  func dialects(text: String) throws {
    #expect(try rows(.dealContacts, text) == [[.text("1"), .text("2")]])
  }

  @Test("further columns are kept as JSON, empty ones as null, repeated names numbered")
  func attributes() throws {
    let found = try rows(
      .companies, "company,name,ИНН,note,note,\n1,\"A \"\"B\"\"\",77,,\"x\ty\n\"\"z\"\"\",\n")
    #expect(
      found == [
        [
          .text("1"), .text("A \"B\""),
          .json("{\"ИНН\":\"77\",\"note\":null,\"note (2)\":\"x\\u0009y\\u000a\\\"z\\\"\"}"),
        ]
      ])
  }

  @Test("the header tells which of our columns are there")
  func headerColumns() throws {
    let reader = try reader(.contacts, "\u{FEFF}name,contact,city\r\n")
    #expect(reader.header.columns == ["contact", "name"])
    #expect(reader.header.raw == Array("name,contact,city\n".utf8))
    #expect(reader.warnings.isEmpty)
  }

  @Test("a file that keeps no further columns warns of them")
  func dropped() throws {
    let reader = try reader(.dealContacts, "deal,contact,role\n")
    #expect(reader.warnings == ["deal_contacts.csv has columns that are not taken: role."])
  }

  @Test("all types of values are read")
  func values() throws {
    let found = try rows(
      .deals,
      """
      deal,title,pipeline,owner,company,amount,currency,created_at,closed_at,outcome,loss_reason
      7,Окна,sales,,,1234.50,RUB,2026-11-20T10:00:00+03:00,2026-11-21 07:00:00Z,LOST,дорого
      """)
    #expect(
      found == [
        [
          .text("7"), .text("Окна"), .text("sales"), .null, .null, .text("1234.50"), .text("RUB"),
          .instant(Instant(seconds: 1_795_158_000)), .instant(Instant(seconds: 1_795_244_400)),
          .text("lost"), .text("дорого"), .json("{}"),
        ]
      ])
  }

  @Test("rows about the same thing have the same key")
  func keys() throws {
    let text = "deal,stage,entered_at\n1,2,2026-11-20T10:00:00+03:00\n1,2,2026-11-20 07:00Z\n"
    let keys = try records(.stageHistory, text).compactMap {
      if case .row(let row) = $0 { row.key } else { nil }
    }
    #expect(keys.count == 2)
    #expect(Set(keys).count == 1)
  }

  @Test(
    "a bad row is a reject that says what is wrong and leaves the others alone",
    arguments: [
      (.contacts, "1", .columns, "contacts.csv, line 2: the row has 1 fields and the header 3."),
      (
        .contacts, ",Иван,3", .missing,
        "contacts.csv, line 2: contact is empty, and a row needs it."
      ),
      (
        .contacts, "1,\"Иван\"х,3", .quote,
        "contacts.csv, line 2: text follows a closing quote; "
          + "double the quotes that belong to the field."
      ),
      (
        .contacts, "1,a\0b,3", .nul,
        "contacts.csv, line 2: the row holds NUL bytes; the file is damaged or no text."
      ),
      (
        .stages, "p,1,first,x,open", .number,
        "stages.csv, line 2: position: \"first\" is no whole number such as 12."
      ),
      (
        .stages, "p,1,1,x,closed", .word,
        "stages.csv, line 2: kind: \"closed\" is none of the words it may hold: open, won, lost."
      ),
      (
        .stageHistory, "1,2,2026-11-20 10:00:00", .time,
        "stage_history.csv, line 2: entered_at: \"2026-11-20 10:00:00\" has no time zone; "
          + "add it, as in 2026-11-20 10:00:00+03:00."
      ),
      (
        .managerExtensions, "1,101,2026-02-01T00:00:00Z,2026-01-01T00:00:00Z", .time,
        "manager_extensions.csv, line 2: the period ends (to) before it begins (from)."
      ),
    ] as [(CRMFile, String, RecordReject.Reason, String)])
  func bad(file: CRMFile, line: String, reason: RecordReject.Reason, detail: String) throws {
    let headers: [CRMFile: String] = [
      .contacts: "contact,name,company", .stages: "pipeline,stage,position,name,kind",
      .stageHistory: "deal,stage,entered_at", .managerExtensions: "manager,extension,from,to",
    ]
    let header = try #require(headers[file])
    let found = try rejects(file, "\(header)\n\(line)\n")
    #expect(found.map(\.reason) == [reason])
    #expect(found.first?.detail == detail)
    #expect(found.first?.raw == Array(line.utf8))
    #expect(
      found.first?.position
        == SourcePosition(
          byteOffset: Int64(header.utf8.count + 1), byteLength: line.utf8.count + 1, line: 2))
  }

  @Test("text that is not UTF-8 is a reject")
  func encoding() throws {
    let bytes = Array("company,name\n1,".utf8) + [0xCE, 0xCE, 0xCE, 0x0A] + Array("2,ok\n".utf8)
    let reader = try CSVReader(.companies, origin: "", source: MemoryBytes(bytes))
    guard case .reject(let reject)? = try reader.next() else {
      Issue.record("the first row was taken")
      return
    }
    #expect(reject.reason == .encoding)
    guard case .row? = try reader.next() else {
      Issue.record("the second row was not taken")
      return
    }
  }

  @Test(
    "a header that can't be used is an error that names the file and what is there",
    arguments: [
      (
        "contact,company\n", CRMError.Code.missingColumn,
        "contacts.csv has no column \"name\". Its header has: contact, company. "
          + "Put the names of the columns into the first line."
      ),
      (
        "contact,name,Contact\n", .header,
        "contacts.csv has the column \"contact\" twice in its header. Remove or rename one."
      ),
      ("", .header, "contacts.csv is empty. Its first line must name its columns."),
      (
        "c\0o\0n\0", .encoding,
        "contacts.csv is in UTF-16. Save it as CSV in UTF-8 and import it again."
      ),
    ])
  func badHeader(text: String, code: CRMError.Code, words: String) throws {
    #expect(throws: CRMError(code, words)) { try reader(.contacts, text) }
  }

  @Test("a row set aside is a file of its own behind its header")
  func reread() throws {
    let reader = try reader(.contacts, "contact;name;x\n1;\"a\nb\";\n")
    guard case .row(let row)? = try reader.next() else {
      Issue.record("the row was not taken")
      return
    }
    let text = String(decoding: reader.header.raw + row.record, as: UTF8.self)
    #expect(try rows(.contacts, text) == [row.values])
  }

  @Test("any bytes behind a header are read", arguments: 0..<200 as Range<UInt64>)
  func anyBytes(seed: UInt64) throws {
    var random = Seeded(state: seed)
    let signs = Array("\",;\n\r2026-11-20T10:00:00Z+ open\u{A0}".utf8) + [0, 0xFF]
    let tail = (0..<Int(random.next() % 300)).map { _ in
      signs[Int(random.next() % UInt64(signs.count))]
    }
    for file in CRMFile.allCases {
      let header = CRMLayout.of(file).columns.map(\.name).joined(separator: ",") + "\n"
      let bytes = Array(header.utf8) + tail
      let reader = try CSVReader(file, origin: "", source: MemoryBytes(bytes))
      while let record = try reader.next() {
        if case .row(let row) = record { #expect(row.values.count == reader.valueCount) }
      }
    }
  }
}
