/// Reads JSON strictly: what is ambiguous or what the database could not hold is an error, so that
/// nobody downstream has to guess.
struct JSONReader {
  struct Fault: Error {
    var offset: Int
    /// What is wrong, as a clause.
    var what: String
  }

  static let deepest = 64

  let bytes: [UInt8]
  var offset = 0

  /// The one value that a text holds.
  static func read(_ bytes: [UInt8]) throws(Fault) -> JSONValue {
    var reader = JSONReader(bytes: bytes)
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { reader.offset = 3 }
    let value = try reader.value(depth: 0)
    reader.skipBlanks()
    guard reader.offset == bytes.count else { throw reader.fault("something follows the value") }
    return value
  }

  private init(bytes: [UInt8]) { self.bytes = bytes }

  func fault(_ what: String) -> Fault {
    Fault(offset: min(offset, bytes.count), what: what)
  }

  var current: UInt8? { offset < bytes.count ? bytes[offset] : nil }

  private mutating func skipBlanks() {
    while let byte = current, byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D {
      offset += 1
    }
  }

  private mutating func value(depth: Int) throws(Fault) -> JSONValue {
    guard depth <= Self.deepest else { throw fault("it is nested more than 64 deep") }
    skipBlanks()
    switch current {
    case UInt8(ascii: "{"): return try object(depth: depth)
    case UInt8(ascii: "["): return try array(depth: depth)
    case UInt8(ascii: "\""): return .string(try string())
    case UInt8(ascii: "t"): return try word("true", .bool(true))
    case UInt8(ascii: "f"): return try word("false", .bool(false))
    case UInt8(ascii: "n"): return try word("null", .null)
    case nil: throw fault("it ends too early")
    default: return try number()
    }
  }

  private mutating func word(_ text: String, _ value: JSONValue) throws(Fault) -> JSONValue {
    guard bytes[offset...].starts(with: text.utf8) else { throw fault("there is no such word") }
    offset += text.utf8.count
    return value
  }

  private mutating func array(depth: Int) throws(Fault) -> JSONValue {
    offset += 1
    var values: [JSONValue] = []
    skipBlanks()
    if current == UInt8(ascii: "]") {
      offset += 1
      return .array([])
    }
    while true {
      values.append(try value(depth: depth + 1))
      skipBlanks()
      let byte = current
      offset += 1
      if byte == UInt8(ascii: "]") { return .array(values) }
      guard byte == UInt8(ascii: ",") else { throw fault("a list is not closed") }
    }
  }

  private mutating func object(depth: Int) throws(Fault) -> JSONValue {
    offset += 1
    var members: [String: JSONValue] = [:]
    skipBlanks()
    if current == UInt8(ascii: "}") {
      offset += 1
      return .object([:])
    }
    while true {
      skipBlanks()
      guard current == UInt8(ascii: "\"") else { throw fault("a key is missing") }
      let key = try string()
      guard members[key] == nil else { throw fault("a key stands there twice") }
      skipBlanks()
      guard current == UInt8(ascii: ":") else { throw fault("a key has no value") }
      offset += 1
      members[key] = try value(depth: depth + 1)
      skipBlanks()
      let byte = current
      offset += 1
      if byte == UInt8(ascii: "}") { return .object(members) }
      guard byte == UInt8(ascii: ",") else { throw fault("an object is not closed") }
    }
  }
}
