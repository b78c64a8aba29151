/// Gives the lines of a calendar file with their places, what was folded put together again.
struct LineUnfolder {
  struct Line {
    /// Without line ends and folds.
    var bytes: [UInt8]
    /// Offset of its first byte in the file.
    var offset: Int
    /// Offset behind its line end.
    var end: Int
    /// Number of the physical line on which it begins, from 1.
    var number: Int
  }

  /// Longest unfolded line that is read: a description may be long, a picture has no business here.
  static let longestLine = 1 << 18

  private let bytes: [UInt8]
  private var offset: Int
  private var number = 1

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
    // A byte order mark is no part of the first line.
    offset = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
  }

  /// The next line; nil at the end. A line that is too long is cut, and longer than the limit then.
  mutating func next() -> Line? {
    guard offset < bytes.count else { return nil }
    var line = Line(bytes: [], offset: offset, end: offset, number: number)
    repeat {
      // The blank or tab that marks a fold is not content.
      let start = line.end == line.offset ? offset : offset + 1
      let end = bytes[offset...].firstIndex(of: UInt8(ascii: "\n")) ?? bytes.count
      var content = bytes[min(start, end)..<end]
      if content.last == UInt8(ascii: "\r") { content.removeLast() }
      if line.bytes.count <= Self.longestLine {
        line.bytes += content.prefix(Self.longestLine + 1 - line.bytes.count)
      }
      offset = min(end + 1, bytes.count)
      line.end = offset
      number += 1
    } while isFold
    return line
  }

  private var isFold: Bool {
    guard offset < bytes.count else { return false }
    return bytes[offset] == UInt8(ascii: " ") || bytes[offset] == UInt8(ascii: "\t")
  }
}
