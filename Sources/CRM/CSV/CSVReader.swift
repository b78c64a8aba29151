package import CallModel

/// Reads one CSV file of the set, row by row: RFC 4180, UTF-8 with or without byte order mark, a
/// header row, columns in any order, `;` or tab as separator where the header has it.
package final class CSVReader: CRMRecordReader {
  package let file: CRMFile
  package let origin: String
  package let header: CRMHeader
  /// What the file has that is not taken, in sentences.
  package let warnings: [String]

  private let layout: CRMLayout
  private let fields: CSVHeader
  private var scanner: CSVScanner

  /// - Parameters:
  ///   - file: which file of the set it is.
  ///   - origin: path as the user gave it.
  ///   - source: the file's bytes from the first on.
  /// - Throws: `CRMError` when the header is not one of this file.
  init(_ file: CRMFile, origin: String, source: any ByteSource) throws(CRMError) {
    self.file = file
    self.origin = origin
    layout = CRMLayout.of(file)
    var scanner = try CSVScanner(source)
    try Self.skipByteOrderMark(&scanner, file)
    scanner.setDelimiter(CSVHeader.delimiter(in: scanner.ahead))
    let (names, raw) = try Self.readHeader(&scanner, file)
    let found = try CSVHeader(names, layout: layout, fileName: file.fileName)
    fields = found
    header = CRMHeader(
      columns: zip(layout.columns, found.places).compactMap { $1 == nil ? nil : $0.name }, raw: raw)
    let isDropped = !layout.keepsAttributes && !found.others.isEmpty
    warnings =
      isDropped
      ? [
        "\(file.fileName) has columns that are not taken: "
          + found.others.map(\.name).joined(separator: ", ").prefix(300) + "."
      ] : []
    self.scanner = scanner
  }

  package var valueCount: Int { layout.valueCount }

  package func next() throws(CRMError) -> CRMRecord? {
    while let record = try scanner.next() {
      do throws(RowTrouble) {
        if let trouble = record.trouble { throw trouble }
        guard let values = try values(of: record) else { continue }
        let key = layout.key(of: values)
        return .row(
          CRMRow(values: values, key: key, position: record.position, record: record.bytes))
      } catch {
        return .reject(reject(record, error))
      }
    }
    return nil
  }

  private func reject(_ record: CSVRecord, _ trouble: RowTrouble) -> RecordReject {
    RecordReject(
      reason: trouble.reason,
      detail: "\(file.fileName), line \(record.position.line): \(trouble.detail).",
      position: record.position, raw: record.bytes)
  }

  /// - Returns: nil when the row is blank.
  private func values(of record: CSVRecord) throws(RowTrouble) -> [CRMValue]? {
    if record.fields.allSatisfy({ $0.start == $0.end }) { return nil }
    if record.bytes.contains(0) {
      throw RowTrouble(.nul, "the row holds NUL bytes; the file is damaged or no text")
    }
    guard record.fields.count == fields.fieldCount else {
      throw RowTrouble(
        .columns, "the row has \(record.fields.count) fields and the header \(fields.fieldCount)")
    }
    var values: [CRMValue] = []
    values.reserveCapacity(layout.valueCount)
    for (column, place) in zip(layout.columns, fields.places) {
      values.append(try value(of: column, at: place, in: record))
    }
    if let trouble = layout.check(values) { throw trouble }
    if layout.keepsAttributes { values.append(.json(try attributes(of: record))) }
    return values
  }

  private func value(
    of column: CRMColumn, at place: Int?, in record: CSVRecord
  ) throws(RowTrouble) -> CRMValue {
    guard let place else { return .null }
    let text = try text(of: record.fields[place], in: record, column: column.name)
    let trimmed = ValueText.trimmed(text)
    if trimmed.isEmpty {
      guard column.presence == .filled else { return .null }
      throw RowTrouble(.missing, "\(column.name) is empty, and a row needs it")
    }
    let isText = if case .text = column.kind { true } else { false }
    do throws(RowTrouble) {
      return try ValueText.value(isText ? text : trimmed, column.kind)
    } catch {
      throw RowTrouble(error.reason, "\(column.name): \(error.detail)")
    }
  }

  private func attributes(of record: CSVRecord) throws(RowTrouble) -> String {
    if fields.others.isEmpty { return "{}" }
    var json = JSONText()
    for other in fields.others {
      let text = try text(of: record.fields[other.place], in: record, column: other.name)
      json.append(other.quoted, text.isEmpty ? nil : text)
    }
    return json.finished()
  }

  private func text(
    of field: CSVField, in record: CSVRecord, column: String
  ) throws(RowTrouble) -> String {
    guard let text = Self.text(field, record.bytes) else {
      throw RowTrouble(.encoding, "\(column) is not UTF-8; save the file as UTF-8")
    }
    return text
  }

  /// - Returns: nil when the bytes are not UTF-8.
  static func text(_ field: CSVField, _ bytes: [UInt8]) -> String? {
    let content = bytes[field.start..<field.end]
    guard field.hasDoubledQuotes else { return String(validating: content, as: UTF8.self) }
    var single: [UInt8] = []
    var isFirstOfTwo = false
    for byte in content {
      isFirstOfTwo = byte == UInt8(ascii: "\"") && !isFirstOfTwo
      if byte != UInt8(ascii: "\"") || isFirstOfTwo { single.append(byte) }
    }
    return String(validating: single, as: UTF8.self)
  }
}
