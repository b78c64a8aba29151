/// Why a normalizer or a dial plan could not be made. No number is ever an error: see
/// `NormalizedNumber`.
package struct PhoneNumbersError: Error, Sendable, Equatable, CustomStringConvertible {
  package enum Code: Sendable, Equatable {
    /// libphonenumber knows no such region.
    case unknownRegion
    /// A pattern of the configuration is no regular expression.
    case badPattern
  }

  package let code: Code
  /// What was configured: the region, or the pattern.
  package let configured: String
  package let description: String

  static func unknownRegion(_ region: String) -> PhoneNumbersError {
    PhoneNumbersError(
      code: .unknownRegion, configured: region,
      description: """
        Cannot read telephone numbers for region "\(region)": it is no two-letter country code \
        that libphonenumber knows. Set `region` to one such as RU, KZ or US.
        """)
  }

  static func badPattern(_ pattern: String, setting: String) -> PhoneNumbersError {
    PhoneNumbersError(
      code: .badPattern, configured: pattern,
      description: """
        Cannot read the setting `\(setting)`: "\(pattern)" is no regular expression. Mend it, or \
        leave the setting out to have the default.
        """)
  }
}
