import Testing

@Suite("Swift source is taken apart into code, comments and strings")
struct SwiftTextTests {
  @Test("comments are no code, not even nested ones")
  func comments() {
    let text = SwiftText("let a = 1 // try!\n/* x /* y */ try! */let b = 2\n")
    #expect(text.code == "let a = 1 \nlet b = 2\n")
  }

  @Test("a string gives its text and its line, and leaves only its quotes in the code")
  func strings() {
    let text = SwiftText("\nlet a = \"// no \\\" comment\"\n")
    #expect(text.literals.map(\.text) == ["// no  comment"])
    #expect(text.literals.map(\.line) == [2])
    #expect(text.code == "\nlet a = \"\"\n")
  }

  @Test("an interpolation is seen, and the string inside it too")
  func interpolation() {
    let text = SwiftText(#"let a = "x \(f(b, "y")) z""#)
    #expect(text.literals.map(\.text) == ["y", "x  z"])
    #expect(text.literals.map(\.hasInterpolation) == [false, true])
  }

  @Test("a raw string of many lines ends only at as many hashes")
  func rawStrings() {
    let text = SwiftText("let a = ##\"\"\"\none \"#\n\\(two)\n\"\"\"##\nlet b = 1")
    #expect(text.literals.map(\.text) == ["\none \"#\n\\(two)\n"])
    #expect(text.literals.map(\.hasInterpolation) == [false])
    #expect(text.code.hasSuffix("\nlet b = 1"))
  }
}
