import CallModel
import Delivery
import Foundation
import Postgres
import Store
import Synchronization
import TestSupport

/// A migrated database of one test with some deals, d1 to d60, in stage appointment.
struct OutboxOffice: Sendable {
  let database: TestDatabase
  let store: Store

  static func make() async throws -> OutboxOffice {
    let database = try await TestDatabase.make(template: "outbox") { uri in
      let store = Store(database: uri)
      _ = try await store.migrate()
      await store.close()
      let connection = try Connection(ConnectionTarget(uri, searchPath: "tollgate"))
      try connection.script(founding)
      connection.close()
    }
    return OutboxOffice(database: database, store: Store(database: database.uri))
  }

  func connect(searchPath: String? = "tollgate") throws -> Connection {
    try Connection(ConnectionTarget(database.uri, searchPath: searchPath))
  }

  /// Records a piece of evidence of a deal, and commits it.
  func record(_ deal: Int, kind: String = "payment_received") throws {
    let connection = try connect()
    defer { connection.close() }
    try Self.record(deal, kind: kind, by: connection)
  }

  static func record(
    _ deal: Int, kind: String = "payment_received", by connection: Connection
  ) throws {
    try connection.execute(
      """
      insert into evidence (deal_id, stage_period_id, kind, occurred_at, source, certain, detail)
      values ($1, $1, $2, '2024-03-01T12:00:00Z', 'external', true, 'Anna said so')
      """, [Int32(deal), kind])
  }

  func script(_ sql: String) throws {
    let connection = try connect()
    defer { connection.close() }
    try connection.script(sql)
  }

  /// The first column of what a query gives, as text.
  func values(_ sql: String) throws -> [String] {
    let connection = try connect()
    defer { connection.close() }
    return try connection.query("select (t.v)::text as v from (\(sql)) t (v)")
      .map { try $0.string("v") }
  }

  /// All published events after a place.
  func events(after: Int64 = 0, types: [String]? = nil) async throws -> [StoredEvent] {
    _ = try await store.publishEvents()
    var query = EventQuery()
    query.after = after
    query.types = types
    query.limit = 100_000
    return try await store.events(query)
  }

  private static let founding = """
    insert into pipeline (crm_id) values ('sales');
    insert into stage (pipeline_id, crm_id, position, name, kind)
    values (1, 'appointment', 1, 'Appointment', 'open'), (1, 'meeting', 2, 'Meeting', 'open');
    insert into deal (crm_id, title, pipeline_id, created_at)
    select 'd' || d, 'Deal of Boris', 1, '2024-03-01T09:00:00Z' from generate_series(1, 60) d;
    insert into stage_period (deal_id, stage_id, entered_at, left_at)
    select deal_id, 1, '2024-03-01T09:00:00Z', 'infinity' from deal;
    """
}

/// A clock that a test sets.
final class TestClock: Sendable {
  private let moment: Mutex<Instant>

  init() {
    moment = Mutex(Instant(seconds: 1_790_000_000))
  }

  var now: Instant { moment.withLock { $0 } }

  func advance(seconds: Int64) { moment.withLock { $0 = $0.advanced(bySeconds: seconds) } }
}

/// A claim that a test changes while others look.
final class Flag: Sendable {
  private let value: Mutex<Bool>

  init(_ value: Bool) { self.value = Mutex(value) }

  var isSet: Bool { value.withLock { $0 } }

  func set(_ value: Bool) { self.value.withLock { $0 = value } }
}

/// What a test's receiver heard.
final class Mailbox: Sendable {
  private let all = Mutex<[(id: String, subject: String, evidence: Int)]>([])
  private let attemptCount = Mutex(0)

  var taken: [(id: String, subject: String, evidence: Int)] { all.withLock { $0 } }
  var ids: [String] { taken.map(\.id) }
  var attempts: Int { attemptCount.withLock { $0 } }

  /// Hears of an attempt, and keeps what was taken.
  func hear(_ request: WebhookRequest, _ answer: WebhookAnswer) -> WebhookAnswer {
    attemptCount.withLock { $0 += 1 }
    guard answer == .taken else { return answer }
    let letter = Letter(request)
    all.withLock { $0.append((letter.id, letter.subject, letter.evidence)) }
    return answer
  }
}

/// What stands in a request.
struct Letter {
  let id: String
  let subject: String
  let evidence: Int

  init(_ request: WebhookRequest) {
    id = request.headers.first { $0.name == "webhook-id" }?.value ?? ""
    let object =
      try? JSONSerialization.jsonObject(with: Data(request.body)) as? [String: Any] ?? [:]
    subject = object?["subject"] as? String ?? ""
    evidence = (object?["data"] as? [String: Any])?["evidence"] as? Int ?? 0
  }
}

extension Webhook {
  /// One that a test sends to.
  static func sample(
    _ name: String = "crm", url: String = "http://127.0.0.1:1/", types: [String] = ["*"],
    timeoutSeconds: Int64 = 5
  ) throws -> Webhook {
    let secret = "whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8="
    return Webhook(
      name: name, address: try WebhookAddress(url, isInsecure: false, name: name), types: types,
      secrets: [secret].compactMap { WebhookSecret($0) }, timeoutSeconds: timeoutSeconds)
  }
}

extension OutboxOffice {
  /// A worker with a test's clock, known to the database, and no chance in its schedule.
  func worker(
    _ webhook: Webhook? = nil, clock: TestClock,
    options change: (inout DeliveryOptions) -> Void = { _ in },
    send: @escaping WebhookWorker.Send
  ) async throws -> WebhookWorker {
    let webhook = try webhook ?? .sample()
    try await store.registerWebhooks([webhook.entry], exclusive: false)
    var options = DeliveryOptions()
    options.now = { clock.now }
    options.schedule.chance = { 0 }
    change(&options)
    return WebhookWorker(webhook: webhook, store: store, options: options, send: send)
  }
}
