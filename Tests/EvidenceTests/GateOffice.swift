import CallModel
import Evidence
import Foundation
import Postgres
import Store
import TestSupport

/// A small office in a database of its own: one exchange, one pipeline, one manager, one client.
///
/// Deal 881 came on 1 March 2024 at 09:00 UTC, was qualified at 10:00, and has been at the
/// appointment since 11:00; records of calls are complete up to 18:00.
struct GateOffice {
  let store: Store
  let connection: Connection

  static func make() async throws -> GateOffice {
    let database = try await TestDatabase.make(template: "gates") { uri in
      let store = Store(database: uri)
      _ = try await store.migrate()
      await store.close()
    }
    let connection = try Connection(ConnectionTarget(database.uri, searchPath: "tollgate"))
    try connection.script(founding)
    return GateOffice(store: Store(database: database.uri), connection: connection)
  }

  /// A moment of 1 March 2024, UTC.
  static func at(_ hour: Int64, _ minute: Int64 = 0, second: Int64 = 0) -> Instant {
    Instant(seconds: 1_709_251_200 + hour * 3600 + minute * 60 + second)
  }

  func apply(_ stages: String, skipping: String = "shut") async throws {
    let yaml = "pipeline: sales\nskipping: \(skipping)\nstages:\n" + stages
    _ = try await Gate(store: store).apply(GateRules(yaml: yaml), by: "test")
  }

  func decide(
    _ deal: String = "881", from: String? = nil, to: String? = nil, at: Instant = at(18),
    language: GateWording.Language = .en, log: Bool = false
  ) async throws -> GateDecision {
    try await Gate(store: store, wording: GateWording(language)).decide(
      deal: deal, from: from, to: to, at: at, askedBy: "test", log: log)
  }

  /// A call with the client, tied to a deal's visit, with the evidence that it gives.
  @discardableResult
  func call(
    _ kinds: [String], at: Instant, talk: Int32 = 0, direction: String = "outbound",
    certain: Bool = true, deal: Int32 = 1, visit: Int32 = 3
  ) throws -> Int64 {
    let rows = try connection.query(
      """
      insert into call (
        pbx_id, group_key, started_at, ended_at, direction, disposition, ring_seconds,
        talk_seconds, legs, external_number, external_raw, did, deal_id, stage_period_id,
        contact_id, link_method, ambiguous)
      values (1, $1::text || random(), $1, $1::timestamptz + interval '2 minutes', $2,
        case when $3 > 0 then 'answered' else 'no_answer' end, 5, $3, 1, '+79160000001', '', '',
        $4, $5, 1, 'only_open_deal', $6)
      returning call_id
      """,
      [PostgresTimestamp(at), direction, talk, deal, visit, !certain])
    let call = try rows.first?.int64("call_id") ?? 0
    for kind in kinds {
      try connection.execute(
        """
        insert into evidence (deal_id, stage_period_id, kind, occurred_at, source, call_id,
          certain, talk_seconds, direction)
        values ($1, $2, $3, $4, 'call', $5, $6, $7, $8)
        """,
        [deal, visit, kind, PostgresTimestamp(at), call, certain, talk, direction])
    }
    return call
  }

  /// A meeting task of deal 881, made at `at`, with all of the four w's but those left out.
  func meeting(
    _ task: String, at: Instant, without lacks: Set<String> = [], done: Instant? = nil
  ) throws {
    let owner: Int32? = lacks.contains("who") ? nil : 1
    let contact: Int32? = lacks.contains("with_whom") ? nil : 1
    try connection.execute(
      """
      insert into task (crm_id, deal_id, kind, created_at, done_at, owner_id, contact_id, place,
        starts_at)
      values ($1, 1, 'meeting', $2, $3, $4, $5, $6, $7)
      """,
      [
        task, PostgresTimestamp(at), done.map { PostgresTimestamp($0) }, owner, contact,
        lacks.contains("where") ? nil : "our office",
        lacks.contains("when") ? nil : PostgresTimestamp(Self.at(40)),
      ])
  }

  func completeUpTo(_ instant: Instant?) throws {
    try connection.execute(
      "update pbx set complete_up_to = $1", [instant.map { PostgresTimestamp($0) }])
  }

  private static let founding = """
    insert into pbx (name, time_zone, region, complete_up_to)
    values ('hq', 'Europe/Moscow', 'RU', '2024-03-01T18:00:00Z');
    insert into pipeline (crm_id) values ('sales');
    insert into stage (pipeline_id, crm_id, position, name, kind)
    select 1, s, o, initcap(s),
      case s when 'paid' then 'won' when 'lost' then 'lost' else 'open' end
    from unnest('{incoming,qualification,appointment,meeting,proposal,negotiation,invoice,
      prepayment,production,acceptance,paid,lost}'::text[]) with ordinality u (s, o);
    insert into manager (crm_id, name) values ('m1', 'Anna');
    insert into contact (crm_id, name) values ('c1', 'Boris');
    insert into contact_phone (contact_id, phone, number)
    values (1, '8 916 000-00-01', '+79160000001');
    insert into deal (crm_id, title, pipeline_id, owner_id, created_at)
    select d, 'Deal ' || d, 1, 1, '2024-03-01T09:00:00Z' from unnest('{881,882,883}'::text[]) d;
    insert into deal_contact (deal_id, contact_id) values (1, 1), (2, 1);
    insert into stage_period (deal_id, stage_id, entered_at, left_at) values
      (1, 1, '2024-03-01T09:00:00Z', '2024-03-01T10:00:00Z'),
      (1, 2, '2024-03-01T10:00:00Z', '2024-03-01T11:00:00Z'),
      (1, 3, '2024-03-01T11:00:00Z', 'infinity'),
      (2, 3, '2024-03-01T09:00:00Z', 'infinity');
    """
}
