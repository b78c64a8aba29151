/// The head of a RIFF/WAVE file (Microsoft, Multimedia Programming Interface 1.0).
struct WAVHeader {
  /// Whole seconds that it plays, rounded; nil when the coding does not tell by its length.
  let durationSeconds: Int32?
  /// Bytes of sound.
  let soundBytes: Int64

  /// Codings whose every second has the same bytes: PCM, A-law, µ-law.
  private static let steady: Set<UInt16> = [1, 6, 7]

  /// Nil when it is no such file, or its head is longer than what was read.
  ///
  /// - Parameters:
  ///   - head: the first bytes of the file.
  ///   - length: bytes in the file.
  init?(_ head: [UInt8], length: Int64) {
    guard head.count >= 12, head.starts(with: "RIFF".utf8), head[8..<12].elementsEqual("WAVE".utf8)
    else { return nil }
    var offset = 12
    var coding: UInt16 = 0
    var byteRate: UInt32 = 0
    while offset + 8 <= head.count {
      let size = Self.number(head[offset + 4..<offset + 8])
      let body = offset + 8
      if head[offset..<offset + 4].elementsEqual("data".utf8) {
        let rest = max(0, length - Int64(body))
        // A file that is being written, or whose writer died, says 0, too much, or all ones.
        soundBytes = size == 0 || Int64(size) > rest ? rest : Int64(size)
        let seconds = byteRate > 0 ? Double(soundBytes) / Double(byteRate) : 0
        durationSeconds =
          Self.steady.contains(coding) && byteRate > 0 && seconds <= 86_400
          ? Int32(seconds.rounded()) : nil
        return
      }
      if head[offset..<offset + 4].elementsEqual("fmt ".utf8), body + 12 <= head.count {
        coding = UInt16(truncatingIfNeeded: Self.number(head[body..<body + 2]))
        byteRate = Self.number(head[body + 8..<body + 12])
      }
      // Chunks are padded to an even length.
      offset = body + Int(size) + Int(size % 2)
    }
    return nil
  }

  /// Little-endian.
  private static func number(_ bytes: ArraySlice<UInt8>) -> UInt32 {
    bytes.reversed().reduce(0) { $0 << 8 | UInt32($1) }
  }
}
