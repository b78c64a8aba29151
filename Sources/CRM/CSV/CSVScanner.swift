import CallModel

/// One record as it stands in the file.
struct CSVRecord: Equatable {
  /// Without the line end; at most `CSVScanner.recordLimit`.
  var bytes: [UInt8]
  /// Empty when there is trouble.
  var fields: [CSVField]
  var position: SourcePosition
  /// Why its fields can't be told; nil when they can.
  var trouble: RowTrouble?
}

/// Cuts bytes into records and finds its footing again after a bad one: where the quotes go wrong,
/// only the line on which the record began is given up, and the next line is read afresh.
///
/// Holds one record and one piece of the file at a time. Any bytes at all can be read.
struct CSVScanner {
  /// Longest record in bytes. With its header it stays below the 65,536 that quarantine keeps.
  static let recordLimit = 60_000
  private static let pieceSize = 1 << 16
  private static let lineFeed = UInt8(ascii: "\n")

  private let source: any ByteSource
  private var machine: CSVMachine
  /// Bytes read and not handed over begin at `start`.
  private var buffer: [UInt8] = []
  private var start = 0
  private var offset: Int64 = 0
  /// Physical line on which `start` stands, from 1.
  private var line = 1
  private var hasEnded = false

  init(_ source: any ByteSource) throws(CRMError) {
    self.source = source
    machine = CSVMachine(delimiter: UInt8(ascii: ","))
    try fill()
  }

  /// The beginning of what was not handed over yet.
  var ahead: ArraySlice<UInt8> { buffer[start...] }

  /// The byte between fields; a comma until it is set.
  mutating func setDelimiter(_ delimiter: UInt8) { machine = CSVMachine(delimiter: delimiter) }

  /// Passes bytes that are no record, such as a byte order mark.
  mutating func skip(_ count: Int) {
    start += count
    offset += Int64(count)
  }

  /// - Returns: nil at the end.
  mutating func next() throws(CRMError) -> CSVRecord? {
    machine.reset()
    while true {
      switch run() {
      case .ended(let length):
        return take(length: length)
      case .misquoted(let detail):
        return try giveUpLine(RowTrouble(.quote, detail))
      case .hungry:
        if machine.count >= Self.recordLimit { return try giveUpLine(tooLong) }
        if !hasEnded {
          try fill()
        } else if buffer.count == start {
          return nil
        } else if case .misquoted(let detail) = finish() {
          return try giveUpLine(RowTrouble(.quote, detail))
        } else {
          return take(length: machine.count)
        }
      }
    }
  }

  private var tooLong: RowTrouble {
    machine.isInQuotes
      ? RowTrouble(.quote, "a quote is opened and not closed within \(Self.recordLimit) bytes")
      : RowTrouble(.tooLong, "the row is longer than \(Self.recordLimit) bytes")
  }

  private mutating func run() -> CSVMachine.Step {
    let limit = min(buffer.count - start, Self.recordLimit)
    return buffer.withUnsafeBufferPointer {
      machine.run(UnsafeBufferPointer(rebasing: $0[start..<start + limit]))
    }
  }

  private mutating func finish() -> CSVMachine.Step {
    buffer.withUnsafeBufferPointer { machine.finish(UnsafeBufferPointer(rebasing: $0[start...])) }
  }

  private mutating func take(length: Int) -> CSVRecord {
    let whole = buffer[start..<start + length]
    return CSVRecord(
      bytes: Array(Self.withoutLineEnd(whole)), fields: machine.fields,
      position: pass(length, lines: whole.reduce(0) { $1 == Self.lineFeed ? $0 + 1 : $0 }),
      trouble: nil)
  }

  private static func withoutLineEnd(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    guard bytes.last == lineFeed else { return bytes }
    let content = bytes.dropLast()
    return content.last == UInt8(ascii: "\r") ? content.dropLast() : content
  }

  /// Gives up the physical line that is ahead; of a very long one the beginning is kept.
  private mutating func giveUpLine(_ trouble: RowTrouble) throws(CRMError) -> CSVRecord {
    while true {
      let known = buffer[start...].prefix(Self.recordLimit)
      if let end = known.firstIndex(of: Self.lineFeed) {
        let whole = buffer[start...end]
        return CSVRecord(
          bytes: Array(Self.withoutLineEnd(whole)), fields: [],
          position: pass(whole.count, lines: 1), trouble: trouble)
      }
      if known.count == Self.recordLimit { return try giveUpLongLine(trouble) }
      if hasEnded {
        return CSVRecord(
          bytes: Array(known), fields: [], position: pass(known.count, lines: 0),
          trouble: trouble)
      }
      try fill()
    }
  }

  private mutating func giveUpLongLine(_ trouble: RowTrouble) throws(CRMError) -> CSVRecord {
    let kept = Array(buffer[start...].prefix(Self.recordLimit))
    var position = pass(kept.count, lines: 0)
    while true {
      if let end = buffer[start...].firstIndex(of: Self.lineFeed) {
        position.byteLength += pass(end + 1 - start, lines: 1).byteLength
        break
      }
      position.byteLength += pass(buffer.count - start, lines: 0).byteLength
      if hasEnded { break }
      try fill()
    }
    return CSVRecord(bytes: kept, fields: [], position: position, trouble: trouble)
  }

  /// Moves on, and says where what was passed stands.
  private mutating func pass(_ length: Int, lines: Int) -> SourcePosition {
    let position = SourcePosition(byteOffset: offset, byteLength: length, line: line)
    start += length
    offset += Int64(length)
    line += lines
    return position
  }

  private mutating func fill() throws(CRMError) {
    buffer.removeSubrange(..<start)
    start = 0
    if try source.read(into: &buffer, limit: Self.pieceSize) == 0 { hasEnded = true }
  }
}
