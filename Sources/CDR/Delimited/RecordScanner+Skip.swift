import CallModel

extension RecordScanner {
  /// Takes in what has to be skipped and hands it over as one segment when its end is seen.
  /// Returns the bytes it took, or nil when there is nothing to do before more bytes come.
  mutating func skip(
    _ bytes: UnsafeRawBufferPointer, _ isLast: Bool, _ body: (Segment) -> Void
  ) -> Int? {
    let end = endOfSkipped(in: bytes)
    let length = end ?? bytes.count
    skipped.append(bytes.slice(0..<length))
    if end != nil || isLast {
      handOverSkipped(endsLine: end != nil, body)
      return length
    }
    return length > 0 ? length : nil
  }

  private func endOfSkipped(in bytes: UnsafeRawBufferPointer) -> Int? {
    switch mode {
    case .longLine: bytes.firstIndex(of: Byte.lineFeed).map { $0 + 1 }
    case .nulRun: bytes.firstIndex { $0 != Byte.nul }
    case .wholeFile, .start, .records: nil
    }
  }

  private mutating func handOverSkipped(endsLine: Bool, _ body: (Segment) -> Void) {
    var lines = 0
    let kind: Segment.Kind
    switch mode {
    case .longLine:
      lines = endsLine ? 1 : 0
      kind = .rejected(
        .tooLong,
        "The line has \(skipped.length) bytes; a record may have \(dialect.maximumRecordBytes).")
    case .nulRun:
      kind = .rejected(
        .nul,
        """
        A run of NUL bytes stands here, as a power cut leaves them; what stood before it on the \
        line is broken off.
        """)
    case .wholeFile(let sentence):
      kind = .rejected(.encoding, sentence)
    case .start, .records:
      return
    }
    var stretch = SkippedStretch()
    swap(&stretch, &skipped)
    stretch.head.withUnsafeBytes { head in
      let segment = Segment(
        kind: kind, content: head, position: position(stretch.length), digest: stretch.digest)
      emit(segment, lines: lines, body)
    }
  }
}
