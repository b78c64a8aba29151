/// Swift source taken apart into code, comments and string literals: as much of the grammar as is
/// needed to ask what a file imports and what its strings hold.
struct SwiftText: Sendable {
  /// One string literal.
  struct Literal: Sendable {
    /// What stands between the quotes; interpolations and escapes are left out.
    var text: String
    /// Line of the opening quote, from 1.
    var line: Int
    var hasInterpolation: Bool
  }

  /// The source without comments, and with every string literal emptied; lines keep their numbers.
  let code: String
  let literals: [Literal]

  /// - Parameter source: a whole file.
  init(_ source: String) {
    var reader = Reader(bytes: Array(source.utf8))
    reader.readCode(untilClosingParenthesis: false)
    code = String(decoding: reader.code, as: UTF8.self)
    literals = reader.literals
  }

  /// Code lines with their numbers, from 1.
  var codeLines: [(number: Int, text: Substring)] {
    code.split(separator: "\n", omittingEmptySubsequences: false)
      .enumerated().map { ($0.offset + 1, $0.element) }
  }
}

extension SwiftText {
  /// Goes through the source once. Bytes are enough: everything that it looks for is ASCII.
  private struct Reader {
    let bytes: [UInt8]
    var code: [UInt8] = []
    var literals: [Literal] = []
    private var index = 0
    private var line = 1

    init(bytes: [UInt8]) { self.bytes = bytes }

    /// Reads code up to the end, or up to the parenthesis that ends an interpolation.
    mutating func readCode(untilClosingParenthesis: Bool) {
      var depth = 0
      while index < bytes.count {
        let byte = bytes[index]
        if byte == UInt8(ascii: "/"), starts(with: "//") {
          while index < bytes.count, bytes[index] != UInt8(ascii: "\n") { step() }
        } else if byte == UInt8(ascii: "/"), starts(with: "/*") {
          skipBlockComment()
        } else if let hashes = hashesOfLiteral() {
          readLiteral(hashes: hashes)
        } else {
          if byte == UInt8(ascii: "(") { depth += 1 }
          if byte == UInt8(ascii: ")") { depth -= 1 }
          if untilClosingParenthesis && depth < 0 { return }
          step(keeping: true)
        }
      }
    }

    private mutating func skipBlockComment() {
      var depth = 0
      repeat {
        if starts(with: "/*") {
          depth += 1
          step(count: 2)
        } else if starts(with: "*/") {
          depth -= 1
          step(count: 2)
        } else {
          step()
        }
      } while depth > 0 && index < bytes.count
    }

    /// How many `#` stand before the quote here; nil when no string literal begins here.
    private func hashesOfLiteral() -> Int? {
      var position = index
      while position < bytes.count, bytes[position] == UInt8(ascii: "#") { position += 1 }
      guard position < bytes.count, bytes[position] == UInt8(ascii: "\"") else { return nil }
      return position - index
    }

    private mutating func readLiteral(hashes: Int) {
      var text: [UInt8] = []
      var hasInterpolation = false
      let firstLine = line
      step(count: hashes)
      let quotes = starts(with: "\"\"\"") ? "\"\"\"" : "\""
      step(count: quotes.utf8.count)
      let end = quotes + String(repeating: "#", count: hashes)
      let escape = "\\" + String(repeating: "#", count: hashes)
      code += Array("\"\"".utf8)
      while index < bytes.count, !starts(with: end) {
        // A quote that was none, such as one in a regular expression, costs only its line.
        if quotes.utf8.count == 1, bytes[index] == UInt8(ascii: "\n") { break }
        if starts(with: escape + "(") {
          hasInterpolation = true
          step(count: escape.utf8.count + 1)
          readCode(untilClosingParenthesis: true)
          step()
        } else if starts(with: escape) {
          step(count: escape.utf8.count + 1)
        } else {
          text.append(bytes[index])
          step()
        }
      }
      if starts(with: end) { step(count: end.utf8.count) }
      literals.append(
        Literal(
          text: String(decoding: text, as: UTF8.self), line: firstLine,
          hasInterpolation: hasInterpolation))
    }

    private func starts(with text: String) -> Bool {
      bytes[index...].starts(with: text.utf8)
    }

    /// Goes on by some bytes; code that is kept, and every line end, goes into `code`.
    private mutating func step(count: Int = 1, keeping: Bool = false) {
      for _ in 0..<count where index < bytes.count {
        let byte = bytes[index]
        if keeping || byte == UInt8(ascii: "\n") { code.append(byte) }
        if byte == UInt8(ascii: "\n") { line += 1 }
        index += 1
      }
    }
  }
}
