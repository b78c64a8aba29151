// FreeSWITCH 1.0 to 1.10, module mod_cdr_csv: Master.csv and one file per account code.
// Columns: the template in cdr_csv.conf.xml, by `columns`; or a stock template: FreeSWITCH,
// conf/vanilla/autoload_configs/cdr_csv.conf.xml.

import CallModel

/// FreeSWITCH's CDR file: a line of text into which values are put without any escaping.
///
/// - A leg is answered when its answer time is set; the hangup cause decides only among the ways
///   of not being answered.
/// - `linkedID` is `call_uuid` where the template has it; of `signal_bond` and `bridge_uuid`,
///   which name the *other* leg, the lesser of it and the own uuid, so that both legs say the
///   same. Nil when the template has none of them.
/// - `bleg_uuid` goes to `destinationChannel` as `uuid:…` when the template names no
///   bridge_channel: FreeSWITCH's core never sets it, so it is no ground for grouping.
package struct FreeSwitchCSV: CDRFormat {
  package static let name = "freeswitch-csv"
  package static let summary =
    "FreeSWITCH mod_cdr_csv: templates example, sql and asterisk, or columns by list"
  package static var knownColumns: [String] { FreeSwitchColumn.allNames }

  package let dialect: Delimited.Dialect
  private var fields: RecordFields
  private let configured: FreeSwitchColumn.Layout?

  package init(settings: FormatSettings) throws(CDRError) {
    // The built-in template puts a blank before its last field's quote.
    dialect = Delimited.Dialect(
      separator: settings.separator ?? UInt8(ascii: ","), quoting: .unescaped,
      allowsBlankBeforeQuote: true)
    fields = try RecordFields(settings: settings, dialect: dialect)
    if let columns = settings.columns {
      configured = try FreeSwitchColumn.Layout(
        names: columns, format: Self.name, required: [.start_stamp])
    } else {
      configured = nil
    }
  }

  package mutating func parse(_ record: RawRecord) -> ParsedRecord {
    let configured = configured
    return fields.reading(record) { fields, bytes throws(RecordTrouble) in
      let values = Self.insideStatement(bytes)
      fields.split(values)
      let layout =
        configured ?? FreeSwitchColumn.stock.first { $0.fits(values, fields) }
        ?? FreeSwitchColumn.stock.first { $0.hasUUID(values, fields) }
      guard let layout, layout.count == fields.table.count else {
        if FreeSwitchColumn.Layout(header: fields.names(values)) != nil {
          return .header(record.position)
        }
        throw RecordTrouble(
          .columns,
          """
          The record's \(fields.table.count) columns are no known template. Give the variables \
          of the template in cdr_csv.conf.xml in the PBX's `columns`; a value that holds quote, \
          comma, quote can't be told from two values.
          """)
      }
      return .leg(try fields.freeSwitchLeg(values, layout, record))
    }
  }

  /// The values of `INSERT INTO cdr VALUES (…);` (template `sql`), or of a line that ends with a
  /// semicolon (the built-in copy of template `asterisk`).
  private static func insideStatement(_ bytes: UnsafeRawBufferPointer) -> UnsafeRawBufferPointer {
    var end = bytes.count
    while end > 0, [Byte.semicolon, Byte.closingBracket, Byte.space].contains(bytes[end - 1]) {
      end -= 1
    }
    if end == bytes.count || end == 0 || bytes[end - 1] != Byte.quote { end = bytes.count }
    guard bytes.slice(0..<6).equalsIgnoringCase("INSERT"),
      let bracket = bytes.firstIndex(of: UInt8(ascii: "("))
    else { return bytes.slice(0..<end) }
    return bytes.slice(bracket + 1..<end)
  }
}

extension ColumnLayout<FreeSwitchColumn> {
  /// Whether times, numbers and a UUID stand where this layout has them.
  fileprivate func fits(_ bytes: UnsafeRawBufferPointer, _ fields: RecordFields) -> Bool {
    guard count == fields.table.count, let start = fields.time(bytes, self[.start_stamp]) else {
      return false
    }
    return start.isSet && hasUUID(bytes, fields)
  }

  /// Whether a UUID stands where this layout has it: the columns are this layout's, and what is
  /// wrong with the record is something else.
  fileprivate func hasUUID(_ bytes: UnsafeRawBufferPointer, _ fields: RecordFields) -> Bool {
    count == fields.table.count && fields.raw(bytes, self[.uuid]).isUUID
  }
}

extension UnsafeRawBufferPointer {
  /// 8-4-4-4-12 hexadecimal digits.
  fileprivate var isUUID: Bool {
    guard count == 36 else { return false }
    return enumerated().allSatisfy { index, byte in
      [8, 13, 18, 23].contains(index)
        ? byte == Byte.dash
        : (Byte.zero...Byte.nine).contains(byte) || (0x41...0x46).contains(byte & 0xDF)
    }
  }
}
