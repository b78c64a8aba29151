import CallModel
import Delivery
import Postgres
import Store
import Synchronization
import TestSupport
import Testing

@Suite("A webhook's worker", .timeLimit(.minutes(10)))
struct WebhookWorkerTests {
  @Test("sends what happened since the webhook was configured, once, in order, of its types")
  func delivers() async throws {
    let office = try await OutboxOffice.make()
    let mailbox = Mailbox()
    try office.record(1)
    let worker = try await office.worker(
      .sample(types: ["tollgate.evidence.*"]), clock: TestClock()
    ) { mailbox.hear($0, .taken) }
    for deal in [1, 2, 1, 3] { try office.record(deal) }
    try office.script(
      """
      insert into gate_decision (deal_id, from_stage_id, verdict, evidence_ids, decision, asked_by)
      values (1, 1, 'open', '{}', '{}', 'Anna');
      update evidence set revoked_at = now(), revoked_why = 'x' where evidence_id = 1;
      """)
    #expect(try await worker.run().delivered == 5)
    #expect(
      Set(mailbox.ids)
        == Set(
          ["recorded-2", "recorded-3", "recorded-4", "recorded-5", "revoked-1"].map {
            "tollgate:tollgate:" + $0
          }))
    #expect(mailbox.taken.filter { $0.subject == "d1" }.map(\.evidence) == [2, 4, 1])
    #expect(try await worker.run().delivered == 0)
    #expect(mailbox.attempts == 5)
    #expect(try office.values("select count(*) from webhook_delivery") == ["0"])
    #expect(try office.values("select sequence from webhook") == ["7"])
  }

  @Test("writes once for many events that are taken")
  func fewWrites() async throws {
    let office = try await OutboxOffice.make()
    let mailbox = Mailbox()
    let worker = try await office.worker(clock: TestClock()) { mailbox.hear($0, .taken) }
    try office.script(
      """
      create table written (at timestamptz default clock_timestamp());
      create function count_write() returns trigger language plpgsql as
        $$ begin insert into written default values; return null; end $$;
      create trigger counted after insert or update or delete on webhook
        for each row execute function count_write();
      create trigger counted after insert or update or delete on webhook_delivery
        for each row execute function count_write();
      insert into evidence (deal_id, kind, occurred_at, source, certain)
      select 1 + n % 60, 'call_made', now(), 'external', true from generate_series(1, 1000) n;
      """)
    #expect(try await worker.run().delivered == 1_000)
    #expect(mailbox.ids.count == 1_000 && Set(mailbox.ids).count == 1_000)
    // Ten rounds of a hundred, and one that found nothing wrote nothing.
    #expect(try office.values("select count(*) from written") == ["10"])
    #expect(try office.values("select count(*) from webhook_delivery") == ["0"])
  }

  @Test("keeps the later events of a deal back while an earlier one fails, and those of others not")
  func order() async throws {
    let office = try await OutboxOffice.make()
    let clock = TestClock()
    let mailbox = Mailbox()
    let fails = Flag(true)
    let worker = try await office.worker(clock: clock) { request in
      let isPoison = Letter(request).evidence == 2 && fails.isSet
      return mailbox.hear(request, isPoison ? .failed(why: "status 422") : .taken)
    }
    // Deals 1 and 2 by turns: evidence 2, the first of deal 2, fails.
    for deal in [1, 2, 1, 2, 1, 2] { try office.record(deal) }
    #expect(try await worker.run().failed == 1)
    #expect(mailbox.taken.map(\.evidence).sorted() == [1, 3, 5])
    // More of both deals come meanwhile.
    for deal in [2, 1] { try office.record(deal) }
    _ = try await worker.run()
    #expect(mailbox.taken.map(\.evidence).sorted() == [1, 3, 5, 8])
    fails.set(false)
    clock.advance(seconds: 6)
    _ = try await worker.run()
    #expect(mailbox.taken.filter { $0.subject == "d2" }.map(\.evidence) == [2, 4, 6, 7])
    #expect(mailbox.ids.count == 8)
  }

  @Test("gives an event up after ten attempts, goes on behind it, and replays it when asked to")
  func deadLetter() async throws {
    let office = try await OutboxOffice.make()
    let clock = TestClock()
    let mailbox = Mailbox()
    let fails = Flag(true)
    let worker = try await office.worker(clock: clock) { request in
      let isPoison = Letter(request).evidence == 1 && fails.isSet
      return mailbox.hear(request, isPoison ? .failed(why: "status 422") : .taken)
    }
    for _ in 0..<2 { try office.record(1) }
    var dead = 0
    // The schedule, with the waits that it tells: 5 s, 5 min, 30 min, 2, 5, 10, 14, 20, 24 h.
    for wait in [0, 5, 300, 1_800, 7_200, 18_000, 36_000, 50_400, 72_000, 86_400] as [Int64] {
      #expect(mailbox.taken.isEmpty)
      clock.advance(seconds: wait)
      dead += try await worker.run().dead
    }
    #expect(dead == 1)
    #expect(mailbox.attempts == 10 + 1)
    #expect(mailbox.taken.map(\.evidence) == [2])
    let letters = try await office.store.deadLetters(webhook: nil, limit: 10)
    #expect(letters.rows.count == 1)
    #expect(letters.json.first?.contains("recorded-1") == true)
    #expect(letters.json.first?.contains("status 422") == true)
    #expect(letters.json.first?.contains(#""attempts":10"#) == true)

    fails.set(false)
    _ = try await worker.run()
    #expect(mailbox.attempts == 11)
    #expect(try await office.store.replayDeadLetters(of: "crm", places: [99]) == 0)
    #expect(try await office.store.replayDeadLetters(of: "crm", places: nil) == 1)
    _ = try await worker.run(at: clock)
    #expect(mailbox.taken.map(\.evidence) == [2, 1])
    #expect(try await office.store.deadLetters(webhook: "crm", limit: 10).rows.isEmpty)
  }

  @Test("replays everything after a place, in order, with the same ids")
  func replay() async throws {
    let office = try await OutboxOffice.make()
    let mailbox = Mailbox()
    let worker = try await office.worker(clock: TestClock()) { mailbox.hear($0, .taken) }
    for _ in 0..<4 { try office.record(1) }
    _ = try await worker.run()
    let first = mailbox.ids
    #expect(try await office.store.replayEvents(of: "crm", after: 1) == 3)
    _ = try await worker.run()
    #expect(mailbox.ids == first + first.dropFirst())
    let error = await #expect(throws: StoreError.self) {
      try await office.store.replayEvents(of: "nobody", after: 1)
    }
    #expect(error?.code == .notFound)
  }

  @Test("sends nothing more when it is told that nobody is there, until it is switched on again")
  func gone() async throws {
    let office = try await OutboxOffice.make()
    let clock = TestClock()
    let mailbox = Mailbox()
    let isGone = Flag(true)
    let worker = try await office.worker(clock: clock, options: { $0.concurrency = 1 }) {
      mailbox.hear($0, isGone.isSet ? .gone : .taken)
    }
    for deal in 1...3 { try office.record(deal) }
    _ = try await worker.run()
    clock.advance(seconds: 1_000_000)
    _ = try await worker.run()
    #expect(mailbox.attempts == 1)
    let row = try await office.store.webhooks().json
    #expect(row.first?.contains(#""state":"off""#) == true)
    #expect(row.first?.contains(#""undelivered":3"#) == true)
    isGone.set(false)
    try await office.store.switchOnWebhook("crm")
    _ = try await worker.run()
    #expect(mailbox.taken.map(\.evidence).sorted() == [1, 2, 3])
  }

  @Test("leaves the receiver alone for as long as it asks, and counts that against no event")
  func retryAfter() async throws {
    let office = try await OutboxOffice.make()
    let clock = TestClock()
    let mailbox = Mailbox()
    let isBusy = Flag(true)
    let worker = try await office.worker(clock: clock, options: { $0.concurrency = 1 }) {
      let busy = WebhookAnswer.later(seconds: 120, why: "status 429")
      return mailbox.hear($0, isBusy.isSet ? busy : .taken)
    }
    for deal in 1...3 { try office.record(deal) }
    for _ in 0..<15 {
      _ = try await worker.run()
      clock.advance(seconds: 119)
      _ = try await worker.run()
      clock.advance(seconds: 2)
    }
    #expect(mailbox.attempts == 15)
    isBusy.set(false)
    _ = try await worker.run()
    #expect(mailbox.taken.map(\.evidence).sorted() == [1, 2, 3])
    #expect(try await office.store.deadLetters(webhook: nil, limit: 9).rows.isEmpty)
  }

  @Test("shares a webhook with other workers: nothing is under way twice, and all goes once")
  func severalWorkers() async throws {
    let office = try await OutboxOffice.make()
    let mailbox = Mailbox()
    let underWay = Mutex<Set<String>>([])
    let send: WebhookWorker.Send = { request in
      let id = Letter(request).id
      #expect(underWay.withLock { $0.insert(id).inserted })
      try? await Task.sleep(for: .milliseconds(2))
      underWay.withLock { _ = $0.remove(id) }
      return mailbox.hear(request, .taken)
    }
    let first = try await office.worker(clock: TestClock(), options: { $0.batch = 10 }, send: send)
    for index in 0..<120 { try office.record(1 + index % 60) }
    try await withThrowingTaskGroup(of: Void.self) { group in
      for _ in 0..<4 {
        let store = Store(database: office.database.uri)
        var options = DeliveryOptions()
        options.batch = 10
        let worker = WebhookWorker(
          webhook: first.webhook, store: store, options: options, send: send)
        group.addTask {
          while mailbox.taken.count < 120 {
            _ = try await worker.run()
            try await Task.sleep(for: .milliseconds(5))
          }
          await store.close()
        }
      }
      try await group.waitForAll()
    }
    #expect(mailbox.ids.count == 120 && Set(mailbox.ids).count == 120)
  }

  @Test("that dies between sending and writing down sends again, with the same ids")
  func death() async throws {
    let office = try await OutboxOffice.make()
    let mailbox = Mailbox()
    let doomed = Store(database: office.database.uri)
    let worker = try await office.worker(clock: TestClock()) { mailbox.hear($0, .taken) }
    for deal in 1...3 { try office.record(deal) }
    let dying = WebhookWorker(
      webhook: worker.webhook, store: doomed, options: DeliveryOptions()
    ) { request in
      // The server ends the session while the request is under way.
      _ = try? office.values(
        """
        select pg_terminate_backend(pid) from pg_stat_activity
        where datname = current_database() and pid <> pg_backend_pid()
        """)
      return mailbox.hear(request, .taken)
    }
    await #expect(throws: StoreError.self) { try await dying.run() }
    let first = Set(mailbox.ids)
    #expect(!first.isEmpty)
    await office.store.close()
    _ = try await worker.run()
    #expect(first.isSubset(of: mailbox.ids.suffix(3)))
    #expect(Set(mailbox.ids.suffix(3)).count == 3)
  }
}

extension WebhookWorker {
  /// Runs after a replay, whose moment is the server's and not the test's.
  fileprivate func run(at clock: TestClock) async throws -> DeliveryTally {
    clock.advance(seconds: 1_000_000_000)
    return try await run()
  }
}
