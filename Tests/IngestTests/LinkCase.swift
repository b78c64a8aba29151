import Foundation
import Ingest
import Store

/// A small company with one client, whose calls arrive before or after the facts of the CRM.
struct LinkCase: Sendable {
  enum Order: CaseIterable { case crmFirst, callsFirst }

  let board: Switchboard

  static let client = "+79161234567"
  static let start = "2026-03-01T10:00:00+03:00"

  /// The CRM's facts: managers Anna (101) and Boris (102), contact c1 with `client`, deal d1 of
  /// Anna's. Each can be replaced.
  static func facts(_ own: [String: String] = [:]) -> [String: String] {
    [
      "managers": "manager,name\nanna,Анна\nboris,Борис\n",
      "manager_extensions": "manager,extension\nanna,101\nboris,102\n",
      "stages": "pipeline,stage,position,name,kind\np,new,1,Заявка,open\np,won,2,Оплата,won\n",
      "contacts": "contact,name\nc1,Иван\n",
      "contact_phones": "contact,phone\nc1,\(client)\n",
      "deals": "deal,title,pipeline,owner,created_at\nd1,Окна,p,anna,\(start)\n",
      "deal_contacts": "deal,contact\nd1,c1\n",
      "stage_history": "deal,stage,entered_at\nd1,new,\(start)\n",
    ].merging(own) { $1 }
  }

  static func taken(
    _ logs: [(exchange: String, text: String)], _ facts: [String: String], _ order: Order
  ) async throws -> LinkCase {
    let made = LinkCase(board: try await Switchboard.make())
    if order == .crmFirst { try await made.importCRM(facts) }
    for (number, log) in logs.enumerated() {
      let path = try made.board.spool.write(log.text, to: "log\(number).csv")
      var profile = PBXProfile.moscow
      profile.name = log.exchange
      try await made.board.take(path, by: profile)
    }
    if order == .callsFirst { try await made.importCRM(facts) }
    return made
  }

  func importCRM(_ facts: [String: String]) async throws {
    let folder = board.spool.path("crm-\(UUID().uuidString)")
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    for (name, text) in facts {
      try Data(text.utf8).write(to: URL(fileURLWithPath: "\(folder)/\(name).csv"))
    }
    try await OfficeSite.importCRM(folder, board.store)
  }

  /// The calls that count: direction, disposition, talk, who spoke last, contact, deal, rule.
  func calls() throws -> [String] {
    try board.rows(
      """
      select r.pbx, r.direction, r.disposition, r.talk_seconds, r.manager, r.contact, r.deal,
        r.link_method, r.ambiguous
      from call_row r where r.twin_of is null order by r.started_at, r.pbx, r.call_id
      """)
  }

  func evidence() throws -> [String] {
    try board.rows(
      """
      select d.crm_id, e.kind, e.certain from evidence e join deal d using (deal_id)
      where e.revoked_at is null order by e.occurred_at, e.kind, d.crm_id
      """)
  }
}
