@testable import SampleOffice

/// What the CRM's export says, read as anybody would read it.
struct CRMFacts {
  /// Contacts of each E.164 number.
  var contacts: [String: Set<String>] = [:]
  var owners: [String: String] = [:]
  private var deals: [String: [String]] = [:]
  private var created: [String: EpochSeconds] = [:]
  private var closed: [String: EpochSeconds] = [:]
  private var visits: [String: [(EpochSeconds, String)]] = [:]

  init(_ office: MemorySink) {
    for row in office.rows("crm/contact_phones.csv") {
      contacts[Self.e164(row.text("phone")), default: []].insert(row.text("contact"))
    }
    for row in office.rows("crm/deals.csv") {
      owners[row.text("deal")] = row.text("owner")
      created[row.text("deal")] = row.instant("created_at")
      closed[row.text("deal")] = row.instant("closed_at")
    }
    for row in office.rows("crm/deal_contacts.csv") {
      deals[row.text("contact"), default: []].append(row.text("deal"))
    }
    for row in office.rows("crm/stage_history.csv") {
      visits[row.text("deal"), default: []]
        .append((row.instant("entered_at") ?? 0, row.text("stage")))
    }
  }

  /// Only the spellings that the maker knows.
  private static func e164(_ phone: String) -> String {
    let digits = phone.prefix { $0 != "д" }.filter { $0.isASCII && $0.isNumber }
    if phone.hasPrefix("+") { return "+\(digits)" }
    if digits.hasPrefix("810") { return "+\(digits.dropFirst(3))" }
    return "+7" + (digits.count == 11 ? String(digits.dropFirst()) : String(digits))
  }

  func openDeals(of people: Set<String>, at instant: EpochSeconds) -> Set<String> {
    Set(people.flatMap { deals[$0] ?? [] }).filter {
      (created[$0] ?? .max) <= instant && instant < (closed[$0] ?? .max)
    }
  }

  func dealsCreated(of people: Set<String>, after: EpochSeconds, upTo: EpochSeconds)
    -> Set<String>
  {
    Set(people.flatMap { deals[$0] ?? [] }).filter {
      (created[$0] ?? 0) > after && (created[$0] ?? .max) <= upTo
    }
  }

  /// The stage at that instant; the first one before the deal begins.
  func stage(of deal: String, at instant: EpochSeconds) -> String? {
    let visits = visits[deal] ?? []
    return (visits.last { $0.0 <= instant } ?? visits.first)?.1
  }
}
