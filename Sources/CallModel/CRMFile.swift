/// One file of the CSV set in which CRM facts come, in the order in which they lean on each other.
package enum CRMFile: String, Sendable, Hashable, CaseIterable {
  case managers
  case managerExtensions = "manager_extensions"
  case companies
  case contacts
  case contactPhones = "contact_phones"
  case companyPhones = "company_phones"
  case stages
  case deals
  case dealContacts = "deal_contacts"
  case stageHistory = "stage_history"
  case dealOwners = "deal_owners"
  case tasks
  /// Which contacts, companies and deals became part of others.
  case merges

  /// Such as `stage_history.csv`.
  package var fileName: String { rawValue + ".csv" }

  /// - Parameter fileName: a name without folders; nil when the set has no such file.
  package init?(fileName: some StringProtocol) {
    guard fileName.hasSuffix(".csv") else { return nil }
    self.init(rawValue: String(fileName.dropLast(4)))
  }

  /// Whether its rows are telephone numbers, which need their E.164 form beside them.
  package var holdsPhones: Bool { self == .contactPhones || self == .companyPhones }
}
