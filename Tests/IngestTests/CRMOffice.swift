import CallModel
import Foundation
import Ingest
import Postgres
import Store
import TestSupport

/// A migrated database of one test, into which CSV sets are imported.
struct CRMOffice {
  let database: TestDatabase
  let store: Store

  static func make() async throws -> CRMOffice {
    let database = try await TestDatabase.make(template: "crm_import") { uri in
      let store = Store(database: uri)
      _ = try await store.migrate()
      await store.close()
    }
    return CRMOffice(database: database, store: Store(database: database.uri))
  }

  /// Imports these files; the text is header and rows.
  @discardableResult
  func take(
    _ files: [CRMFile: String], isComplete: Bool = false, dryRun: Bool = false
  ) async throws -> CRMImportSummary {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    for (file, text) in files {
      try Data(text.utf8).write(to: folder.appendingPathComponent(file.fileName))
    }
    return try await CRMImport.run(
      folder: folder.path, store: store, region: "RU", isComplete: isComplete, dryRun: dryRun)
  }

  /// The first column of what `sql` gives, as text.
  func rows(_ sql: String) throws -> [String] {
    let connection = try Connection(ConnectionTarget(database.uri, searchPath: "tollgate"))
    defer { connection.close() }
    return try connection.query("select (t.*)::text as line from (\(sql)) t")
      .map { try $0.string("line") }
  }

  func run(_ sql: String) throws {
    let connection = try Connection(ConnectionTarget(database.uri, searchPath: "tollgate"))
    defer { connection.close() }
    try connection.script(sql)
  }

  /// All CRM facts by the CRM's own ids: two databases with the same facts give the same lines.
  func facts() throws -> [String] {
    try Self.factQueries.flatMap { try rows($0) }
  }

  /// Where each row lies and who wrote it: changes with any write.
  func versions() throws -> [String] {
    let tables = [
      "manager", "manager_extension", "company", "contact", "contact_phone", "company_phone",
      "pipeline", "stage", "deal", "deal_contact", "stage_period", "task", "quarantine",
      "crm_merge",
      "merged_stage_entry", "owner_entry", "deal_owner", "stage_period_past", "evidence",
      "call_decision",
    ]
    return try tables.flatMap { table in
      try rows("select '\(table)', ctid, xmin from \(table) order by ctid")
    }
  }

  private static let factQueries = [
    "select crm_id, name, email, attributes from manager order by 1",
    """
    select m.crm_id, e.extension, e.pbx_name, e.valid_from, e.valid_to
    from manager_extension e join manager m using (manager_id) order by 1, 2, 3, 4
    """,
    "select crm_id, name, attributes from company order by 1",
    """
    select c.crm_id, c.name, f.crm_id, c.attributes
    from contact c left join company f using (company_id) order by 1
    """,
    """
    select c.crm_id, p.phone, p.label, p.number, p.valid_from, p.valid_to, p.named
    from contact_phone p join contact c using (contact_id) order by 1, 2, 5, 7
    """,
    """
    select c.crm_id, p.phone, p.label, p.number, p.named
    from company_phone p join company c using (company_id) order by 1, 2, 5
    """,
    """
    select p.crm_id, s.crm_id, s."position", s.name, s.kind
    from stage s join pipeline p using (pipeline_id) order by 1, 2
    """,
    """
    select d.crm_id, d.title, p.crm_id, m.crm_id, f.crm_id, d.amount, d.currency, d.created_at,
      d.closed_at, d.outcome, d.loss_reason, d.attributes, d.has_owner_periods, d.own_created_at,
      r.crm_id
    from deal d left join deal r on r.deal_id = d.merged_into join pipeline p on p.pipeline_id = d.pipeline_id
    left join manager m on m.manager_id = d.owner_id
    left join company f on f.company_id = d.company_id order by 1
    """,
    """
    select d.crm_id, c.crm_id
    from deal_contact join deal d using (deal_id) join contact c using (contact_id) order by 1, 2
    """,
    """
    select d.crm_id, s.crm_id, v.entered_at, v.left_at, v.from_merged
    from stage_period v join deal d using (deal_id) join stage s using (stage_id)
    order by 1, 3, 4, 2
    """,
    """
    select t.crm_id, d.crm_id, t.kind, t.created_at, t.due_at, t.done_at, t.cancelled_at,
      m.crm_id, c.crm_id, t.place, t.starts_at, t.notes, t.attributes
    from task t join deal d using (deal_id) left join manager m on m.manager_id = t.owner_id
    left join contact c on c.contact_id = t.contact_id order by 1
    """,
    "select kind, merged, survivor, merged_at, root from crm_merge order by 1, 2",
    """
    select d.crm_id, e.named, s.crm_id, e.entered_at
    from merged_stage_entry e join deal d using (deal_id) join stage s using (stage_id)
    order by 1, 2, 4, 3
    """,
    """
    select d.crm_id, e.named, m.crm_id, e.valid_from
    from owner_entry e join deal d using (deal_id) left join manager m using (manager_id)
    order by 1, 2, 4
    """,
    """
    select d.crm_id, m.crm_id, o.valid_from, o.valid_to
    from deal_owner o join deal d using (deal_id) left join manager m using (manager_id)
    order by 1, 3
    """,
  ]
}

