/// Where one field stands within its record, quotes excluded.
struct CSVField: Equatable {
  var start: Int
  var end: Int
  /// Whether `""` stands in it for `"`.
  var hasDoubledQuotes = false
}

/// Finds the fields and the end of one record by RFC 4180, byte by byte, and strictly: a quote
/// stands around a whole field or, doubled, inside such a field.
///
/// It can stop anywhere and go on when more bytes are there. Offsets count from the record's
/// first byte. A line ends with LF or CRLF.
struct CSVMachine {
  enum Step: Equatable {
    /// The bytes end before the record does.
    case hungry
    /// The record ends; its fields are whole, and it has this length with its line end.
    case ended(length: Int)
    case misquoted(String)
  }

  private enum State { case fieldStart, plain, quoted, closed, closedReturn }

  private static let quote = UInt8(ascii: "\"")
  private static let lineFeed = UInt8(ascii: "\n")
  private static let carriageReturn = UInt8(ascii: "\r")

  private let delimiter: UInt8
  private(set) var fields: [CSVField] = []
  /// Bytes looked at.
  private(set) var count = 0
  private var state = State.fieldStart
  private var field = CSVField(start: 0, end: 0)

  init(delimiter: UInt8) { self.delimiter = delimiter }

  /// Whether the record so far ends inside a quoted field.
  var isInQuotes: Bool { state == .quoted }

  /// Forgets the record, and keeps the memory of its fields.
  mutating func reset() {
    fields.removeAll(keepingCapacity: true)
    count = 0
    state = .fieldStart
    field = CSVField(start: 0, end: 0)
  }

  /// Goes on over `bytes`, which begin with the record's first byte.
  mutating func run(_ bytes: UnsafeBufferPointer<UInt8>) -> Step {
    while count < bytes.count {
      let byte = bytes[count]
      count += 1
      if state == .quoted {
        if byte == Self.quote { state = .closed }
      } else if byte == Self.lineFeed {
        endField(isLast: true, before: bytes)
        return .ended(length: count)
      } else if let trouble = outside(byte) {
        return .misquoted(trouble)
      }
    }
    return .hungry
  }

  /// Ends the record where the bytes end: the last line of a file may lack its line end.
  mutating func finish(_ bytes: UnsafeBufferPointer<UInt8>) -> Step {
    if state == .quoted { return .misquoted("a quote is opened and never closed") }
    count += 1
    endField(isLast: true, before: bytes)
    count -= 1
    return .ended(length: count)
  }

  /// One byte outside quotes that is no line end.
  private mutating func outside(_ byte: UInt8) -> String? {
    if byte == delimiter && state != .closedReturn {
      endField(isLast: false, before: UnsafeBufferPointer(start: nil, count: 0))
      return nil
    }
    switch state {
    case .fieldStart:
      state = byte == Self.quote ? .quoted : .plain
      if byte == Self.quote { field.start = count }
    case .plain where byte == Self.quote:
      return "a quote stands inside a field that does not begin with one; "
        + "put the field into quotes and double those inside"
    case .closed where byte == Self.quote:
      field.hasDoubledQuotes = true
      state = .quoted
    case .closed where byte == Self.carriageReturn:
      state = .closedReturn
    case .closed, .closedReturn:
      return "text follows a closing quote; double the quotes that belong to the field"
    case .plain, .quoted:
      break
    }
    return nil
  }

  /// The byte before `count` ends a field.
  private mutating func endField(isLast: Bool, before bytes: UnsafeBufferPointer<UInt8>) {
    field.end = count - 1
    if state == .closed { field.end -= 1 }
    if state == .closedReturn { field.end -= 2 }
    if isLast && state == .plain && field.end > field.start
      && bytes[field.end - 1] == Self.carriageReturn
    {
      field.end -= 1
    }
    fields.append(field)
    field = CSVField(start: count, end: count)
    state = .fieldStart
  }
}
