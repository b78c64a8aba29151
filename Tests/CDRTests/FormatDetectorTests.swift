import Testing

@testable import CDR

@Suite struct FormatDetectorTests {
  private func detect(
    _ bytes: [UInt8], settings: FormatSettings = FormatSettings(timeZone: "Europe/Moscow")
  ) -> FormatDetector.Verdict {
    bytes.reading { FormatDetector.detect($0, settings: settings) }
  }

  @Test(
    "each sample is known by its content",
    arguments: [
      ("formats/asterisk-one-uniqueid.csv", "asterisk-csv"),
      ("formats/asterisk-torn-tail.csv", "asterisk-csv"),
      ("formats/asterisk-gmt.csv", "asterisk-csv"),
      ("formats/asterisk-every-column-count.csv", "asterisk-csv"),
      ("formats/freepbx-report.csv", "asterisk-custom"),
      ("formats/freeswitch-example.csv", "freeswitch-csv"),
      ("formats/freeswitch-asterisk.csv", "freeswitch-csv"),
      ("formats/freeswitch-sql.csv", "freeswitch-csv"),
      ("asterisk-office/Master.csv", "asterisk-csv"),
      ("asterisk-office/sales.csv", "asterisk-csv"),
      ("asterisk-office/cdr_custom_freepbx_like.csv", "asterisk-custom"),
    ])
  func samples(_ path: String, _ expected: String) throws {
    let head = try Sample.bytes(path).prefix(FormatDetector.headBytes)
    #expect(detect(Array(head)) == .certain(expected))
  }

  @Test(
    "what is no CDR is told so",
    arguments: [
      Array("Dear colleague,\nthe calls are attached.\nRegards\n".utf8),
      Array("name,phone,email\nАнна,+79000000001,a@example.test\nПётр,,p@example.test\n".utf8),
      [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 13, 0x49, 0x48, 0x44, 0x52],
      [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3], Array("{\"calls\": [1, 2]}\n".utf8),
      Array("\u{0}\u{1}\u{2}".utf8),
    ])
  func foreign(_ bytes: [UInt8]) {
    guard case .notCDR(let sentence) = detect(bytes) else {
      Issue.record("taken for a CDR: \(detect(bytes))")
      return
    }
    #expect(!sentence.isEmpty)
  }

  @Test("UTF-16 is told by name")
  func utf16() {
    let bytes: [UInt8] = [0xFF, 0xFE] + Array("a,b\n".utf8).flatMap { [$0, 0] }
    guard case .notCDR(let sentence) = detect(bytes) else {
      Issue.record("not refused")
      return
    }
    #expect(sentence.contains("UTF-16LE"))
  }

  @Test(
    "an empty file, or one that has only begun, is unsure and names the option",
    arguments: ["", "\"\",\"101\",\"79000"])
  func begun(_ text: String) {
    guard case .unsure(let names, let sentence) = detect(Array(text.utf8)) else {
      Issue.record("not unsure")
      return
    }
    #expect(names.count == CDRFormats.all.count)
    #expect(sentence.contains("--format asterisk-csv"))
  }

  @Test("records with the right columns and unreadable times are unsure")
  func unreadable() {
    let row = asteriskRow(start: "\"03.02.2026 12:00\"")
    guard case .unsure(let names, _) = detect(Array((row + row).utf8)) else {
      Issue.record("not unsure")
      return
    }
    #expect(names == ["asterisk-csv"])
  }

  @Test("configured columns decide what no stock layout tells")
  func configuredColumns() {
    let row = Array("2026-02-03 12:00:00,101,102,5,BUSY\n2026-02-03 12:01:00,101,102,5,BUSY\n".utf8)
    let settings = FormatSettings(
      timeZone: "UTC", columns: ["start", "src", "dst", "duration", "disposition"])
    #expect(detect(row, settings: settings) == .certain("asterisk-custom"))
  }
}
