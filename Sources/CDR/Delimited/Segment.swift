package import CallModel

extension RecordScanner {
  /// A stretch of the file. The segments of a file tile it.
  package struct Segment {
    package enum Kind: Hashable, Sendable {
      case record
      /// Nothing but blanks, or a byte-order mark alone.
      case blank
      case rejected(RecordReject.Reason, String)
    }

    package var kind: Kind
    /// A record's bytes without line end and byte-order mark; of a rejected stretch its first
    /// 65,536 bytes. Lives as long as the call that hands it over.
    package var content: UnsafeRawBufferPointer
    /// The whole stretch.
    package var position: SourcePosition
    package var hasNUL = false
    /// The file ends behind it, without a line end.
    package var isTail = false
    /// SHA-256 of the whole stretch when `content` is only its beginning; else empty.
    package var digest: [UInt8] = []
  }
}

extension UnsafeRawBufferPointer {
  /// The bytes `bounds`, cut to what exists.
  func slice(_ bounds: Range<Int>) -> UnsafeRawBufferPointer {
    UnsafeRawBufferPointer(rebasing: self[bounds.clamped(to: 0..<count)])
  }

  /// Without the line end, if there is one.
  var withoutLineEnd: UnsafeRawBufferPointer {
    var end = count
    if end > 0, self[end - 1] == Byte.lineFeed { end -= 1 }
    if end > 0, self[end - 1] == Byte.carriageReturn { end -= 1 }
    return slice(0..<end)
  }

  var isBlank: Bool { allSatisfy { $0 == Byte.space || $0 == Byte.tab } }
}
