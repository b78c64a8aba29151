// Asterisk 1.4 to 22, module cdr_csv: Master.csv and one more file per account code.
// Columns: Asterisk, cdr/cdr_csv.c (build_csv_record), options loguniqueid, loguserfield and
// newcdrcolumns in cdr.conf.

import CallModel

/// Asterisk's plain CDR file. It has no header, and options that may change at any time decide how
/// many columns it has, so each row's layout is told by its own count and content.
package struct AsteriskCSV: CDRFormat {
  package static let name = "asterisk-csv"
  package static let summary = "Asterisk cdr_csv (Master.csv), 16 to 21 columns"
  package static let knownColumns: [String] = []

  package let dialect: Delimited.Dialect
  private var fields: RecordFields

  /// `settings.columns` is not looked at: this layout can't be configured on the exchange either.
  package init(settings: FormatSettings) throws(CDRError) {
    dialect = Delimited.Dialect(separator: settings.separator ?? UInt8(ascii: ","))
    fields = try RecordFields(settings: settings, dialect: dialect)
  }

  package mutating func parse(_ record: RawRecord) -> ParsedRecord {
    fields.reading(record) { fields, bytes throws(RecordTrouble) in
      fields.split(bytes)
      do throws(RecordTrouble) {
        let layout = try Self.layout(bytes, fields)
        return .leg(try fields.asteriskLeg(bytes, layout, record))
      } catch {
        if AsteriskColumn.Layout(header: fields.names(bytes)) != nil {
          return .header(record.position)
        }
        throw error
      }
    }
  }

  private static let new: [AsteriskColumn?] = [nil, .linkedid, .sequence]
  private static let base = AsteriskColumn.Layout.cdrCSV
  private static let plain = AsteriskColumn.Layout(base)
  private static let withID = AsteriskColumn.Layout(base + [.uniqueid])
  private static let withUserField = AsteriskColumn.Layout(base + [.userfield])
  private static let withBoth = AsteriskColumn.Layout(base + [.uniqueid, .userfield])
  private static let newPlain = AsteriskColumn.Layout(base + new)
  private static let newWithID = AsteriskColumn.Layout(base + [.uniqueid] + new)
  private static let newWithUserField = AsteriskColumn.Layout(base + [.userfield] + new)
  private static let newWithBoth = AsteriskColumn.Layout(base + [.uniqueid, .userfield] + new)

  private static func layout(
    _ bytes: UnsafeRawBufferPointer, _ fields: RecordFields
  ) throws(RecordTrouble) -> AsteriskColumn.Layout {
    // With one of the two options on, the 17th column is either; an id has a shape of its own.
    var hasID: Bool { AsteriskID.epoch(of: fields.raw(bytes, 16)) != nil }
    // A quote that is not closed takes the next separator in, and then the columns are shifted.
    if fields.table.isMalformed && !hasID {
      throw RecordTrouble(
        .quote,
        """
        A quote stands inside a column, not doubled, and the id is not in its place: where the \
        columns begin can't be told. Repair the line by hand.
        """)
    }
    switch fields.table.count {
    case 16: return plain
    case 17: return hasID ? withID : withUserField
    case 18: return withBoth
    case 19: return newPlain
    case 20: return hasID ? newWithID : newWithUserField
    case 21: return newWithBoth
    default:
      throw RecordTrouble(
        .columns,
        """
        The record has \(fields.table.count) columns; cdr_csv writes 16 to 21. If the file comes \
        from cdr_custom, give its format as asterisk-custom.
        """)
    }
  }
}
