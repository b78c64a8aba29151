import CallModel
import Foundation
import Postgres
import Store
import TestSupport

/// A small office in a database of its own, in Moscow: one exchange, one pipeline of the open
/// stages s1 to s4, won and lost, sellers Anna (m1) and Boris (m2).
///
/// Its days are those of March 2024, when the 4th is a Monday; a time such as `04 10:00` is local.
/// Reports are made for the week from the 4th to the 8th, as of `08 18:00` unless said otherwise;
/// call records are complete up to then.
struct ReportOffice {
  let store: Store
  let connection: Connection

  static func make(_ settings: [String: String] = [:]) async throws -> ReportOffice {
    let database = try await TestDatabase.make(template: "reports") { uri in
      let store = Store(database: uri)
      _ = try await store.migrate()
      await store.close()
    }
    let connection = try Connection(ConnectionTarget(database.uri, searchPath: "tollgate"))
    try connection.script(founding)
    for (name, value) in settings {
      try connection.execute("insert into setting (name, value) values ($1, $2)", [name, value])
    }
    return ReportOffice(store: Store(database: database.uri), connection: connection)
  }

  /// What the server reads as a time of March 2024 in Moscow: `04 10:00:59`.
  static func time(_ text: String) -> String { "2024-03-\(text)+03" }

  static func instant(_ text: String) throws -> Instant {
    let seconds = text.count > 8 ? text : text + ":00"
    let parts = seconds.split { " :".contains($0) }.compactMap { Int64($0) }
    // 2024-03-01T00:00:00+03:00
    let midnight = Int64(1_709_240_400)
    return Instant(
      seconds: midnight + (parts[0] - 1) * 86_400 + parts[1] * 3600 + parts[2] * 60 + parts[3])
  }

  func scope(
    asOf: String = "08 18:00", first: String = "04", last: String = "08", stage: String? = nil,
    manager: String? = nil
  ) async throws -> ReportScope {
    try await store.reportScope(
      firstDay: "2024-03-\(first)", lastDay: "2024-03-\(last)", asOf: Self.instant(asOf),
      stage: stage, manager: manager)
  }

  /// A deal with a contact of its own; gives our number of both.
  @discardableResult
  func deal(
    _ id: String, owner: String? = "m1", amount: String? = nil, currency: String? = "RUB",
    created: String = "04 10:00", closed: String? = nil, outcome: String? = nil
  ) throws -> Int32 {
    let number = try query("select coalesce(max(deal_id), 0) + 1 as n from deal").first?.int32("n")
    let deal = number ?? 0
    try connection.execute(
      """
      insert into deal (crm_id, title, pipeline_id, owner_id, amount, currency, created_at,
        closed_at, outcome)
      select $1, 'Deal ' || $1, 1, (select manager_id from manager where crm_id = $2),
        $3::text::numeric, $4, $5::text::timestamptz, $6::text::timestamptz, $7
      """,
      [
        id, owner, amount, currency, Self.time(created), closed.map(Self.time), outcome,
      ])
    try connection.execute(
      "insert into contact (crm_id, name) values ($1, 'Client ' || $1)", ["c" + id])
    try connection.execute(
      "insert into contact_phone (contact_id, phone, number) values ($1, 'x', $2)",
      [deal, Self.number(deal)])
    try connection.execute("insert into deal_contact values ($1, $1)", [deal])
    return deal
  }

  static func number(_ deal: Int32) -> String { "+79160000\(100 + deal)" }

  /// A stage visit; gives our number of it.
  @discardableResult
  func visit(
    _ deal: Int32, _ stage: String, _ entered: String, _ left: String? = nil
  ) throws -> Int32 {
    try query(
      """
      insert into stage_period (deal_id, stage_id, entered_at, left_at)
      select $1, stage_id, $3::text::timestamptz, coalesce($4::text::timestamptz, 'infinity')
      from stage where crm_id = $2
      returning stage_period_id as n
      """, [deal, stage, Self.time(entered), left.map(Self.time)]
    ).first?.int32("n") ?? 0
  }

