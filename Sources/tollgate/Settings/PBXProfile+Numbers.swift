import CallModel
import Ingest
import PhoneNumbers

extension PBXProfile {
  /// Our own lines in E.164.
  func ownNumbers() throws -> [String] {
    try DialPlan(rules: rules).ownNumbers.map(\.e164)
  }
}
