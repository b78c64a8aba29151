// Asterisk 1.8 to 22, module cdr_custom (and res_cdrel_custom), and FreePBX 13 to 17: the export
// of the CDR report page.
// Columns: the mapping in cdr_custom.conf, by `columns`; or a header row; or a stock mapping:
// Asterisk, configs/samples/cdr_custom.conf.sample; FreePBX module cdr, functions.inc.php.

import CallModel

/// Asterisk's CDR in columns that the administrator chose.
///
/// The order of telling the layout: the list from the configuration, a header row (which holds
/// from there on, wherever it stands), the stock mappings by their count and content.
package struct AsteriskCustom: CDRFormat {
  package static let name = "asterisk-custom"
  package static let summary =
    "Asterisk cdr_custom and FreePBX report exports: columns by list, header row or stock mapping"
  package static var knownColumns: [String] { AsteriskColumn.allNames }

  package let dialect: Delimited.Dialect
  private var fields: RecordFields
  private let configured: AsteriskColumn.Layout?
  private var header: AsteriskColumn.Layout?

  package init(settings: FormatSettings) throws(CDRError) {
    dialect = Delimited.Dialect(separator: settings.separator ?? UInt8(ascii: ","))
    fields = try RecordFields(settings: settings, dialect: dialect)
    if let columns = settings.columns {
      configured = try AsteriskColumn.Layout(
        names: columns, format: Self.name, required: [.start, .disposition])
    } else {
      configured = nil
    }
  }

  package mutating func parse(_ record: RawRecord) -> ParsedRecord {
    let (configured, header) = (configured, header)
    var found: AsteriskColumn.Layout?
    let result = fields.reading(record) { fields, bytes throws(RecordTrouble) in
      fields.split(bytes)
      do throws(RecordTrouble) {
        let layout = try Self.layout(bytes, &fields, configured ?? header)
        return .leg(try fields.asteriskLeg(bytes, layout, record))
      } catch {
        found = AsteriskColumn.Layout(header: fields.names(bytes))
        if found != nil { return .header(record.position) }
        throw error
      }
    }
    if let found { self.header = found }
    return result
  }

  private static let stock = [
    AsteriskColumn.Layout.freePBXMapping, AsteriskColumn.Layout.freePBXReport,
    AsteriskColumn.Layout.customSample, AsteriskColumn.Layout.customSample.dropLast(),
  ].map { AsteriskColumn.Layout($0) }

  private static func layout(
    _ bytes: UnsafeRawBufferPointer, _ fields: inout RecordFields, _ given: AsteriskColumn.Layout?
  ) throws(RecordTrouble) -> AsteriskColumn.Layout {
    if let given {
      // FreePBX exports with PHP's fputcsv, which leaves `\"` as it is and doubles other quotes.
      if fields.table.isMalformed || fields.table.count != given.count {
        fields.split(bytes, rule: .backslashed)
        if fields.table.count == given.count { return given }
        fields.split(bytes)
      }
      if fields.table.count == given.count { return given }
    }
    if let known = stock.first(where: { $0.fits(bytes, fields) }) { return known }
    throw RecordTrouble(
      .columns,
      given.map { "The record has \(fields.table.count) columns instead of \($0.count)." }
        ?? """
        The record's \(fields.table.count) columns are no known mapping. Give the columns of \
        cdr_custom.conf in the PBX's `columns`.
        """)
  }
}

extension ColumnLayout<AsteriskColumn> {
  /// Whether times and numbers stand where this layout has them.
  fileprivate func fits(_ bytes: UnsafeRawBufferPointer, _ fields: RecordFields) -> Bool {
    guard count == fields.table.count else { return false }
    for column in [AsteriskColumn.start, .end] {
      guard let index = self[column] else { continue }
      guard let time = fields.time(bytes, index), time.isSet else { return false }
    }
    for column in [AsteriskColumn.duration, .billsec, .sequence] {
      guard let index = self[column] else { continue }
      guard NumberText.seconds(fields.raw(bytes, index)) != nil else { return false }
    }
    return true
  }
}

extension TimeText {
  var isSet: Bool {
    switch self {
    case .civil, .instant: true
    case .unset, .unreadable: false
    }
  }
}