  /// A call; gives our number of it. `talk` above 0 means that it was answered.
  @discardableResult
  func call(
    _ direction: String, _ at: String, deal: Int32? = nil, visit: Int32? = nil, talk: Int32 = 0,
    ring: Int32 = 10, answered: Bool? = nil, number: String? = nil, recording: String? = nil,
    ambiguous: Bool = false, method: String? = "only_open_deal", manager: Int32? = 1
  ) throws -> Int64 {
    let isAnswered = answered ?? (talk > 0)
    return try query(
      """
      insert into call (pbx_id, group_key, started_at, answered_at, ended_at, direction,
        disposition, ring_seconds, talk_seconds, legs, external_number, external_raw, did,
        recording_file, deal_id, contact_id, stage_period_id, link_method, ambiguous, manager_id)
      select 1, gen_random_uuid(), t.at, case when $4 then t.at + make_interval(secs => $3) end,
        t.at + make_interval(secs => $3 + $5), $2, case when $4 then 'answered' else 'no_answer' end,
        $3, $5, 1, $6, coalesce($6, ''), '', $7, $8, $8, $9, $10, $11, $12
      from (select $1::text::timestamptz as at) t
      returning call_id as n
      """,
      [
        Self.time(at), direction, ring, isAnswered, talk, number ?? deal.map(Self.number),
        recording, deal, visit, method, ambiguous, manager,
      ]
    ).first?.int64("n") ?? 0
  }

  /// A piece of evidence that rests on a call, or on nothing but somebody's word.
  func evidence(
    _ kind: String, _ at: String, deal: Int32, visit: Int32, call: Int64? = nil,
    certain: Bool = true
  ) throws {
    try connection.execute(
      """
      insert into evidence (deal_id, stage_period_id, kind, occurred_at, source, call_id, certain)
      values ($1, $2, $3, $4::text::timestamptz, case when $5::bigint is null then 'external'
        else 'call' end, $5, $6)
      """, [deal, visit, kind, Self.time(at), call, certain])
  }

  func task(
    _ id: String, _ deal: Int32, kind: String = "call", created: String = "04 10:00",
    due: String?, done: String? = nil
  ) throws {
    try connection.execute(
      """
      insert into task (crm_id, deal_id, kind, created_at, due_at, done_at)
      values ($1, $2, $3, $4::text::timestamptz, $5::text::timestamptz, $6::text::timestamptz)
      """, [id, deal, kind, Self.time(created), due.map(Self.time), done.map(Self.time)])
  }

  /// Rules that ask for one kind of evidence before a stage is left.
  func require(_ kind: String, in stage: String, count: Int32 = 1) throws {
    try connection.execute(
      """
      insert into gate_rules (pipeline_id, version, source, applied_by) values (1, 1, '', 'test')
      on conflict do nothing
      """)
    try connection.execute(
      """
      insert into gate_requirement (gate_rules_id, stage_id, ordinal, kinds, certain, count)
      select 1, s.stage_id, (select count(*) + 1 from gate_requirement), array[$1], true, $3
      from stage s where s.crm_id = $2
      """, [kind, stage, count])
  }

  func completeUpTo(_ time: String) throws {
    try connection.execute(
      "update pbx set complete_up_to = $1::text::timestamptz", [Self.time(time)])
  }

  func query(_ sql: String, _ parameters: [any SQLEncodable] = []) throws -> [Row] {
    try connection.query(sql, parameters)
  }

  private static let founding = """
    insert into pbx (name, time_zone, region, complete_up_to)
    values ('hq', 'Europe/Moscow', 'RU', '2024-03-08 18:00+03');
    insert into pipeline (crm_id) values ('sales');
    insert into stage (pipeline_id, crm_id, position, name, kind)
    select 1, s, 10 * o, 'Stage ' || s,
      case s when 'won' then 'won' when 'lost' then 'lost' else 'open' end
    from unnest('{s1,s2,s3,s4,won,lost}'::text[]) with ordinality u (s, o);
    insert into manager (crm_id, name) values ('m1', 'Anna'), ('m2', 'Boris');
    """
}
