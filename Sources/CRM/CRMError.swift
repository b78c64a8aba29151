import CallModel

/// Why a set of CRM files can't be read at all. A bad *row* is no error but a `RecordReject`.
package struct CRMError: Error, Sendable, Equatable, CustomStringConvertible {
  package enum Code: Sendable, Equatable {
    /// There is no such folder, or it may not be read.
    case folder
    /// The folder has none of the files.
    case noFiles
    /// A file can't be opened or read on.
    case unreadable
    /// A file is not UTF-8 as a whole, such as UTF-16.
    case encoding
    /// The header can't be read or has a column twice.
    case header
    /// The header lacks a column that the file needs.
    case missingColumn
  }

  package let code: Code
  /// One or two sentences: what was tried, what is wrong, what to do. Names no folder.
  package let description: String

  package init(_ code: Code, _ description: String) {
    self.code = code
    self.description = description
  }
}

/// Why one row can't be taken; becomes a `RecordReject` where position and bytes are known.
struct RowTrouble: Error, Equatable {
  var reason: RecordReject.Reason
  /// What was found in which field and what to do, without file and line, no capital at its
  /// beginning and no full stop at its end.
  var detail: String

  init(_ reason: RecordReject.Reason, _ detail: String) {
    self.reason = reason
    self.detail = detail
  }
}
