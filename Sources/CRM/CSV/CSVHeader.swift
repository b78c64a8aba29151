import CallModel

/// What the header row of a file says: which of our columns stand where, and which are others.
struct CSVHeader {
  /// Below `CSVScanner.recordLimit` by so much that both fit into quarantine.
  static let limit = 5000

  /// For each column of the layout its place in a record; nil when the file lacks it.
  let places: [Int?]
  /// Columns of others: place, name as written, and name quoted for JSON.
  let others: [(place: Int, name: String, quoted: String)]
  let fieldCount: Int

  /// - Throws: `CRMError` that names the file, the column, and the columns that are there.
  init(_ names: [String], layout: CRMLayout, fileName: String) throws(CRMError) {
    var byName: [String: Int] = [:]
    var others: [(place: Int, name: String, quoted: String)] = []
    var used: Set<String> = []
    let known = Set(layout.columns.map(\.name))
    for (place, written) in names.enumerated() {
      let name = ValueText.trimmed(written)
      let lower = name.lowercased()
      if known.contains(lower) {
        guard byName.updateValue(place, forKey: lower) == nil else {
          throw CRMError(
            .header,
            "\(fileName) has the column \"\(lower)\" twice in its header. Remove or rename one.")
        }
      } else if !name.isEmpty {
        // Exports repeat names of custom fields.
        var unique = name
        var count = 1
        while !used.insert(unique).inserted {
          count += 1
          unique = "\(name) (\(count))"
        }
        others.append((place, unique, JSONText.quoted(unique)))
      }
    }
    places = layout.columns.map { byName[$0.name] }
    self.others = others
    fieldCount = names.count
    try requireColumns(names, layout: layout, fileName: fileName)
  }

  private func requireColumns(
    _ names: [String], layout: CRMLayout, fileName: String
  ) throws(CRMError) {
    for (column, place) in zip(layout.columns, places)
    where column.presence != .optional && place == nil {
      let found = names.map { ValueText.trimmed($0) }.joined(separator: ", ")
      throw CRMError(
        .missingColumn,
        "\(fileName) has no column \"\(column.name)\". Its header has: \(found.prefix(300)). "
          + "Put the names of the columns into the first line.")
    }
  }

  /// - Parameter ahead: bytes from the beginning of the header on.
  /// - Returns: what stands most often between the fields of the first line: `,`, `;` or tab.
  static func delimiter(in ahead: ArraySlice<UInt8>) -> UInt8 {
    var counts: [UInt8: Int] = [:]
    var isInQuotes = false
    for byte in ahead {
      if byte == UInt8(ascii: "\"") { isInQuotes.toggle() }
      if isInQuotes { continue }
      if byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r") {
        // Blank lines may stand above the header.
        if counts.isEmpty { continue }
        break
      }
      counts[byte, default: 0] += 1
    }
    let candidates = [UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: "\t")]
    let most = candidates.map { counts[$0] ?? 0 }.max() ?? 0
    return candidates.first { counts[$0] ?? 0 == most } ?? UInt8(ascii: ",")
  }
}
