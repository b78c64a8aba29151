import CallModel
import Crypto
import Testing

@testable import CDR

/// A segment with its bytes copied.
struct Found: Equatable, CustomStringConvertible {
  var kind: RecordScanner.Segment.Kind
  var content: [UInt8]
  var position: SourcePosition
  var hasNUL: Bool
  var isTail: Bool
  var digest: [UInt8]

  var text: String { String(decoding: content, as: UTF8.self) }
  var description: String { "\(kind) \(text.debugDescription) \(position)" }
  var reason: RecordReject.Reason? {
    if case .rejected(let reason, _) = kind { reason } else { nil }
  }
}

func scan(
  _ bytes: [UInt8], dialect: Delimited.Dialect = Delimited.Dialect(), cuts: [Int] = [],
  isLast: Bool = true, startOffset: Int64 = 0
) -> (found: [Found], consumed: Int64, line: Int) {
  var scanner = RecordScanner(dialect: dialect, startOffset: startOffset)
  var found: [Found] = []
  let bounds = [0] + cuts.sorted() + [bytes.count]
  for (start, end) in zip(bounds, bounds.dropFirst()) {
    let isLastChunk = isLast && end == bytes.count
    bytes[start..<end].withUnsafeBytes { chunk in
      scanner.feed(chunk, isLast: isLastChunk) { segment in
        found.append(
          Found(
            kind: segment.kind, content: Array(segment.content), position: segment.position,
            hasNUL: segment.hasNUL, isTail: segment.isTail, digest: segment.digest))
      }
    }
  }
  return (found, scanner.consumedOffset, scanner.nextLine)
}

@Suite struct RecordScannerTests {
  private func scanned(_ text: String, dialect: Delimited.Dialect = .init()) -> [Found] {
    scan(Array(text.utf8), dialect: dialect).found
  }

  @Test("line feeds and carriage returns end records and belong to neither")
  func lineEnds() {
    let found = scanned("a,b\nc,d\r\ne,f")
    #expect(found.map(\.text) == ["a,b", "c,d", "e,f"])
    #expect(found.map(\.position.byteLength) == [4, 5, 3])
    #expect(found.map(\.position.line) == [1, 2, 3])
    #expect(found.map(\.isTail) == [false, false, true])
  }

  @Test("a line end inside quotes is part of the record, and lines are counted through it")
  func quotedLineEnd() {
    let found = scanned("1,\"a\nb\"\"c\r\nd\",2\nnext\n")
    #expect(found.map(\.text) == ["1,\"a\nb\"\"c\r\nd\",2", "next"])
    #expect(found.map(\.position.line) == [1, 4])
  }

  @Test("a backslash before a quote is text")
  func backslash() {
    #expect(scanned("\"a\\\"\nb\n").map(\.text) == ["\"a\\\"", "b"])
  }

  @Test("a quote in the middle of a bare field opens nothing")
  func quoteInBareField() {
    #expect(scanned("5\" pipe,x\nb\n").map(\.text) == ["5\" pipe,x", "b"])
  }

  @Test("blank lines are told apart from records")
  func blankLines() {
    #expect(scanned("\na\n  \t\r\n").map(\.kind) == [.blank, .record, .blank])
  }

  @Test("a byte-order mark at the beginning is in no field")
  func byteOrderMark() {
    let found = scanned("\u{FEFF}a,b\n\u{FEFF}c\n")
    #expect(found.map(\.text) == ["a,b", "\u{FEFF}c"])
    #expect(found.first?.position == SourcePosition(byteOffset: 0, byteLength: 7, line: 1))
  }

  @Test("a byte-order mark alone is a blank stretch")
  func byteOrderMarkAlone() {
    let found = scanned("\u{FEFF}")
    #expect(found.map(\.kind) == [.blank])
    #expect(found.map(\.position.byteLength) == [3])
  }

