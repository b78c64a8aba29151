import CallModel

/// What all delimited formats share while they read a file: the table of the current record's
/// fields, the PBX's clock, the text decoder, the maker of keys.
struct RecordFields: Sendable {
  let dialect: Delimited.Dialect
  var clock: PBXClock
  var text: FieldText
  var table = FieldTable()
  var keys = KeyMaker()
  private var cleaned: [UInt8] = []
  /// Shape of the last record that became a leg; a tail of another shape is cut off.
  private var last: (columns: Int, endsQuoted: Bool)?

  init(settings: FormatSettings, dialect: Delimited.Dialect) throws(CDRError) {
    self.dialect = dialect
    clock = try PBXClock(zone: settings.timeZone)
    text = FieldText(encoding: settings.encoding)
  }

  /// Calls `body` with the record's bytes, freed of NULs, and makes its trouble a reject.
  mutating func reading(
    _ record: RawRecord,
    _ body: (inout RecordFields, UnsafeRawBufferPointer) throws(RecordTrouble) -> ParsedRecord
  ) -> ParsedRecord {
    text.flags = .none
    do throws(RecordTrouble) {
      guard record.hasNUL else { return try settled(body(&self, record.content), record) }
      var copy: [UInt8] = []
      swap(&copy, &cleaned)
      defer { swap(&copy, &cleaned) }
      copy.removeAll(keepingCapacity: true)
      copy.append(contentsOf: record.content.lazy.filter { $0 != Byte.nul })
      text.flags = .nulRemoved
      return try copy.withUnsafeBufferPointer { bytes throws(RecordTrouble) in
        try settled(body(&self, UnsafeRawBufferPointer(bytes)), record)
      }
    } catch {
      return .reject(
        RecordReject(
          reason: error.reason, detail: error.detail, position: record.position,
          raw: Array(record.content)))
    }
  }

  private mutating func settled(
    _ result: consuming ParsedRecord, _ record: RawRecord
  ) throws(RecordTrouble) -> ParsedRecord {
    guard case .leg = result else { return result }
    let endsQuoted = table.fields.last?.isQuoted ?? false
    if record.isTail, let last {
      if last.columns != table.count {
        throw RecordTrouble(
          .columns, "It has \(table.count) columns, the record before it \(last.columns).")
      }
      if last.endsQuoted && !endsQuoted {
        throw RecordTrouble(
          .columns, "Its last column has no quotes, that of the record before it has.")
      }
    }
    last = (table.count, endsQuoted)
    return result
  }

  mutating func split(_ bytes: UnsafeRawBufferPointer, rule: FieldTable.QuoteRule? = nil) {
    table.split(bytes, dialect: dialect, rule: rule)
  }

  /// A field's bytes as they stand between its quotes; empty when there is no such field.
  func raw(_ bytes: UnsafeRawBufferPointer, _ index: Int?) -> UnsafeRawBufferPointer {
    guard let index, let field = table[index] else { return bytes.slice(0..<0) }
    return bytes.slice(field.lower..<field.upper)
  }

  mutating func string(_ bytes: UnsafeRawBufferPointer, _ index: Int?) -> String {
    guard let index, let field = table[index] else { return "" }
    return text.string(bytes, field)
  }

  /// The record as a row of names, for telling a header. Flags are left as they were.
  mutating func names(_ bytes: UnsafeRawBufferPointer) -> [String] {
    let flags = text.flags
    defer { text.flags = flags }
    return (0..<table.count).map { string(bytes, $0) }
  }

  /// Whole seconds, nil when the layout has no such column; an empty field counts as 0.
  ///
  /// - Throws: `RecordTrouble` when the field is no number, negative, or beyond what fits.
  func seconds(
    _ bytes: UnsafeRawBufferPointer, _ index: Int?, _ name: String
  ) throws(RecordTrouble) -> Int32? {
    guard let index else { return nil }
    let field = raw(bytes, index).trimmed
    if field.isEmpty { return 0 }
    guard let seconds = NumberText.seconds(field) else {
      throw RecordTrouble(
        .number, "Column \(index + 1) (\(name)) holds no whole number of seconds from 0 to 2^31-1.")
    }
    return seconds
  }

  func time(_ bytes: UnsafeRawBufferPointer, _ index: Int?) -> TimeText? {
    guard let index else { return nil }
    return TimeText(raw(bytes, index))
  }
}
