/// A zone's history: from when on which offset holds. Read from TZif (RFC 8536), versions 1 to 4.
struct ZoneTable: Sendable {
  /// From this moment (seconds since the epoch, UTC) this offset (seconds east of UTC) holds.
  struct Period: Sendable, Equatable {
    var start: Int64
    var offset: Int
  }

  /// In order of time, never empty; the first begins at `Int64.min`, and neighbours differ in
  /// their offsets.
  let periods: [Period]

  /// The footer's rule is written out up to the end of this year; later the last offset stays.
  static let lastYear = 2_200

  /// Nil when the bytes are no TZif, are cut off or contradict themselves.
  init?(tzif bytes: [UInt8]) {
    guard let first = Header(bytes, at: 0) else { return nil }
    var header = first
    var timeSize = 4
    if first.version >= 2 {
      // The first block repeats the second in 32 bits, for readers that know only version 1.
      guard let second = Header(bytes, at: first.end(timeSize: 4)) else { return nil }
      header = second
      timeSize = 8
    }
    // Zones that count leap seconds (`right/…`) don't give POSIX time.
    guard header.leapCount == 0, header.typeCount > 0, bytes.count >= header.end(timeSize: timeSize)
    else { return nil }
    guard var found = Self.tabulated(bytes, header, timeSize) else { return nil }
    if first.version >= 2 {
      guard Self.continueByFooter(&found, bytes, from: header.end(timeSize: timeSize)) else {
        return nil
      }
    }
    periods = Self.merged(found)
  }

  /// A zone that never changes.
  init(fixedOffset: Int) { periods = [Period(start: .min, offset: fixedOffset)] }

  /// Index of the period that holds `seconds` (UTC).
  func index(at seconds: Int64) -> Int {
    var lower = 0
    var upper = periods.count
    while upper - lower > 1 {
      let middle = (lower + upper) / 2
      if periods[middle].start <= seconds { lower = middle } else { upper = middle }
    }
    return lower
  }

  private static func tabulated(
    _ bytes: [UInt8], _ header: Header, _ timeSize: Int
  ) -> [Period]? {
    let types = header.dataStart + header.timeCount * (timeSize + 1)
    func offset(ofType type: Int) -> Int? {
      guard type < header.typeCount else { return nil }
      return Int(bigEndian(bytes, at: types + type * 6, size: 4))
    }
    // RFC 8536 section 3.2: type 0 holds before the first transition.
    guard let initial = offset(ofType: 0) else { return nil }
    var found = [Period(start: .min, offset: initial)]
    for index in 0..<header.timeCount {
      let start = bigEndian(bytes, at: header.dataStart + index * timeSize, size: timeSize)
      let type = bytes[header.dataStart + header.timeCount * timeSize + index]
      guard let offset = offset(ofType: Int(type)), index == 0 || start > found[index].start
      else { return nil }
      found.append(Period(start: start, offset: offset))
    }
    return found
  }

  /// Adds what the footer's TZ string says of the time after the table. An empty one says nothing.
  private static func continueByFooter(
    _ found: inout [Period], _ bytes: [UInt8], from start: Int
  ) -> Bool {
    guard start < bytes.count, bytes[start] == Byte.lineFeed,
      let end = bytes[(start + 1)...].firstIndex(of: Byte.lineFeed)
    else { return false }
    let text = bytes[(start + 1)..<end]
    if text.isEmpty { return true }
    guard let rule = POSIXTimeZone(text), let last = found.last else { return false }
    if found.count == 1 && rule.daylight == nil {
      found = [Period(start: .min, offset: rule.standardOffset)]
      return true
    }
    let year = max(1970, 1970 + Int(clamping: last.start / 31_556_952) - 1)
    guard year <= lastYear else { return true }
    for year in year...lastYear {
      for change in rule.transitions(of: year) where change.at > last.start {
        found.append(Period(start: change.at, offset: change.offset))
      }
    }
    return true
  }

  /// Changes of the abbreviation or of the daylight mark alone move no clock.
  private static func merged(_ found: [Period]) -> [Period] {
    var merged: [Period] = []
    for period in found where merged.last?.offset != period.offset { merged.append(period) }
    return merged
  }

  fileprivate static func bigEndian(_ bytes: [UInt8], at index: Int, size: Int) -> Int64 {
    var value: Int64 = bytes[index] >= 0x80 ? -1 : 0
    for position in index..<index + size { value = value << 8 | Int64(bytes[position]) }
    return value
  }
}

extension ZoneTable {
  /// RFC 8536 section 3.1.
  private struct Header {
    let version: Int
    let dataStart: Int
    let timeCount: Int
    let typeCount: Int
    let leapCount: Int
    private let characterCount: Int
    private let indicatorCount: Int

    static let size = 44

    init?(_ bytes: [UInt8], at start: Int) {
      guard start >= 0, bytes.count >= start + Self.size,
        bytes[start..<start + 4].elementsEqual("TZif".utf8)
      else { return nil }
      let mark = bytes[start + 4]
      version = mark == 0 ? 1 : Int(mark) - Int(Byte.zero)
      dataStart = start + Self.size
      let counts = (0..<6).map {
        Int(ZoneTable.bigEndian(bytes, at: start + 20 + $0 * 4, size: 4))
      }
      // No zone has thousands of anything; a damaged count must not overflow what follows.
      guard version >= 1, counts.allSatisfy({ (0...100_000).contains($0) }) else { return nil }
      indicatorCount = counts[0] + counts[1]
      leapCount = counts[2]
      timeCount = counts[3]
      typeCount = counts[4]
      characterCount = counts[5]
    }

    /// Offset behind the data block.
    func end(timeSize: Int) -> Int {
      dataStart + timeCount * (timeSize + 1) + typeCount * 6 + characterCount
        + leapCount * (timeSize + 4) + indicatorCount
    }
  }
}
