package import CDR
package import PhoneNumbers

/// One exchange as the configuration describes it.
package struct PBXProfile: Sendable, Hashable {
  package var name: String
  /// CDR format; nil: detected file by file.
  package var format: String?
  /// Zone, columns and encoding of its files.
  package var settings: FormatSettings
  /// Which channels and numbers are whose.
  package var rules: DialPlan.Rules

  package init(
    name: String, format: String? = nil, settings: FormatSettings, rules: DialPlan.Rules
  ) {
    self.name = name
    self.format = format
    self.settings = settings
    self.rules = rules
  }
}
