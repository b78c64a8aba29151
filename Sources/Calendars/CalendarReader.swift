import CallModel

/// Reads calendar files, RFC 5545, as far as meetings go: what they are about, when, where and with
/// whom. Time zones, alarms and to-dos are passed over; of a series the first meeting is taken.
///
/// A meeting that can't be read is a reject of its own; a file whose frame is broken is one as a
/// whole, and nothing of it is taken.
package struct CalendarReader {
  /// Bytes of the longest file.
  package static let longestFile = 8 << 20
  private static let deepest = 16

  private let bytes: [UInt8]
  private var file = CalendarFile()
  /// Names of the components that are open.
  private var open: [String] = []
  private var isCancelling = false
  private var event: EventDraft?

  private init(_ bytes: [UInt8]) { self.bytes = bytes }

  /// Whether the content begins like a calendar.
  package static func isCalendar(_ head: some Collection<UInt8>) -> Bool {
    let mark = Array("BEGIN:VCALENDAR".utf8)
    let start = head.drop { $0 == 0xEF || $0 == 0xBB || $0 == 0xBF || $0 <= 0x20 }
    return start.count >= mark.count
      && zip(start, mark).allSatisfy { byte, wanted in
        byte == wanted || (byte >= 0x61 && byte - 0x20 == wanted)
      }
  }

  /// Reads a whole file.
  package static func read(_ bytes: [UInt8]) -> CalendarFile {
    var reader = CalendarReader(bytes)
    guard bytes.count <= longestFile else {
      return reader.refused(.tooLong, "The file is longer than 8 MiB.", line: 1)
    }
    var lines = LineUnfolder(bytes)
    var last = 1
    while let line = lines.next() {
      last = line.number
      if let fault = reader.take(line) {
        // A last line without its end is more likely cut off than wrong.
        let isTorn = line.end == bytes.count && bytes.last != UInt8(ascii: "\n")
        return reader.refused(
          isTorn && !reader.open.isEmpty ? .tornTail : fault.reason, fault.detail, line: line.number
        )
      }
    }
    if let unclosed = reader.open.last {
      return reader.refused(
        .tornTail, "Line \(last): the file ends inside \(unclosed). Was it cut off?", line: last)
    }
    if reader.file.entries.isEmpty, reader.file.rejects.isEmpty, !isCalendar(bytes) {
      return reader.refused(.syntax, "It is no calendar: BEGIN:VCALENDAR is missing.", line: 1)
    }
    return reader.file
  }

  struct Fault {
    var reason: RecordReject.Reason
    var detail: String
  }

  private mutating func take(_ line: LineUnfolder.Line) -> Fault? {
    if line.bytes.isEmpty { return nil }
    guard let content = Self.content(line) else {
      let fault = Self.fault(of: line)
      guard var draft = event else { return fault }
      draft.fault = draft.fault ?? fault
      event = draft
      return nil
    }
    switch content.name {
    case "BEGIN": return begin(content.value.uppercased(), line)
    case "END": return end(content.value.uppercased(), line)
    case "METHOD" where open == ["VCALENDAR"]:
      isCancelling = content.value.uppercased() == "CANCEL"
    default:
      // What stands in an alarm of the meeting is not the meeting's.
      if open.last == "VEVENT" { event?.take(content, line: line.number) }
    }
    return open.isEmpty && content.name != "END"
      ? Fault(reason: .syntax, detail: "Line \(line.number) stands outside of BEGIN:VCALENDAR.")
      : nil
  }

  private static func content(_ line: LineUnfolder.Line) -> ContentLine? {
    guard line.bytes.count <= LineUnfolder.longestLine, !line.bytes.contains(0),
      let text = String(validating: line.bytes, as: UTF8.self)
    else { return nil }
    return ContentLine(text)
  }

  private static func fault(of line: LineUnfolder.Line) -> Fault {
    if line.bytes.count > LineUnfolder.longestLine {
      return Fault(reason: .tooLong, detail: "Line \(line.number) is longer than 256 KiB.")
    }
    if line.bytes.contains(0) {
      return Fault(reason: .nul, detail: "Line \(line.number) holds a NUL byte.")
    }
    if String(validating: line.bytes, as: UTF8.self) == nil {
      return Fault(reason: .encoding, detail: "Line \(line.number) is not in UTF-8.")
    }
    return Fault(
      reason: .syntax, detail: "Line \(line.number) is not of the form NAME:value.")
  }

  private mutating func begin(_ name: String, _ line: LineUnfolder.Line) -> Fault? {
    guard open.count < Self.deepest else {
      return Fault(
        reason: .syntax, detail: "Line \(line.number): more than 16 components in each other.")
    }
    if open.isEmpty, name != "VCALENDAR" {
      return Fault(
        reason: .syntax, detail: "Line \(line.number): \(name.prefix(40)) outside of a calendar.")
    }
    open.append(name)
    if name == "VEVENT" {
      guard event == nil else {
        return Fault(reason: .syntax, detail: "Line \(line.number): a meeting inside a meeting.")
      }
      event = EventDraft(offset: line.offset, line: line.number)
    }
    return nil
  }

  private mutating func end(_ name: String, _ line: LineUnfolder.Line) -> Fault? {
    guard open.popLast() == name else {
      return Fault(
        reason: .syntax,
        detail: "Line \(line.number): END:\(name.prefix(40)) closes what is not open.")
    }
    guard name == "VEVENT", let draft = event else {
      if name == "VCALENDAR" { isCancelling = false }
      return nil
    }
    event = nil
    let position = SourcePosition(
      byteOffset: Int64(draft.offset), byteLength: line.end - draft.offset, line: draft.line)
    let raw = Array(bytes[draft.offset..<line.end])
    switch draft.entry(position: position, raw: raw, isCancelled: isCancelling) {
    case .success(let entry): file.entries.append(entry)
    case .failure(let fault):
      file.rejects.append(
        RecordReject(reason: fault.reason, detail: fault.detail, position: position, raw: raw))
    }
    return nil
  }

  /// The file as one reject: nothing of it is taken.
  private func refused(
    _ reason: RecordReject.Reason, _ detail: String, line: Int
  ) -> CalendarFile {
    CalendarFile(rejects: [
      RecordReject(
        reason: reason, detail: detail,
        position: SourcePosition(byteOffset: 0, byteLength: bytes.count, line: line), raw: bytes)
    ])
  }
}

extension CalendarReader.Fault: Error {}