/// A small set that touches every file: two deals of one contact, one of another.
enum CRMSample {
  static let files: [CRMFile: String] = [
    .managers: """
    manager,name,email,team
    m1,Анна,anna@example.com,north
    m2,Борис,,
    """,
    .managerExtensions: """
    manager,extension,pbx,from,to
    m1,101,hq,,2026-06-01T00:00:00+03:00
    m2,101,hq,2026-06-01T00:00:00+03:00,
    m2,102,,,
    """,
    .companies: "company,name,ИНН\nf1,\"ООО \"\"Окна\"\"\",7701\nf2,Стекло,\n",
    .contacts: "contact,name,company\nc1,Иван,f1\nc2,Пётр,\nc3,Ольга,f2\n",
    .contactPhones: """
    contact,phone,label
    c1,8 (926) 123-45-67,MOB
    c1,+7 495 765 43 21,WORK
    c2,9161112233,
    c3,доб. 12,
    """,
    .companyPhones: "company,phone,label\nf1,+74957777777,\n",
    .stages: """
    pipeline,stage,position,name,kind
    sales,new,1,Заявка,open
    sales,talk,2,Встреча,open
    sales,won,3,Оплата,won
    sales,lost,4,Отказ,lost
    service,new,1,Заявка,open
    service,done,2,Готово,won
    """,
    .deals: """
    deal,title,pipeline,owner,company,amount,currency,created_at,closed_at,outcome,loss_reason
    d1,Окна,sales,m1,f1,1000.50,RUB,2026-05-01T10:00:00+03:00,,,
    d2,Двери,sales,m2,,,,2026-05-02T10:00:00+03:00,2026-05-20T10:00:00+03:00,lost,дорого
    d3,Ремонт,service,m2,f2,,,2026-05-03T10:00:00+03:00,,,
    """,
    .dealContacts: "deal,contact\nd1,c1\nd2,c1\nd3,c3\n",
    .stageHistory: """
    deal,stage,entered_at
    d1,new,2026-05-01T10:00:00+03:00
    d1,talk,2026-05-05T10:00:00+03:00
    d2,new,2026-05-02T10:00:00+03:00
    d2,talk,2026-05-02T10:00:00+03:00
    d2,lost,2026-05-20T10:00:00+03:00
    d3,new,2026-05-03T10:00:00+03:00
    """,
    .dealOwners: """
    deal,owner,from
    d3,m1,2026-05-03T10:00:00+03:00
    d3,m2,2026-05-04T10:00:00+03:00
    """,
    .merges: "kind,merged,into,at\ncontact,c0,c3,2026-05-02T10:00:00+03:00\n",
    .tasks: """
    task,deal,kind,created_at,due_at,owner,contact,place,starts_at,notes,channel
    t1,d1,meeting,2026-05-06T10:00:00+03:00,,m1,c1,офис,2026-05-08T12:00:00+03:00,"замер,
    потолок",phone
    t2,d3,call,2026-05-04T10:00:00+03:00,2026-05-05T10:00:00+03:00,,,,,,
    """,
  ]
}
