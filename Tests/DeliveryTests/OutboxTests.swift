import CallModel
import Postgres
import Store
import TestSupport
import Testing

@Suite("The outbox")
struct OutboxTests {
  @Test("has an event for each piece of evidence, on whatever way it comes")
  func everyWay() async throws {
    let office = try await OutboxOffice.make()
    let connection = try office.connect(searchPath: "public")
    defer { connection.close() }
    // Several rows at once, none, numbers with gaps, and a session with another search path.
    try connection.script(
      """
      insert into tollgate.evidence (deal_id, kind, occurred_at, source, certain)
      select 1, 'call_made', now(), 'external', true from generate_series(1, 5);
      insert into tollgate.evidence (deal_id, kind, occurred_at, source, certain)
      select 1, 'call_made', now(), 'external', true from generate_series(1, 0);
      insert into tollgate.evidence (evidence_id, deal_id, kind, occurred_at, source, certain)
      overriding system value
      select n, 2, 'call_made', now(), 'external', true from unnest('{100,102,101,200}'::int[]) n;
      """)
    try connection.startCopy(
      """
      copy tollgate.evidence (deal_id, kind, occurred_at, source, certain) from stdin (format binary)
      """)
    var writer = CopyBinaryWriter(columns: 5)
    writer.startRow()
    writer.append(Int32(3))
    writer.append("call_made")
    writer.append(PostgresTimestamp(microseconds: 0))
    writer.append("external")
    writer.append(true)
    writer.finish()
    try connection.send(&writer)
    try connection.endCopy()
    #expect(
      try office.values(
        "select format('%s-%s', first_subject, last_subject) from outbox order by outbox_id")
        == ["1-5", "100-102", "200-200", "6-6"])
    #expect(try office.values("select fault from outbox_fault()") == [])
  }

  @Test("has one for each revocation, once, and none for what was not committed or not revoked")
  func revocations() async throws {
    let office = try await OutboxOffice.make()
    for deal in 1...6 { try office.record(deal) }
    let fact = ExternalEvidence(
      deal: "d1", kind: "contract_signed", at: .init(seconds: 0), recordedBy: "Anna")
    let id = try await office.store.addEvidence(fact).id
    #expect(try await office.store.revokeEvidence(id, by: "Anna", why: "sent back"))
    #expect(try await !office.store.revokeEvidence(id, by: "Anna", why: "again"))
    try office.script(
      """
      update evidence set revoked_at = now(), revoked_why = 'x' where evidence_id in (1, 2, 4);
      update evidence set detail = 'y' where evidence_id in (3, 4);
      """)
    try office.script(
      """
      begin;
      insert into evidence (deal_id, kind, occurred_at, source, certain)
      values (1, 'call_made', now(), 'external', true);
      update evidence set revoked_at = now(), revoked_why = 'x' where evidence_id = 5;
      rollback;
      """)
    let revoked = try office.values(
      """
      select format('%s-%s', first_subject, last_subject) from outbox
      where type = 'tollgate.evidence.revoked' order by outbox_id
      """)
    #expect(revoked == ["7-7", "1-2", "4-4"])
    #expect(try await office.events().count == 11)
    #expect(try await office.store.faults().rows.isEmpty)
  }

  @Test("is held against the facts by verify")
  func verify() async throws {
    let office = try await OutboxOffice.make()
    for deal in 1...3 { try office.record(deal) }
    try office.script(
      """
      delete from outbox where first_subject = 2;
      insert into outbox (type, first_subject, last_subject) values
        ('tollgate.evidence.recorded', 3, 3), ('tollgate.evidence.revoked', 1, 1);
      """)
    let faults = try await office.store.faults().rows.map { $0.joined(separator: ": ") }.sorted()
    #expect(
      faults == [
        "event tollgate.evidence.recorded of 2: It is missing from the outbox.",
        "event tollgate.evidence.recorded of 3: The outbox has it 2 times.",
        "event tollgate.evidence.revoked of 1: The outbox has it without a fact.",
      ])
  }

  @Test("forgets what is old and was delivered, and nothing else; places are never given twice")
  func forget() async throws {
    let office = try await OutboxOffice.make()
    for deal in 1...4 { try office.record(deal) }
    _ = try await office.store.publishEvents()
    try office.script("update outbox set recorded_at = now() - interval '100 days'")
    let webhook = WebhookEntry(name: "crm", address: "https://x", types: ["*"])
    try await office.store.registerWebhooks([webhook], exclusive: true)
    try office.script("update webhook set sequence = 2")
    let old = try #require(
      try office.values("select extract(epoch from now() - interval '90 days')::bigint").first)
    let moment = try #require(Int64(old))
    #expect(try await office.store.forgetEvents(before: .init(seconds: moment)) == 2)
    #expect(try await office.events().map(\.sequence) == [3, 4])
    try office.script("update webhook set sequence = 4")
    #expect(try await office.store.forgetEvents(before: .init(seconds: moment)) == 2)
    #expect(try await office.events().isEmpty)
    try office.record(5)
    #expect(try await office.events().map(\.sequence) == [5])
  }

  @Test("is filled with the facts that were there before it, and made anew with the functions")
  func migrated() async throws {
    let office = try await OutboxOffice.make()
    try office.record(1)
    try office.script("delete from schema_object")
    _ = try await office.store.migrate()
    try office.record(2)
    #expect(try await office.events().count == 2)
  }
}
