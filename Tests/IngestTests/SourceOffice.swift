import CDR
import CallModel
import Foundation
import Ingest
import PhoneNumbers
import Recordings
import Store
import TestSupport

/// A small office with calls, calendars, sidecars and recordings, in a database of one test.
///
/// Client c1 has deals d1 of seller m1 (101) and, where asked for, d2 of m2 (102). All of it plays on
/// 2 March 2026, times in Moscow.
struct SourceOffice: Sendable {
  let board: Switchboard

  static func make() async throws -> SourceOffice {
    SourceOffice(board: try await Switchboard.make())
  }

  // MARK: Facts

  static let people = """
    contact,name,company,email
    c1,Иван,,Ivan@Client.Example
    c2,Ольга,,olga@client.example
    """

  /// The CRM's facts; `deals` are of contact c1.
  func importCRM(
    deals: [String] = ["d1"], people: String = people, more: [CRMFile: String] = [:]
  ) async throws {
    let owners = ["d1": "m1", "d2": "m2", "d3": "m1"]
    var files: [CRMFile: String] = [
      .managers: """
      manager,name,email
      m1,Анна,Anna@Office.example
      m2,Борис,boris@office.example
      """,
      .managerExtensions: "manager,extension\nm1,101\nm2,102\n",
      .contacts: people,
      .contactPhones: "contact,phone\nc1,8 916 111-22-33\nc2,8 916 111-22-44\n",
      .stages: "pipeline,stage,position,name,kind\ns,new,1,Заявка,open\ns,app,2,Встреча,open\n",
      .deals: "deal,title,pipeline,owner,created_at\n"
        + deals.map { "\($0),T,s,\(owners[$0] ?? "m1"),2026-03-01T10:00:00+03:00\n" }.joined(),
      .dealContacts: "deal,contact\n" + deals.map { "\($0),c1\n" }.joined(),
      .stageHistory: "deal,stage,entered_at\n"
        + deals.map {
          "\($0),new,2026-03-01T10:00:00+03:00\n\($0),app,2026-03-02T09:00:00+03:00\n"
        }.joined(),
    ]
    files.merge(more) { $1 }
    try await importCRM(files)
  }

  func importCRM(_ files: [CRMFile: String]) async throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    for (file, text) in files {
      try Data(text.utf8).write(to: folder.appendingPathComponent(file.fileName))
    }
    _ = try await CRMImport.run(
      folder: folder.path, store: board.store, region: "RU", dryRun: false)
  }

  /// 2026-03-02 00:00 in Moscow, in seconds of the epoch.
  static let midnight: Int64 = 1_772_398_800

  /// A call of 101 (or another) to client c1 at so many minutes past ten, and its record.
  static func record(
    _ minute: Int = 0, talk: Int = 60, from: String = "101", to: String = "89161112233",
    userField: String = "", code: String = ""
  ) -> String {
    func clock(_ seconds: Int) -> String {
      let all = 36_000 + 60 * minute + seconds
      return "2026-03-02 "
        + [all / 3600, all / 60 % 60, all % 60].map { $0 < 10 ? "0\($0)" : "\($0)" }
        .joined(separator: ":")
    }
    let fields = [
      code, from, to, "from-internal", "\"\"\(from)\"\" <\(from)>", "SIP/\(from)-0000000\(minute)",
      "SIP/mtt-000001\(minute)", "Dial", "SIP/mtt/\(to)", clock(0), clock(5), clock(5 + talk),
    ]
    return fields.map { "\"\($0)\"" }.joined(separator: ",")
      + ",\(5 + talk),\(talk),\"ANSWERED\",\"DOCUMENTATION\",\"\(id(minute))\",\"\(userField)\"\n"
  }

  /// The unique id of that call.
  static func id(_ minute: Int = 0) -> String {
    "\(midnight + 36_000 + Int64(60 * minute)).\(minute)"
  }

  static let profile: PBXProfile = {
    var profile = PBXProfile.moscow
    profile.rules.outcomes = ["MB": "meeting_booked"]
    return profile
  }()

  func call(_ records: String) async throws {
    let path = try board.spool.write(records, to: "Master-\(UUID().uuidString).csv")
    _ = try await board.take(path, by: Self.profile)
  }

  // MARK: Files

  var ingest: DocumentIngest {
    DocumentIngest(
      store: board.store, timeZone: "Europe/Moscow", region: "RU", phrases: AgreedPhrases())
  }

  @discardableResult
  func take(_ text: String, as name: String) async throws -> IngestSummary {
    let path = try board.spool.write(text, to: name)
    let kind: DocumentKind = name.hasSuffix(".ics") ? .calendar : .sidecar
    return try await ingest.take(path, kind: kind)
  }

  /// A meeting of m1 and c1 on 3 March, made at 10:30.
  static func meeting(
    uid: String = "u1", sequence: Int = 0, start: String = "20260303T120000",
    created: String = "20260302T073000Z", stamp: String? = nil, place: String = "Офис",
    status: String = "CONFIRMED", organizer: String = "anna@office.example",
    guest: String = "mailto:ivan@client.example", more: String = ""
  ) -> String {
    """
    BEGIN:VCALENDAR
    VERSION:2.0
    BEGIN:VEVENT
    UID:\(uid)
    SEQUENCE:\(sequence)
    DTSTAMP:\(stamp ?? created)
    CREATED:\(created)
    DTSTART;TZID=Europe/Moscow:\(start)
    SUMMARY:Замер
    LOCATION:\(place)
    STATUS:\(status)
    ORGANIZER:mailto:\(organizer)
    ATTENDEE;PARTSTAT=ACCEPTED:\(guest)
    \(more)
    END:VEVENT
    END:VCALENDAR

    """
  }

  /// Looks through the spool's folder as a folder of recordings, an hour later.
  @discardableResult
  func scan() async throws -> IngestSummary {
    let now = Instant(seconds: Int64(Date().timeIntervalSince1970) + 3_600)
    return try await RecordingScan(store: board.store)
      .run(board.spool.path, pbx: Self.profile, now: now).summary
  }

  // MARK: What came of it

  /// Live evidence, by what it is and not by our numbers: deal, stage, kind, source, certain, person.
  func live(_ kind: String? = nil) throws -> [String] {
    try board.rows(
      """
      select d.crm_id, s.crm_id, e.kind, e.source, e.certain, e.occurred_at, e.recorded_by
      from evidence e
      join deal d using (deal_id)
      left join stage_period p using (stage_period_id)
      left join stage s on s.stage_id = p.stage_id
      where e.revoked_at is null \(kind.map { "and e.kind = '\($0)'" } ?? "")
      order by 1, 3, 4, 6
      """)
  }

  /// Suggestions by what they are: deal, kind, source, status, ground.
  func suggestions() throws -> [String] {
    try board.rows(
      """
      select d.crm_id, s.kind, s.source, s.status, s.ground
      from suggestion s left join deal d using (deal_id) order by 2, 3, 5
      """)
  }

  /// Our number of the first row of a query.
  func number(_ sql: String) throws -> Int64 {
    let row = try board.rows(sql).first ?? ""
    return Int64(row.filter(\.isNumber)) ?? 0
  }

  func waiting() throws -> Int64 {
    try number("select suggestion_id from suggestion where status = 'waiting'")
  }
}

/// All orders of a few things.
func orders<Element>(_ elements: [Element]) -> [[Element]] {
  guard elements.count > 1 else { return [elements] }
  return elements.indices.flatMap { index in
    var rest = elements
    let first = rest.remove(at: index)
    return orders(rest).map { [first] + $0 }
  }
}