  @Test("of an unbalanced quote only the first line is lost")
  func unbalancedQuote() {
    let good = (1...12).map { "\"\($0)\",x\n" }.joined()
    let found = scanned("\"bad,x\n" + good)
    #expect(found.first?.reason == .quote)
    #expect(found.first?.text == "\"bad,x\n")
    #expect(found.dropFirst().map(\.kind) == Array(repeating: .record, count: 12))
  }

  @Test("a quote that closes only lines later costs ten lines of patience, then one line")
  func quoteOpenForTenLines() {
    let lines = (1...15).map { "plain \($0)\n" }.joined()
    let found = scanned("a,\"open\n" + lines)
    #expect(found.map(\.reason) == [.quote] + Array(repeating: nil, count: 15))
  }

  @Test("a file that ends inside a quote gives its last line as torn")
  func tornTail() {
    let found = scanned("a,b\nc,\"\n")
    #expect(found.map(\.reason) == [nil, .tornTail])
    #expect(found.last?.position.byteLength == 4)
  }

  @Test("a growing file's unfinished tail is kept until its end comes")
  func growingTail() {
    let bytes = Array("a,b\nc,\"d".utf8) + [UInt8](repeating: 0x65, count: 80)
    let growing = scan(bytes, isLast: false)
    #expect(growing.found.map(\.text) == ["a,b"])
    #expect(growing.consumed == 4)
    #expect(growing.line == 2)
  }

  @Test("an over-long line is skipped and told by its length and digest")
  func tooLong() {
    let line = [UInt8](repeating: 0x61, count: 200_000)
    let bytes = Array("a\n".utf8) + line + Array("\nb\n".utf8)
    let found = scan(bytes, cuts: [50_000, 70_000]).found
    #expect(found.map(\.reason) == [nil, .tooLong, nil])
    #expect(found[1].position == SourcePosition(byteOffset: 2, byteLength: 200_001, line: 2))
    #expect(found[1].content == Array(line.prefix(65_536)))
    #expect(found[1].digest == Array(SHA256.hash(data: line + [10])))
    #expect(found[2].position.line == 3)
  }

  @Test("a record of exactly the longest length is taken, one byte more is not")
  func longestRecord() {
    let dialect = Delimited.Dialect(maximumRecordBytes: 10)
    #expect(scanned("123456789\n", dialect: dialect).map(\.reason) == [nil])
    #expect(scanned("1234567890\n", dialect: dialect).map(\.reason) == [.tooLong])
    #expect(scanned("1234567890", dialect: dialect).map(\.reason) == [nil])
  }

  @Test("a run of NUL bytes is one stretch, with the broken line before it")
  func nulRun() {
    let bytes = Array("a,b\nc,\"d".utf8) + [UInt8](repeating: 0, count: 4_096) + Array("e,f\n".utf8)
    let found = scan(bytes).found
    #expect(found.map(\.reason) == [nil, .nul, nil])
    #expect(found[1].position.byteLength == 4 + 4_096)
    #expect(found[2].text == "e,f")
  }

  @Test("a single NUL is left to the record and told")
  func singleNUL() {
    let found = scanned("a\0b,c\nd\n")
    #expect(found.map(\.hasNUL) == [true, false])
    #expect(found.map(\.kind) == [.record, .record])
  }

  @Test(
    "UTF-16 is refused as a whole, with a sentence that names iconv",
    arguments: [[0xFF, 0xFE], [0xFE, 0xFF], [] as [UInt8]])
  func utf16(_ mark: [UInt8]) {
    let isBigEndian = mark.first == 0xFE
    let text = Array("\"a\",\"2026-01-01 00:00:00\"\n\"b\",\"c\"\n".utf8)
    let bytes = mark + text.flatMap { isBigEndian ? [0, $0] : [$0, 0] }
    let found = scan(bytes, cuts: [10, 40]).found
    #expect(found.count == 1)
    #expect(found.first?.position.byteLength == bytes.count)
    guard case .rejected(.encoding, let sentence) = found.first?.kind else {
      Issue.record("not refused")
      return
    }
    #expect(sentence.contains("iconv -f UTF-16"))
  }

