/// Reads the rows of one file of CRM facts, one after another, in little memory.
package protocol CRMRecordReader: AnyObject {
  var file: CRMFile { get }
  /// Path or other name of the file, as the user gave it.
  var origin: String { get }
  var header: CRMHeader { get }
  /// How many values each row has.
  var valueCount: Int { get }

  /// - Returns: nil after the last record.
  /// - Throws: when the file can't be read on; a bad record is a value.
  func next() throws -> CRMRecord?
}

/// Where an import of CRM facts reads from.
package protocol CRMSource {
  /// One for each file that there is, in the order of `CRMFile`.
  var readers: [any CRMRecordReader] { get }

  /// Reads one row again that was set aside.
  ///
  /// - Parameters:
  ///   - file: which file of the set it comes from.
  ///   - raw: the header's line and the record behind it.
  /// - Returns: nil when no row can be read there.
  func reader(of file: CRMFile, raw: [UInt8]) -> (any CRMRecordReader)?
}
