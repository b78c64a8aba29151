import CallModel

/// Reads one file of one format, a chunk at a time, and hands over legs, rejects, headers and
/// blank lines in the order of the file. Their positions tile what was read without gap or overlap.
package struct CDRReader: Sendable {
  private var format: any CDRFormat
  private var scanner: RecordScanner

  /// - Parameters:
  ///   - format: a fresh one; see `CDRFormat` for reading on in the middle of a file.
  ///   - startOffset: where in the file the first byte fed stands.
  ///   - startLine: number of the physical line that begins there; 1 is the first.
  package init(format: any CDRFormat, startOffset: Int64 = 0, startLine: Int = 1) {
    self.format = format
    scanner = RecordScanner(
      dialect: format.dialect, startOffset: startOffset, startLine: startLine)
  }

  /// Offset behind the last result handed over: where to go on after a restart.
  package var consumedOffset: Int64 { scanner.consumedOffset }
  /// Number of the line that begins at `consumedOffset`.
  package var nextLine: Int { scanner.nextLine }

  /// Reads on.
  ///
  /// - Parameters:
  ///   - bytes: what follows the bytes of the last call.
  ///   - isLast: nothing will follow; an unfinished tail is then taken or rejected.
  ///   - body: gets each result with the record's bytes, which live until it returns.
  package mutating func feed(
    _ bytes: UnsafeRawBufferPointer, isLast: Bool,
    _ body: (consuming ParsedRecord, UnsafeRawBufferPointer) -> Void
  ) {
    Self.read(&scanner, &format, bytes, isLast, body)
  }

  private static func read(
    _ scanner: inout RecordScanner, _ format: inout any CDRFormat,
    _ bytes: UnsafeRawBufferPointer, _ isLast: Bool,
    _ body: (consuming ParsedRecord, UnsafeRawBufferPointer) -> Void
  ) {
    scanner.feed(bytes, isLast: isLast) { segment in
      switch segment.kind {
      case .record:
        let record = RawRecord(
          content: segment.content, position: segment.position, hasNUL: segment.hasNUL,
          isTail: segment.isTail)
        body(Self.settled(format.parse(record), isTail: segment.isTail), segment.content)
      case .blank:
        body(.blank(segment.position), segment.content)
      case .rejected(let reason, let detail):
        let reject = RecordReject(
          reason: reason, detail: detail, position: segment.position, raw: Array(segment.content),
          digest: segment.digest)
        body(.reject(reject), segment.content)
      }
    }
  }

  /// A tail that can't be read is a torn record, whatever its parser stumbled over.
  private static func settled(_ result: consuming ParsedRecord, isTail: Bool) -> ParsedRecord {
    guard isTail, case .reject(var reject) = result else { return result }
    reject.detail = "The file ends inside a record. " + reject.detail
    reject.reason = .tornTail
    return .reject(reject)
  }
}
