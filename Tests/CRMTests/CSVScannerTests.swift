import CallModel
import Testing

@testable import CRM

/// Gives its bytes in pieces of one size, however many are asked for.
private final class Drip: ByteSource {
  private var rest: ArraySlice<UInt8>
  private let size: Int

  init(_ bytes: [UInt8], size: Int) {
    rest = bytes[...]
    self.size = size
  }

  func read(into buffer: inout [UInt8], limit: Int) throws(CRMError) -> Int {
    let part = rest.prefix(min(size, limit))
    buffer.append(contentsOf: part)
    rest = rest.dropFirst(part.count)
    return part.count
  }
}

private func records(_ bytes: [UInt8], pieces: Int = 1 << 16) throws -> [CSVRecord] {
  var scanner = try CSVScanner(Drip(bytes, size: pieces))
  var found: [CSVRecord] = []
  while let record = try scanner.next() { found.append(record) }
  return found
}

/// Fields joined by `|`, or the reason of the trouble with the bytes given up.
private func shown(_ record: CSVRecord) -> String {
  if let trouble = record.trouble {
    return "\(trouble.reason): \(String(decoding: record.bytes, as: UTF8.self))"
  }
  return record.fields.map { String(decoding: record.bytes[$0.start..<$0.end], as: UTF8.self) }
    .joined(separator: "|")
}

@Suite struct CSVScannerTests {
  @Test(
    "records end at line ends outside quotes",
    arguments: [
      ("", []),
      ("a,b\n", ["a|b"]),
      ("a,b", ["a|b"]),
      ("a,b\r\nc,d\r\n", ["a|b", "c|d"]),
      ("a,b\rc\n", ["a|b\rc"]),
      (",\n", ["|"]),
      ("\"\"\n", [""]),
      ("\"a,b\",c\n", ["a,b|c"]),
      ("\"a\nb\",c\r\nd,e", ["a\nb|c", "d|e"]),
      ("\"a\"\r\n\"b\"\r\n", ["a", "b"]),
      ("\"a\"\"b\",c\n", ["a\"\"b|c"]),
      ("\n\na\n", ["", "", "a"]),
    ] as [(String, [String])])
  func wellFormed(text: String, expected: [String]) throws {
    #expect(try records(Array(text.utf8)).map(shown) == expected)
  }

  @Test(
    "a wrong quote costs the line on which the record began, and no other",
    arguments: [
      ("a,b\"c\nd,e\n", ["quote: a,b\"c", "d|e"]),
      ("\"a\"b,c\nd,e\n", ["quote: \"a\"b,c", "d|e"]),
      ("a,\"b\nc,d\n", ["quote: a,\"b", "c|d"]),
      ("a,\"b\nc,\"d\"\n", ["quote: a,\"b", "c|d"]),
      ("\"a\"\rb\nc\n", ["quote: \"a\"\rb", "c"]),
      ("a\n\"b", ["a", "quote: \"b"]),
    ] as [(String, [String])])
  func misquoted(text: String, expected: [String]) throws {
    #expect(try records(Array(text.utf8)).map(shown) == expected)
  }

  @Test("the pieces in which bytes come make no difference", arguments: [1, 2, 3, 7])
  func pieces(size: Int) throws {
    let text = "a,\"b\r\nc\"\"\",d\r\ne,\"f\ng,h\n\"x\"y\n\n1,2,3"
    let bytes = Array(text.utf8)
    #expect(try records(bytes, pieces: size) == records(bytes))
  }

  @Test("a row that is too long is given up whole, with its beginning")
  func tooLong() throws {
    let long = String(repeating: "x", count: 200_000)
    let found = try records(Array("a\n\(long)\nb\n".utf8))
    #expect(found.map { $0.trouble?.reason } == [nil, .tooLong, nil])
    #expect(found[1].bytes.count == CSVScanner.recordLimit)
    #expect(found[1].position.byteLength == 200_001)
    #expect(found[2].position.line == 3)
    #expect(found[2].position.byteOffset == 200_003)
  }

  @Test("a quote that is open for too long costs one line")
  func openQuote() throws {
    let lines = String(repeating: "c,d\n", count: 20_000)
    let found = try records(Array("a,\"b\n\(lines)".utf8))
    #expect(found.count == 20_001)
    #expect(found[0].trouble?.reason == .quote)
    #expect(found.dropFirst().allSatisfy { $0.trouble == nil })
  }

  @Test("any bytes at all are read, and positions tile them", arguments: 0..<300 as Range<UInt64>)
  func anyBytes(seed: UInt64) throws {
    var random = Seeded(state: seed)
    let signs: [UInt8] = [0x22, 0x22, 0x2C, 0x0A, 0x0A, 0x0D, 0x61, 0x00, 0xFF]
    let bytes = (0..<Int(random.next() % 400)).map { _ in
      random.next() % 5 == 0
        ? UInt8(truncatingIfNeeded: random.next()) : signs[Int(random.next() % 9)]
    }
    let found = try records(bytes, pieces: 1 + Int(random.next() % 50))
    var offset: Int64 = 0
    var line = 1
    for record in found {
      #expect(record.position.byteOffset == offset)
      #expect(record.position.line == line)
      let end = Int(offset) + record.position.byteLength
      line += bytes[Int(offset)..<end].count { $0 == 0x0A }
      offset = Int64(end)
    }
    #expect(offset == Int64(bytes.count))
  }
}

/// SplitMix64 (Steele, Lea and Flood, 2014): the same seed gives the same test.
struct Seeded: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var value = state
    value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
    value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
    return value ^ (value >> 31)
  }
}
