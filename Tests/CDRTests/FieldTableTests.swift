import Testing

@testable import CDR

@Suite struct FieldTableTests {
  private func split(
    _ text: String, _ dialect: Delimited.Dialect = .init(), rule: FieldTable.QuoteRule? = nil
  ) -> (fields: [String], isMalformed: Bool) {
    text.reading { bytes in
      var table = FieldTable()
      var reader = FieldText(encoding: .utf8)
      table.split(bytes, dialect: dialect, rule: rule)
      return (table.fields.map { reader.string(bytes, $0) }, table.isMalformed)
    }
  }

  @Test(
    "fields are cut as RFC 4180 says",
    arguments: [
      ("", [""]), (",", ["", ""]), ("a", ["a"]), ("a,b,", ["a", "b", ""]),
      ("\"a,b\",c", ["a,b", "c"]), ("\"\",\"\"", ["", ""]), ("\"a\"\"b\"", ["a\"b"]),
      ("\"\"\"Имя\"\" <7>\",x", ["\"Имя\" <7>", "x"]), ("\"a\nb\",c", ["a\nb", "c"]),
      ("5\" pipe,x", ["5\" pipe", "x"]), (" \"a\",b", [" \"a\"", "b"]),
      ("\"\"\"\\\"\"Q\\\"\"\"\" <7>\"", ["\"\\\"Q\\\"\" <7>"]),
    ])
  func standard(_ text: String, _ expected: [String]) {
    let result = split(text)
    #expect(result.fields == expected)
    #expect(!result.isMalformed)
  }

  @Test("text behind a closing quote stays in its field and is told")
  func malformed() {
    let result = split("\"a\"b,c")
    #expect(result.fields == ["a\"b", "c"])
    #expect(result.isMalformed)
  }

  @Test("where nothing is escaped a quote ends a field only before a separator")
  func unescaped() {
    let dialect = Delimited.Dialect(quoting: .unescaped, allowsBlankBeforeQuote: true)
    #expect(split("\"\"Ann\" <1001>\", \"x\",\"\"", dialect).fields == ["\"Ann\" <1001>", "x", ""])
    #expect(split("\"a\"b\"c\",\"\"\"", dialect).fields == ["a\"b\"c", "\""])
  }

  @Test("PHP writes a backslashed quote as it is and doubles the others")
  func backslashed() {
    let result = split("\"\"\"ООО \\\"Роза\\\", \\\"1\\\"\"\" <7>\",x", rule: .backslashed)
    #expect(result.fields == ["\"ООО \\\"Роза\\\", \\\"1\\\"\" <7>", "x"])
  }

  @Test("tabs and semicolons separate when the dialect says so")
  func otherSeparators() {
    #expect(
      split("a;\"b;c\"", Delimited.Dialect(separator: UInt8(ascii: ";"))).fields == ["a", "b;c"])
    #expect(split("a\tb,c", Delimited.Dialect(separator: 9)).fields == ["a", "b,c"])
  }
}
