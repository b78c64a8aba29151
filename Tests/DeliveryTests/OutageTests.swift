import CallModel
import Delivery
import Postgres
import Store
import TestSupport
import Testing

@Suite("A receiver that is down", .timeLimit(.minutes(10)))
struct OutageTests {
  @Test("for a day loses nothing, gets each event once and each deal's in order, and soon")
  func oneDay() async throws {
    let office = try await OutboxOffice.make()
    let clock = TestClock()
    let mailbox = Mailbox()
    let isDown = Flag(true)
    let worker = try await office.worker(clock: clock) {
      mailbox.hear($0, isDown.isSet ? .failed(why: "status 502") : .taken)
    }
    var recorded = 0
    // A day in steps of ten minutes, with three events a step.
    for step in 0..<144 {
      for index in 0..<3 {
        try office.record(1 + (step * 7 + index * 11) % 60)
        recorded += 1
      }
      _ = try await worker.run()
      clock.advance(seconds: 600)
    }
    #expect(mailbox.taken.isEmpty)
    // Twenty events by the schedule, six attempts each, and one every ten minutes to see whether
    // it is back.
    #expect(mailbox.attempts < 20 * 7 + 144 + 20, "\(mailbox.attempts)")
    let aside = try office.values("select count(*) from webhook_delivery")
    #expect((Int(aside.first ?? "") ?? .max) <= 100)
    let listed = try await office.store.webhooks().json.first ?? ""
    #expect(listed.contains(#""state":"failing""#) && listed.contains(#""undelivered":432"#))
    #expect(listed.contains("status 502"))

    isDown.set(false)
    clock.advance(seconds: 300)
    _ = try await worker.run()
    #expect(mailbox.ids.count == recorded)
    #expect(Set(mailbox.ids).count == recorded)
    for deal in Set(mailbox.taken.map(\.subject)) {
      let evidence = mailbox.taken.filter { $0.subject == deal }.map(\.evidence)
      #expect(evidence == evidence.sorted(), "\(deal)")
    }
    #expect(try office.values("select count(*) from webhook_delivery") == ["0"])
    #expect(try await office.store.webhooks().json.first?.contains(#""state":"on""#) == true)
  }

  @Test("with a long backlog is asked little and written about little")
  func longBacklog() async throws {
    let office = try await OutboxOffice.make()
    let clock = TestClock()
    let mailbox = Mailbox()
    let worker = try await office.worker(clock: clock) {
      mailbox.hear($0, .failed(why: "no connection"))
    }
    try office.script(
      """
      insert into evidence (deal_id, kind, occurred_at, source, certain)
      select 1 + n % 60, 'call_made', now(), 'external', true from generate_series(1, 200000) n;
      analyze;
      """)
    _ = try await worker.run()
    let started = ContinuousClock.now
    for _ in 0..<100 {
      clock.advance(seconds: 60)
      _ = try await worker.run()
    }
    let elapsed = ContinuousClock.now - started
    print("100 polls with a backlog of 200,000 events: \(elapsed)")
    #expect(elapsed < .seconds(20))
    #expect(mailbox.attempts < 200)
    let aside = try office.values("select count(*) from webhook_delivery")
    #expect((Int(aside.first ?? "") ?? .max) <= 100)
    #expect(try office.values("select count(*) from outbox") == ["1"])
  }
}
