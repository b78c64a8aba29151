import CallModel
import Ingest
import PhoneNumbers
import Store
import TestSupport

/// An exchange and a CRM on one database, and calls that a test makes up one by one.
struct IntakeOffice: Sendable {
  let board: Switchboard
  let crm: CRMOffice

  static func make() async throws -> IntakeOffice {
    let crm = try await CRMOffice.make()
    return IntakeOffice(board: try Switchboard(crm.database), crm: crm)
  }

  var store: Store { board.store }

  /// Takes a file of these calls.
  @discardableResult
  func take(_ calls: [PlainCall], by profile: PBXProfile = .moscow) async throws -> IngestSummary {
    // Of the same name, as the order of files must not matter.
    let text = calls.map(\.record).joined()
    let name = calls.map { String($0.number) }.joined(separator: "-") + ".csv"
    return try await board.take(try board.spool.write(text, to: name), by: profile)
  }

  /// A contact with a number, and what else is known of him.
  func know(_ number: String, contact: String = "c1") async throws {
    try await crm.take([
      .contacts: "contact,name\n\(contact),Client\n",
      .contactPhones: "contact,phone\n\(contact),\(number)\n",
    ])
  }

  /// The seller m1 at extension 101, and the client's deal d1, open since 1 March.
  func sell(to number: String) async throws {
    try await crm.take([
      .managers: "manager,name\nm1,Anna\n",
      .managerExtensions: "manager,extension,pbx,from,to\nm1,101,,,\n",
      .contacts: "contact,name\nc1,Client\n",
      .contactPhones: "contact,phone\nc1,\(number)\n",
      .stages: "pipeline,stage,position,name,kind\nsales,new,1,New,open\nsales,won,2,Won,won\n",
      .deals: "deal,title,pipeline,owner,created_at\nd1,Deal,sales,m1,2026-03-01T10:00:00+03:00\n",
      .dealContacts: "deal,contact\nd1,c1\n",
      .stageHistory: "deal,stage,entered_at\nd1,new,2026-03-01T10:00:00+03:00\n",
    ])
  }

  /// Waiting cards: number, first call and due time in Moscow.
  func waiting() throws -> [String] {
    try board.rows(
      """
      select number, to_char(opened_at at time zone 'Europe/Moscow', 'DD HH24:MI') as opened,
        to_char(due_at at time zone 'Europe/Moscow', 'DD HH24:MI') as due
      from intake_card where closed_at is null order by number
      """)
  }

  /// All cards in the order of their numbers, and how they were closed.
  func cards() throws -> [String] {
    try board.rows("select intake_card_id, number, closed_how from intake_card order by 1")
  }
}

/// A call of one leg, on a day of March 2026 in Moscow (the 2nd is a Monday).
struct PlainCall: Sendable, Hashable {
  enum Way: Sendable { case inbound, outbound }

  /// Tells its ids and channels.
  var number: Int
  var way = Way.inbound
  /// Digits of the outside party as the exchange writes them.
  var party: String
  var day = 2
  var hour = 10
  var minute = 0
  /// Seconds of talk; nil for a call that nobody answered.
  var talk: Int?
  /// What the extension shows outwards.
  var shown = "101"

  var record: String {
    let start = 36_000 + ((day - 2) * 24 + hour - 10) * 3600 + minute * 60
    let outside = "SIP/mtt-\(hexadecimal(2 * number))"
    let inside = "SIP/101-\(hexadecimal(2 * number + 1))"
    let isInbound = way == .inbound
    let fields = [
      "", isInbound ? party : shown, isInbound ? "101" : party, isInbound ? "from-trunk" : "out",
      "", isInbound ? outside : inside, isInbound ? inside : outside, "Dial", "x",
      time(start), talk == nil ? "" : time(start + 5), time(start + 5 + (talk ?? 15)),
      String(5 + (talk ?? 15)), String(talk ?? 0), talk == nil ? "NO ANSWER" : "ANSWERED",
      "DOCUMENTATION", "\(1_772_434_800 + start - 36_000).\(number)", "",
    ]
    return fields.map { "\"\($0)\"" }.joined(separator: ",") + "\n"
  }

  private func time(_ second: Int) -> String {
    let parts = [second / 3600 % 24, second / 60 % 60, second % 60]
    return "2026-03-\(two(2 + second / 86_400)) " + parts.map(two).joined(separator: ":")
  }

  private func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }

  private func hexadecimal(_ number: Int) -> String {
    let digits = String(number, radix: 16)
    return String(repeating: "0", count: max(0, 8 - digits.count)) + digits
  }
}
