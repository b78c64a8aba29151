/// Finds where one record ends, byte by byte, and can stop and go on at any byte.
///
/// All offsets are from the record's first byte.
struct RecordBoundary {
  enum Finding: Equatable {
    /// All bytes were looked at and the record goes on.
    case unfinished
    /// The record ends before this offset; its line end is included.
    case end(Int)
    /// A quote was opened and not meant to be: the first physical line is bad.
    case strayQuote
    /// A run of NUL bytes; the record is broken off there.
    case nulRun
    /// More bytes than a record may have, all on one physical line.
    case tooLong
  }

  private enum State { case fieldStart, plain, quoted, afterQuote, afterClosingMark }

  private let dialect: Delimited.Dialect
  private var state = State.fieldStart
  /// Bytes looked at.
  private(set) var examined = 0
  /// Line ends inside quotes.
  private(set) var innerLines = 0
  /// Offset behind the first inner line end.
  private(set) var firstLineEnd = 0
  private(set) var hasNUL = false
  private var nulRun = 0
  private var nextNUL = -1
  /// Something other than a separator stood behind a closing quote.
  private var isMalformed = false

  init(dialect: Delimited.Dialect) { self.dialect = dialect }

  var isInsideQuotes: Bool { state == .quoted }

  /// Looks at `bytes`, which begin at the record's first byte, from where it stopped last time.
  mutating func advance(over bytes: UnsafeRawBufferPointer) -> Finding {
    let limit = min(bytes.count, dialect.maximumRecordBytes)
    while examined < limit {
      skipText(bytes, limit)
      guard examined < limit else { break }
      let byte = bytes[examined]
      examined += 1
      if byte == Byte.nul {
        // Single NULs are taken out of the text later, so they change no state here.
        if countNUL() { return innerLines > 0 ? .strayQuote : .nulRun }
      } else if let finding = step(byte) {
        return finding
      }
    }
    guard bytes.count > dialect.maximumRecordBytes else { return .unfinished }
    return innerLines > 0 ? .strayQuote : .tooLong
  }

  /// Steps over bytes that change nothing; most of a file is such.
  @inline(__always)
  private mutating func skipText(_ bytes: UnsafeRawBufferPointer, _ limit: Int) {
    var index = examined
    if state == .quoted {
      while index < limit {
        let byte = bytes[index]
        if byte == Byte.quote || byte == Byte.lineFeed || byte == Byte.nul { break }
        index += 1
      }
    } else if state == .plain {
      let separator = dialect.separator
      while index < limit {
        let byte = bytes[index]
        if byte == separator || byte == Byte.lineFeed || byte == Byte.nul { break }
        index += 1
      }
    }
    examined = index
  }

  private mutating func countNUL() -> Bool {
    hasNUL = true
    nulRun = nextNUL == examined ? nulRun + 1 : 1
    nextNUL = examined + 1
    return nulRun >= dialect.nulRunLength
  }

  @inline(__always)
  private mutating func step(_ byte: UInt8) -> Finding? {
    switch state {
    case .fieldStart:
      if byte == Byte.quote {
        state = .quoted
      } else if byte == Byte.lineFeed {
        return .end(examined)
      } else if byte != dialect.separator
        && !(byte == Byte.space && dialect.allowsBlankBeforeQuote)
      {
        state = .plain
      }
    case .plain:
      if byte == dialect.separator {
        state = .fieldStart
      } else if byte == Byte.lineFeed {
        return .end(examined)
      }
    case .quoted:
      if byte == Byte.quote {
        state = .afterQuote
      } else if byte == Byte.lineFeed {
        return innerLine()
      }
    case .afterQuote, .afterClosingMark:
      return stepBehindQuote(byte)
    }
    return nil
  }

  private mutating func innerLine() -> Finding? {
    innerLines += 1
    if innerLines == 1 { firstLineEnd = examined }
    // A line that is malformed already won't be mended by the next one.
    return isMalformed || innerLines >= dialect.maximumRecordLines ? .strayQuote : nil
  }

  private mutating func stepBehindQuote(_ byte: UInt8) -> Finding? {
    if byte == dialect.separator {
      state = .fieldStart
      return nil
    }
    if byte == Byte.lineFeed { return .end(examined) }
    if byte == Byte.carriageReturn { return nil }
    switch dialect.quoting {
    case .doubled:
      if byte == Byte.quote && state == .afterQuote {
        state = .quoted
        return nil
      }
      isMalformed = true
      state = .plain
      return innerLines > 0 ? .strayQuote : nil
    case .unescaped:
      // `");` and `";` end the records of the templates `sql` and `asterisk`.
      if byte == Byte.semicolon || byte == Byte.closingBracket {
        state = .afterClosingMark
      } else {
        state = byte == Byte.quote ? .afterQuote : .quoted
      }
      return nil
    }
  }
}
