/// A value of a CRM row, of the type that its column has.
package enum CRMValue: Sendable, Hashable {
  /// Empty, or the file has no such column: `CRMHeader.columns` tells which.
  case null
  case text(String)
  case instant(Instant)
  case integer(Int32)
  /// A JSON object of further columns; a null in it stands for an empty field.
  case json(String)
}

/// One row of a file of CRM facts, read and typed, whatever form it came in.
package struct CRMRow: Sendable, Hashable {
  /// In the order of the file's columns in DESIGN.md, absent ones null; last the further columns
  /// where the file keeps them.
  package var values: [CRMValue]
  /// What the row is about: equal for two rows of which the later replaces the earlier.
  package var key: String
  package var position: SourcePosition
  /// The record's bytes without the line end: behind `CRMHeader.raw` a file of one row.
  package var record: [UInt8]

  package init(values: [CRMValue], key: String, position: SourcePosition, record: [UInt8]) {
    self.values = values
    self.key = key
    self.position = position
    self.record = record
  }
}

/// What stands above the rows of a file.
package struct CRMHeader: Sendable, Hashable {
  /// Columns of ours that the file has. What an absent column says of a known fact is nothing;
  /// what an empty field says is that there is none.
  package var columns: [String]
  /// The bytes of the header with its line end.
  package var raw: [UInt8]

  package init(columns: [String], raw: [UInt8]) {
    self.columns = columns
    self.raw = raw
  }
}

/// What a reader of CRM facts finds next.
package enum CRMRecord: Sendable, Hashable {
  case row(CRMRow)
  case reject(RecordReject)
}
