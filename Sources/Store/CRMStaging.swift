import CallModel
import Postgres

/// Fills the staged tables of one import, each by one COPY or, for rows that waited, by a few.
struct CRMStaging {
  /// Columns of `staged_row`, which every staged table begins with.
  private static let commonColumns = 9
  /// Bytes that are gathered before they are sent.
  static let sendSize = 1 << 18

  let connection: Connection
  let source: any CRMSource
  /// A telephone number as written -> E.164, nil when it is none.
  let normalize: (String) -> String?
  /// Rows read of each file.
  private(set) var read: [CRMFile: Int] = [:]
  /// Rows of each file that can't be read.
  private(set) var rejected: [CRMFile: Int] = [:]
  private var headers: [HeaderKey: Int32] = [:]
  /// Files all of whose rows could be read.
  var readable: [CRMFile] { source.readers.map(\.file).filter { rejected[$0] == nil } }
  /// Rows staged so far: later rows have greater numbers.
  private var ordinal: Int64 = 0

  init(
    connection: Connection, source: any CRMSource, normalize: @escaping (String) -> String?
  ) {
    self.connection = connection
    self.source = source
    self.normalize = normalize
  }

  /// Stages what waits in quarantine, then the files. The order matters: newer rows win.
  mutating func stageAll() throws {
    try stageWaiting()
    for reader in source.readers { try stage(reader) }
  }

  private mutating func stage(_ reader: any CRMRecordReader) throws {
    let header = try headerID(reader)
    var writer = Self.writer(for: reader)
    var rejects: [RecordReject] = []
    try connection.startCopy(Self.copy(reader.file))
    while let record = try reader.next() {
      read[reader.file, default: 0] += 1
      switch record {
      case .row(let row):
        append(row, of: reader.file, header: header, to: &writer)
        if writer.count >= Self.sendSize { try connection.send(&writer) }
      case .reject(let reject):
        rejected[reader.file, default: 0] += 1
        rejects.append(reject)
        // A file of another kind is all rejects: memory stays flat.
        if rejects.count >= 1000 {
          try end(&writer)
          try stage(rejects, of: reader.file, header: header)
          rejects.removeAll()
          writer = Self.writer(for: reader)
          try connection.startCopy(Self.copy(reader.file))
        }
      }
    }
    try end(&writer)
    try stage(rejects, of: reader.file, header: header)
  }

  private mutating func stage(
    _ rejects: [RecordReject], of file: CRMFile, header: Int32
  ) throws {
    if rejects.isEmpty { return }
    var writer = CopyBinaryWriter(columns: Self.commonColumns + 2)
    try connection.startCopy("copy staged_rejects from stdin (format binary)")
    for reject in rejects {
      startRow(
        of: file, header: header, quarantineID: nil, position: reject.position,
        record: reject.raw, key: "", in: &writer)
      writer.append(reject.reason.rawValue)
      writer.append(reject.detail)
      if writer.count >= Self.sendSize { try connection.send(&writer) }
    }
    try end(&writer)
  }

  static func copy(_ file: CRMFile) -> String {
    // The name is a case of ours, never data.
    "copy staged_\(file.rawValue) from stdin (format binary)"
  }

  static func writer(for reader: any CRMRecordReader) -> CopyBinaryWriter {
    let phones = reader.file.holdsPhones ? 1 : 0
    return CopyBinaryWriter(columns: commonColumns + reader.valueCount + phones)
  }

  func end(_ writer: inout CopyBinaryWriter) throws {
    writer.finish()
    try connection.send(&writer)
    try connection.endCopy()
  }

  mutating func append(
    _ row: CRMRow, of file: CRMFile, header: Int32, quarantineID: Int64? = nil,
    to writer: inout CopyBinaryWriter
  ) {
    startRow(
      of: file, header: header, quarantineID: quarantineID, position: row.position,
      record: row.record, key: row.key, in: &writer)
    for value in stored(row.values, of: file) {
      switch value {
      case .null: writer.appendNull()
      case .text(let text): writer.append(text)
      case .instant(let instant): writer.append(PostgresTimestamp(instant))
      case .integer(let number): writer.append(number)
      case .json(let text): writer.append(PostgresJSON(text))
      }
    }
    if file.holdsPhones {
      // Contact or company, then the telephone: CRMLayout+Files.swift.
      guard case .text(let phone) = row.values[1] else { return writer.appendNull() }
      writer.append(normalize(phone))
    }
  }

  /// An extension that is written as a telephone is a manager's own, and stands in E.164.
  private func stored(_ values: [CRMValue], of file: CRMFile) -> [CRMValue] {
    guard file == .managerExtensions, case .text(let written) = values[1] else { return values }
    let isTelephone = written.hasPrefix("+") || written.utf8.filter(Self.isDigit).count >= 10
    guard isTelephone, let number = normalize(written) else { return values }
    var values = values
    values[1] = .text(number)
    return values
  }

  private static func isDigit(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
  }

  /// The columns of `staged_row`, in its order.
  private mutating func startRow(
    of file: CRMFile, header: Int32, quarantineID: Int64?, position: SourcePosition,
    record: [UInt8], key: String, in writer: inout CopyBinaryWriter
  ) {
    ordinal += 1
    writer.startRow()
    writer.append(file.rawValue)
    writer.append(ordinal)
    writer.append(header)
    writer.append(quarantineID)
    writer.append(Int64(position.line))
    writer.append(position.byteOffset)
    writer.append(Int64(position.byteLength))
    writer.append(record)
    writer.append(key)
  }

  mutating func headerID(_ reader: any CRMRecordReader) throws -> Int32 {
    let key = HeaderKey(origin: reader.origin, raw: reader.header.raw)
    if let known = headers[key] { return known }
    let id = Int32(headers.count + 1)
    headers[key] = id
    try connection.execute(
      "insert into crm_header (header_id, origin, columns, raw) values ($1, $2, $3, $4)",
      [id, reader.origin, reader.header.columns, reader.header.raw])
    return id
  }
}

private struct HeaderKey: Hashable {
  var origin: String
  var raw: [UInt8]
}
