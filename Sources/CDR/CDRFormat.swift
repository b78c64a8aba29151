package import CallModel

/// One layout family of CDR files. An instance reads one file from its beginning: a header row or
/// the column count of the last row may decide how the next one is read.
///
/// To go on in the middle of a file, give a new instance the file's first record again (a header,
/// if there is one) and drop the result.
package protocol CDRFormat: Sendable {
  /// The name in configuration and on the command line, such as `asterisk-csv`.
  static var name: String { get }
  /// Products and versions that write it, for people.
  static var summary: String { get }
  /// Column names that `FormatSettings.columns` may use; empty when the layout can't be configured.
  static var knownColumns: [String] { get }
  /// How the bytes are cut into records and fields.
  var dialect: Delimited.Dialect { get }
  /// - Throws: `CDRError` when the zone or a column is unknown.
  init(settings: FormatSettings) throws(CDRError)
  mutating func parse(_ record: RawRecord) -> ParsedRecord
}

/// What a PBX's configuration says of its files.
package struct FormatSettings: Sendable, Hashable {
  /// IANA zone of the PBX host's clock, such as `Europe/Moscow`.
  package var timeZone: String
  /// Names of the columns in their order, for files without a header; nil: the format's own.
  package var columns: [String]?
  package var encoding: TextEncoding
  /// Byte between fields; nil: the format's own (a comma).
  package var separator: UInt8?

  package init(
    timeZone: String, columns: [String]? = nil, encoding: TextEncoding = .utf8,
    separator: UInt8? = nil
  ) {
    self.timeZone = timeZone
    self.columns = columns
    self.encoding = encoding
    self.separator = separator
  }
}

/// The bytes of one record, valid during the call that hands them over.
package struct RawRecord {
  /// Without its line end and without a byte-order mark before it.
  package var content: UnsafeRawBufferPointer
  package var position: SourcePosition
  /// NUL bytes stand in the content.
  package var hasNUL: Bool
  /// The file ends here, without a line end: the record may be cut off.
  package var isTail: Bool

  package init(
    content: UnsafeRawBufferPointer, position: SourcePosition, hasNUL: Bool = false,
    isTail: Bool = false
  ) {
    self.content = content
    self.position = position
    self.hasNUL = hasNUL
    self.isTail = isTail
  }
}

/// What a stretch of a file turned out to be. The positions of a file's results tile it.
package enum ParsedRecord: Sendable, Hashable {
  case leg(CallLeg)
  case reject(RecordReject)
  /// A row of column names.
  case header(SourcePosition)
  case blank(SourcePosition)

  package var position: SourcePosition {
    switch self {
    case .leg(let leg): leg.position
    case .reject(let reject): reject.position
    case .header(let position), .blank(let position): position
    }
  }
}
