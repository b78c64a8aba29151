import CDR
import Ingest
import PhoneNumbers

extension PBXProfile {
  /// A PBX that the configuration does not describe: the company's zone and region, and the
  /// default dial plan.
  init(default name: String, company: Settings.Company) {
    self.init(
      name: name, settings: FormatSettings(timeZone: company.timeZone),
      rules: DialPlan.Rules(region: company.region))
  }
}
