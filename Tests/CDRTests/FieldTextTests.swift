import CallModel
import Testing

@testable import CDR

@Suite struct FieldTextTests {
  private func read(
    _ bytes: [UInt8], _ encoding: TextEncoding
  ) -> (text: String, flags: CallLeg.Flags) {
    bytes.withUnsafeBytes { raw in
      var reader = FieldText(encoding: encoding)
      let text = reader.string(raw, FieldTable.Field(lower: 0, upper: raw.count))
      return (text, reader.flags)
    }
  }

  @Test(
    "a name is read in the encoding that its PBX was declared to write",
    arguments: [
      (TextEncoding.utf8, Array("Иванов Ёж №1".utf8)),
      (.windows1251, [200, 226, 224, 237, 238, 226, 32, 168, 230, 32, 185, 49]),
    ])
  func declared(_ encoding: TextEncoding, _ bytes: [UInt8]) {
    let result = read(bytes, encoding)
    #expect(result.text == "Иванов Ёж №1")
    #expect(result.flags == [])
  }

  @Test("KOI8-R and Latin-1 have tables of their own")
  func otherTables() {
    #expect(read([233, 215, 193, 206, 207, 215], .koi8r).text == "Иванов")
    #expect(read([0x4D, 0xFC, 0x6C, 0x6C, 0x65, 0x72], .latin1).text == "Müller")
  }

  @Test("a broken character becomes U+FFFD and sets a flag; the rest stays")
  func invalid() {
    let result = read(Array("Иван".utf8.dropLast()) + Array(" x".utf8), .utf8)
    #expect(result.text == "Ива\u{FFFD} x")
    #expect(result.flags == .invalidText)
    #expect(read([0x98], .windows1251).flags == .invalidText)
  }

  @Test("encodings are known by the names that people write")
  func names() {
    #expect(TextEncoding(name: "Windows-1251") == .windows1251)
    #expect(TextEncoding(name: "KOI8-R") == .koi8r)
    #expect(TextEncoding(name: "utf8") == .utf8)
    #expect(TextEncoding(name: "ISO-8859-1") == .latin1)
    #expect(TextEncoding(name: "EBCDIC") == nil)
  }

  @Test(
    "the guess names the encoding of Russian names",
    arguments: [
      (Array("Иванов Пётр".utf8), TextEncoding.utf8), (Array("abc".utf8), nil),
      ([200, 226, 224, 237, 238, 226], .windows1251), ([233, 215, 193, 206, 207, 215], .koi8r),
      (Array("Иванов".utf8.dropLast()), .utf8),
    ] as [([UInt8], TextEncoding?)])
  func guess(_ bytes: [UInt8], _ expected: TextEncoding?) {
    #expect(bytes.reading { EncodingGuess.suggestion(for: $0) } == expected)
  }
}
