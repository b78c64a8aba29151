import CallModel
import Store
import Testing

@Suite("A person's word")
struct ConfirmationTests {
  /// A call that may be of d1 or d3, both of the caller: ambiguous.
  private func office() async throws -> SourceOffice {
    let office = try await SourceOffice.make()
    try await office.importCRM(deals: ["d1", "d3"])
    try await office.call(SourceOffice.record())
    return office
  }

  private func uncertain(_ office: SourceOffice) throws -> Int64 {
    try office.number(
      "select evidence_id from evidence where kind = 'client_reached' and revoked_at is null")
  }

  @Test("makes uncertain evidence certain, with who and why, once")
  func certain() async throws {
    let office = try await office()
    let store = office.board.store
    let id = try uncertain(office)
    let confirmed = try await store.confirmEvidence(id, deal: nil, by: "Boss", why: "listened")
    #expect(confirmed.isNew && confirmed.id > id)
    #expect(
      try office.board.rows(
        "select revoked_why, revoked_by from evidence where evidence_id = \(id)")
        == ["(\"Confirmed by Boss as evidence \(confirmed.id).\",)"])
    for number in [id, confirmed.id] {
      let again = try await store.confirmEvidence(number, deal: nil, by: "Boss", why: "again")
      #expect(!again.isNew && again.id == confirmed.id)
    }
    #expect(try office.live("client_reached").map { $0.contains(",t,") } == [true])
    #expect(try office.live("call_made").map { $0.contains(",f,") } == [true])
    try await office.board.expectSound()
  }

  @Test("holds while the call is of that deal, and comes back with it")
  func holds() async throws {
    let office = try await office()
    let store = office.board.store
    let deal = try office.live("client_reached")[0].dropFirst().prefix(2)
    let other = deal == "d1" ? "d3" : "d1"
    _ = try await store.confirmEvidence(uncertain(office), deal: nil, by: "Boss", why: "listened")
    let expected = try office.live("client_reached")
    #expect(expected == ["(\(deal),app,client_reached,call,t,\"2026-03-02 07:00:00+00\",Boss)"])
    try await office.importCRM([.contactPhones: "contact,phone\nc2,8 916 111-22-33\n"])
    #expect(try office.live("client_reached") == expected)
    let call = try office.number("select call_id from call")
    try await store.assign(call: call, deal: other, by: "Boss", why: "wrong")
    #expect(try office.live("client_reached").map { $0.contains("Boss") } == [false])
    #expect(
      try office.board.rows("select revoked_why from evidence where recorded_by = 'Boss'")
        == ["(\"The call is linked to another deal.\")"])
    try await store.assign(call: call, deal: nil, by: "Boss", why: "let it be")
    #expect(try office.live("client_reached") == expected)
    try await office.board.expectSound()
  }

  @Test("of a client reached makes the booking certain that rests on it; revoked, it falls")
  func rests() async throws {
    let office = try await office()
    let store = office.board.store
    let deal = String(try office.live("client_reached")[0].dropFirst().prefix(2))
    try await office.importCRM([
      .tasks: "task,deal,kind,created_at,owner,contact,place,starts_at\n"
        + "t1,\(deal),meeting,2026-03-02T11:00:00+03:00,m1,c1,офис,2026-03-03T12:00:00+03:00\n"
    ])
    #expect(try office.live("meeting_booked").map { $0.contains(",f,") } == [true])
    let confirmed = try await store.confirmEvidence(
      uncertain(office), deal: nil, by: "Boss", why: "listened")
    #expect(try office.live("meeting_booked").map { $0.contains(",t,") } == [true])
    #expect(try await store.revokeEvidence(confirmed.id, by: "Boss", why: "a machine"))
    #expect(try office.live("meeting_booked").isEmpty)
    #expect(try office.live("client_reached").isEmpty)
    try await office.board.expectSound()
  }

  @Test("needs a reason and something that can be confirmed")
  func refused() async throws {
    let office = try await office()
    let id = try uncertain(office)
    for (number, deal, why, code) in [
      (id, String?.none, " ", StoreError.Code.invalid), (999, nil, "w", .notFound),
      (id, "nosuch", "w", .notFound),
    ] {
      let error = await #expect(throws: StoreError.self) {
        try await office.board.store.confirmEvidence(number, deal: deal, by: "Boss", why: why)
      }
      #expect(error?.code == code)
    }
  }

  @Test(
    "meeting tasks: moved keeps the booking, a start before its making is none, the rest revokes")
  func tasks() async throws {
    let office = try await SourceOffice.make()
    try await office.importCRM(deals: ["d1", "d2"])
    try await office.call(SourceOffice.record())
    func task(
      deal: String = "d1", starts: String = "2026-03-03T12:00:00+03:00", cancelled: String = ""
    ) async throws {
      try await office.importCRM([
        .tasks: "task,deal,kind,created_at,cancelled_at,owner,contact,place,starts_at\n"
          + "t1,\(deal),meeting,2026-03-02T11:00:00+03:00,\(cancelled),m1,c1,офис,\(starts)\n"
      ])
    }
    let booked = "(d1,app,meeting_booked,task,t,\"2026-03-02 08:00:00+00\",)"
    try await task()
    #expect(try office.live("meeting_booked") == [booked])
    try await task(starts: "2026-03-04T12:00:00+03:00")
    #expect(try office.live("meeting_booked") == [booked])
    #expect(
      try await office.board.store.evidenceListing(ofDeal: "d1", includingRevoked: true).json
        .filter { $0.contains("was moved from") }.count == 1)
    try await task(deal: "d2")
    #expect(try office.live("meeting_booked").isEmpty)
    try await task()
    #expect(try office.live("meeting_booked") == [booked])
    try await task(cancelled: "2026-03-02T12:00:00+03:00")
    #expect(try office.live("meeting_booked").isEmpty)
    try await task(starts: "2026-03-02T10:30:00+03:00")
    #expect(try office.live("meeting_booked").isEmpty)
    try await office.board.expectSound()
  }
}
