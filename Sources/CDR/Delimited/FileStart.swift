/// What the first bytes of a file say of its encoding.
enum FileStart: Equatable {
  /// ASCII, UTF-8 or a one-byte encoding, behind a byte-order mark of so many bytes.
  case text(markBytes: Int)
  /// An encoding that isn't read, and a sentence that says which and what to do.
  case foreign(String)

  /// How many bytes are looked at.
  static let sniffedBytes = 64

  init(_ bytes: UnsafeRawBufferPointer) {
    let head = bytes.prefix(Self.sniffedBytes)
    if head.starts(with: [0xEF, 0xBB, 0xBF]) {
      self = .text(markBytes: 3)
    } else if head.starts(with: [0xFF, 0xFE, 0, 0]) {
      self = .foreign(Self.advice("UTF-32LE"))
    } else if head.starts(with: [0xFF, 0xFE]) {
      self = .foreign(Self.advice("UTF-16LE"))
    } else if head.starts(with: [0xFE, 0xFF]) {
      self = .foreign(Self.advice("UTF-16BE"))
    } else if let name = Self.unmarked(head) {
      self = .foreign(Self.advice(name))
    } else {
      self = .text(markBytes: 0)
    }
  }

  /// UTF-16 without a mark: most of a CDR is ASCII, so nearly every second byte is NUL and nearly
  /// none of the others. A run of NULs after a power cut has both.
  private static func unmarked(_ head: Slice<UnsafeRawBufferPointer>) -> String? {
    guard head.count >= 16 else { return nil }
    var zeros = [0, 0]
    for (index, byte) in head.enumerated() where byte == 0 { zeros[index % 2] += 1 }
    let many = head.count / 2 * 3 / 4
    if zeros[1] >= many && zeros[0] == 0 { return "UTF-16LE" }
    if zeros[0] >= many && zeros[1] == 0 { return "UTF-16BE" }
    return nil
  }

  private static func advice(_ name: String) -> String {
    """
    The file is in \(name), which is not read. Convert it to UTF-8 with \
    `iconv -f \(name) -t UTF-8` and hand over the result.
    """
  }
}