  @Test("quotes inside quotes are text where nothing is escaped")
  func unescaped() {
    let dialect = Delimited.Dialect(quoting: .unescaped, allowsBlankBeforeQuote: true)
    let found = scanned("\"\"1001\" <1001>\", \"x\"\n\"b\"\n", dialect: dialect)
    #expect(found.map(\.text) == ["\"\"1001\" <1001>\", \"x\"", "\"b\""])
  }

  /// Signs that mean something, so that short texts reach every state.
  private static let alphabet: [UInt8] = Array("\"\"\",,\n\n\r ab;)\\".utf8) + [0, 0, 0xFF, 0xEF]

  private static func randomBytes(_ generator: inout SeededGenerator) -> [UInt8] {
    let length = Int.random(in: 0...240, using: &generator)
    var bytes = (0..<length).compactMap { _ in alphabet.randomElement(using: &generator) }
    if Bool.random(using: &generator) {
      let run = [UInt8](repeating: 0, count: Int.random(in: 1...12, using: &generator))
      bytes.insert(contentsOf: run, at: Int.random(in: 0...bytes.count, using: &generator))
    }
    switch Int.random(in: 0...9, using: &generator) {
    case 0: bytes.insert(contentsOf: [0xEF, 0xBB, 0xBF], at: 0)
    case 1: bytes.insert(contentsOf: [0xFF, 0xFE], at: 0)
    default: break
    }
    return bytes
  }

  @Test(
    "any bytes in any chunks give the same segments, and they tile the input",
    arguments: [Delimited.Dialect.Quoting.doubled, .unescaped])
  func tiling(_ quoting: Delimited.Dialect.Quoting) {
    var generator = SeededGenerator(seed: 20_260_101)
    for round in 0..<4_000 {
      let dialect = Delimited.Dialect(
        quoting: quoting, allowsBlankBeforeQuote: round % 2 == 0,
        maximumRecordBytes: [40, 100, 65_536][round % 3], maximumRecordLines: [2, 10][round % 2])
      let bytes = Self.randomBytes(&generator)
      let startOffset: Int64 = round % 5 == 0 ? 1_000 : 0
      let whole = scan(bytes, dialect: dialect, startOffset: startOffset)
      var next = startOffset
      for segment in whole.found {
        #expect(segment.position.byteOffset == next && segment.position.byteLength > 0)
        next += Int64(segment.position.byteLength)
      }
      #expect(next == startOffset + Int64(bytes.count), "\(bytes)")
      let every = scan(
        bytes, dialect: dialect, cuts: Array(0...bytes.count), startOffset: startOffset)
      #expect(every.found == whole.found, "\(bytes)")
      let cuts = (0..<4).map { _ in Int.random(in: 0...bytes.count, using: &generator) }
      let some = scan(bytes, dialect: dialect, cuts: cuts, startOffset: startOffset)
      #expect(some.found == whole.found, "\(bytes) cut at \(cuts)")
    }
  }

  @Test("reading on from the consumed offset gives what one reading gives")
  func resuming() {
    var generator = SeededGenerator(seed: 4)
    for _ in 0..<500 {
      let bytes = Self.randomBytes(&generator)
      let whole = scan(bytes).found
      let cut = Int.random(in: 0...bytes.count, using: &generator)
      let first = scan(Array(bytes[..<cut]), isLast: false)
      // At offset 0 the mark and the encoding are looked for again.
      let rest = scan(Array(bytes[Int(first.consumed)...]), startOffset: first.consumed)
      let joined = first.found + rest.found
      #expect(joined.map(\.content) == whole.map(\.content), "\(bytes) cut at \(cut)")
    }
  }
}
