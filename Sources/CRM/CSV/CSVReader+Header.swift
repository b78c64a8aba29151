import CallModel

extension CSVReader {
  static func skipByteOrderMark(
    _ scanner: inout CSVScanner, _ file: CRMFile
  ) throws(CRMError) {
    let start = Array(scanner.ahead.prefix(3))
    if start == [0xEF, 0xBB, 0xBF] { scanner.skip(3) }
    if start.starts(with: [0xFF, 0xFE]) || start.starts(with: [0xFE, 0xFF]) || start.contains(0) {
      throw CRMError(
        .encoding, "\(file.fileName) is in UTF-16. Save it as CSV in UTF-8 and import it again.")
    }
  }

  static func readHeader(
    _ scanner: inout CSVScanner, _ file: CRMFile
  ) throws(CRMError) -> (names: [String], raw: [UInt8]) {
    var record = try scanner.next()
    while let blank = record, blank.trouble == nil, blank.fields.allSatisfy({ $0.start == $0.end })
    {
      record = try scanner.next()
    }
    guard let record else {
      throw CRMError(
        .header, "\(file.fileName) is empty. Its first line must name its columns.")
    }
    if let trouble = record.trouble {
      throw CRMError(.header, "\(file.fileName) has no readable header: \(trouble.detail).")
    }
    guard record.bytes.count < CSVHeader.limit else {
      throw CRMError(
        .header,
        "\(file.fileName) has a header of more than \(CSVHeader.limit) bytes. Leave columns out.")
    }
    var names: [String] = []
    for field in record.fields {
      guard let name = text(field, record.bytes), !name.utf8.contains(0) else {
        throw CRMError(
          .encoding,
          "\(file.fileName) is not UTF-8. Save it as CSV in UTF-8 and import it again.")
      }
      names.append(name)
    }
    return (names, record.bytes + [UInt8(ascii: "\n")])
  }
}
