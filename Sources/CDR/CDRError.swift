import CallModel

/// Why a reader of call-detail records could not be made. A bad *record* is no error but a
/// `RecordReject`.
package struct CDRError: Error, Sendable, Equatable, CustomStringConvertible {
  package enum Code: Sendable, Equatable {
    case unknownZone, noTimeZoneData, damagedZoneFile
    case unknownFormat, unknownColumn, missingColumn
  }

  package let code: Code
  /// One or two sentences: what was tried, what is wrong, what to do.
  package let description: String

  package init(code: Code, description: String) {
    self.code = code
    self.description = description
  }
}

/// Why one record can't be taken; becomes a `RecordReject` where position and bytes are known.
struct RecordTrouble: Error {
  var reason: RecordReject.Reason
  var detail: String

  init(_ reason: RecordReject.Reason, _ detail: String) {
    self.reason = reason
    self.detail = detail
  }
}
