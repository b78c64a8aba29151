import CallModel
import Postgres

extension CRMStaging {
  private static let waitingPage: Int32 = 5000

  /// Stages rows of unknown things and contradictions, oldest first.
  mutating func stageWaiting() throws {
    var last: Int64 = 0
    while true {
      let page = try connection.query(
        "select * from waiting_crm_rows($1, $2)", [last, Self.waitingPage])
      guard let end = page.last else { return }
      last = try end.int64("quarantine_id")
      var rows: [CRMFile: [WaitingRow]] = [:]
      for row in page {
        guard let waiting = try reread(row) else { continue }
        rows[waiting.reader.file, default: []].append(waiting)
      }
      for file in CRMFile.allCases { try stage(rows[file] ?? []) }
    }
  }

  private mutating func reread(_ row: Row) throws -> WaitingRow? {
    let name = try row.string("origin").split(separator: "/").last ?? ""
    guard let file = CRMFile(fileName: name),
      let reader = source.reader(of: file, raw: try row.bytes("raw")),
      case .row(var facts)? = try reader.next()
    else { return nil }
    facts.position = SourcePosition(
      byteOffset: try row.int64("byte_offset"), byteLength: try row.int("byte_length"),
      line: try row.int("line"))
    // Quarantine holds the bytes; the staged row needs no copy.
    facts.record = []
    return WaitingRow(
      quarantineID: try row.int64("quarantine_id"), reader: reader, row: facts,
      header: try headerID(reader))
  }

  private mutating func stage(_ rows: [WaitingRow]) throws {
    guard let first = rows.first else { return }
    var writer = Self.writer(for: first.reader)
    try connection.startCopy(Self.copy(first.reader.file))
    for waiting in rows {
      append(
        waiting.row, of: waiting.reader.file, header: waiting.header,
        quarantineID: waiting.quarantineID, to: &writer)
      if writer.count >= Self.sendSize { try connection.send(&writer) }
    }
    try end(&writer)
  }
}

private struct WaitingRow {
  var quarantineID: Int64
  var reader: any CRMRecordReader
  var row: CRMRow
  var header: Int32
}
