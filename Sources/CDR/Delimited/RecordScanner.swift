import CallModel

/// Cuts a stream of bytes into records without looking into them.
///
/// Invariant: the segments handed over tile the stream from `startOffset` to `consumedOffset`, and
/// they are the same however the stream was cut into chunks. An unfinished record is kept until
/// its end comes or the caller says that nothing will come. Memory is bounded by one chunk and one
/// record of the longest length allowed.
package struct RecordScanner: Sendable {
  enum Mode: Sendable {
    /// At the file's beginning, before enough bytes are here to know its encoding.
    case start
    case records
    /// Skipping what is over-long, NUL or in the wrong encoding.
    case longLine, nulRun, wholeFile(String)
  }

  let dialect: Delimited.Dialect
  var mode: Mode
  var boundary: RecordBoundary
  var skipped = SkippedStretch()
  /// Bytes fed and not consumed: an unfinished record.
  private var carry: [UInt8] = []
  /// Bytes of a byte-order mark before the first record.
  private var markBytes = 0

  /// Offset behind the last segment.
  package private(set) var consumedOffset: Int64
  /// Number of the physical line that begins at `consumedOffset`.
  package private(set) var nextLine: Int

  /// - Parameters:
  ///   - dialect: how records and fields are written.
  ///   - startOffset: where in the file the first byte fed stands. Only at 0 is a byte-order mark
  ///     looked for.
  ///   - startLine: number of the physical line that begins there; 1 is the first.
  package init(dialect: Delimited.Dialect, startOffset: Int64 = 0, startLine: Int = 1) {
    self.dialect = dialect
    mode = startOffset == 0 ? .start : .records
    boundary = RecordBoundary(dialect: dialect)
    consumedOffset = startOffset
    nextLine = startLine
  }

  /// Takes the next bytes and hands over every segment that they complete.
  ///
  /// - Parameters:
  ///   - bytes: what follows the bytes of the last call.
  ///   - isLast: nothing will follow.
  ///   - body: gets the segments in their order; a segment lives until it returns.
  package mutating func feed(
    _ bytes: UnsafeRawBufferPointer, isLast: Bool, _ body: (Segment) -> Void
  ) {
    if carry.isEmpty {
      let taken = scan(bytes, isLast, body)
      carry.append(contentsOf: bytes[taken...])
      return
    }
    carry.append(contentsOf: bytes)
    var whole: [UInt8] = []
    swap(&whole, &carry)
    let taken = whole.withUnsafeBytes { scan($0, isLast, body) }
    whole.removeFirst(taken)
    swap(&whole, &carry)
  }

  /// Scans `bytes`, which begin where the current record begins, and returns how many it took in.
  private mutating func scan(
    _ bytes: UnsafeRawBufferPointer, _ isLast: Bool, _ body: (Segment) -> Void
  ) -> Int {
    var taken = 0
    while true {
      let rest = bytes.slice(taken..<bytes.count)
      let step: Int?
      switch mode {
      case .start: step = begin(rest, isLast)
      case .records: step = nextRecord(rest, isLast, body)
      case .longLine, .nulRun, .wholeFile: step = skip(rest, isLast, body)
      }
      guard let step else { return taken }
      taken += step
    }
  }

  /// Looks for a byte-order mark or UTF-16. Returns nil to wait for more bytes.
  private mutating func begin(_ bytes: UnsafeRawBufferPointer, _ isLast: Bool) -> Int? {
    guard bytes.count >= FileStart.sniffedBytes || isLast else { return nil }
    switch FileStart(bytes) {
    case .text(let mark):
      markBytes = mark
      mode = .records
    case .foreign(let sentence):
      mode = .wholeFile(sentence)
    }
    return 0
  }

  /// Hands over the next record. Returns the bytes it took, or nil when more are needed.
  private mutating func nextRecord(
    _ bytes: UnsafeRawBufferPointer, _ isLast: Bool, _ body: (Segment) -> Void
  ) -> Int? {
    let text = bytes.slice(markBytes..<bytes.count)
    switch boundary.advance(over: text) {
    case .end(let end):
      let length = markBytes + end
      hand(over: bytes.slice(0..<length), isTail: false, body)
      return length
    case .strayQuote:
      let length = markBytes + boundary.firstLineEnd
      reject(bytes.slice(0..<length), .quote, Self.strayQuote, body)
      return length
    case .tooLong:
      mode = .longLine
    case .nulRun:
      mode = .nulRun
    case .unfinished:
      guard isLast, !bytes.isEmpty else { return nil }
      return finish(bytes, body)
    }
    // What was looked at belongs to the skipped stretch; it is taken in without being kept whole.
    let length = markBytes + boundary.examined
    skipped.append(bytes.slice(0..<length))
    return length
  }

  private static let strayQuote =
    "A quote is opened in this line and closed in none of the next; repair the line by hand."

  /// The last bytes of the file: a record without line end, or a torn one.
  private mutating func finish(
    _ bytes: UnsafeRawBufferPointer, _ body: (Segment) -> Void
  ) -> Int {
    let text = bytes.count - markBytes
    guard boundary.isInsideQuotes else {
      hand(over: bytes, isTail: true, body)
      return bytes.count
    }
    if boundary.innerLines > 0 && boundary.firstLineEnd < text {
      let length = markBytes + boundary.firstLineEnd
      reject(bytes.slice(0..<length), .quote, Self.strayQuote, body)
      return length
    }
    reject(bytes, .tornTail, "The file ends inside a quoted field.", body)
    return bytes.count
  }

  private mutating func hand(
    over bytes: UnsafeRawBufferPointer, isTail: Bool, _ body: (Segment) -> Void
  ) {
    let content = bytes.slice(markBytes..<bytes.count).withoutLineEnd
    let kind: Segment.Kind = content.isBlank ? .blank : .record
    emit(
      Segment(
        kind: kind, content: content, position: position(bytes.count), hasNUL: boundary.hasNUL,
        isTail: isTail),
      lines: boundary.innerLines + (isTail ? 0 : 1), body)
  }

  private mutating func reject(
    _ bytes: UnsafeRawBufferPointer, _ reason: RecordReject.Reason, _ detail: String,
    _ body: (Segment) -> Void
  ) {
    let segment = Segment(
      kind: .rejected(reason, detail), content: bytes.slice(0..<SkippedStretch.keptBytes),
      position: position(bytes.count))
    emit(segment, lines: bytes.last == Byte.lineFeed ? 1 : 0, body)
  }

  func position(_ length: Int) -> SourcePosition {
    SourcePosition(byteOffset: consumedOffset, byteLength: length, line: nextLine)
  }

  /// Hands a segment over and begins anew behind it.
  mutating func emit(_ segment: Segment, lines: Int, _ body: (Segment) -> Void) {
    body(segment)
    consumedOffset += Int64(segment.position.byteLength)
    nextLine += lines
    markBytes = 0
    boundary = RecordBoundary(dialect: dialect)
    mode = .records
  }
}
