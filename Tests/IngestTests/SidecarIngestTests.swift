import Ingest
import Store
import Testing

@Suite("Sidecars suggest")
struct SidecarIngestTests {
  private static let agreed = """
    {"uniqueid": "\(SourceOffice.id())", "transcript": "Договорились на встречу."}
    """
  /// By number and time only, 40 seconds off.
  private static let vcon = """
    {"parties": [{"tel": "+7 916 111 22 33"}, {"tel": "101"}],
     "dialog": [{"type": "recording", "start": "2026-03-02T10:00:40+03:00", "parties": [0, 1]}],
     "analysis": [{"type": "transcript", "body": "До встречи завтра!"}]}
    """
  private static let waiting =
    "(d1,meeting_booked,sidecar,waiting,\"“договорились на встречу”\")"

  @Test("a sidecar, its call and the CRM in any order", arguments: orders([0, 1, 2]))
  func order(steps: [Int]) async throws {
    let office = try await SourceOffice.make()
    for step in steps {
      switch step {
      case 0: try await office.importCRM()
      case 1: try await office.call(SourceOffice.record())
      default: try await office.take(Self.agreed, as: "a.json")
      }
    }
    #expect(try office.suggestions() == [Self.waiting])
    // A suggestion is no evidence.
    #expect(try office.live("meeting_booked").isEmpty)
    #expect(try await office.take(Self.agreed, as: "a.json").sidecars == 0)
    try await office.board.expectSound()
  }

  @Test("by number and beginning it is the only call of that time, whichever came first")
  func byNumber() async throws {
    let office = try await SourceOffice.make()
    try await office.importCRM()
    try await office.take(Self.vcon, as: "a.vcon")
    #expect(try office.suggestions().isEmpty)
    try await office.call(SourceOffice.record())
    #expect(try office.suggestions().map { $0.contains("waiting") } == [true])
    // A second call within two minutes: of which of them it tells is not clear any more.
    try await office.call(SourceOffice.record(1))
    #expect(try office.suggestions().map { $0.contains("withdrawn") } == [true])
    try await office.board.expectSound()
  }

  @Test("confirmed it is evidence of the call, with who, and follows the call")
  func confirmed() async throws {
    let office = try await SourceOffice.make()
    let store = office.board.store
    try await office.importCRM(deals: ["d1", "d2"])
    try await office.call(SourceOffice.record())
    try await office.take(Self.agreed, as: "a.json")
    let id = try office.waiting()
    let evidence = try await store.confirmEvidence(id, deal: nil, by: "Boss", why: "listened")
    #expect(evidence.isNew && evidence.id > id)
    let expected = "(d1,app,meeting_booked,call,t,\"2026-03-02 07:00:00+00\",Boss)"
    #expect(try office.live("meeting_booked") == [expected])
    #expect(try office.suggestions().map { $0.contains("confirmed") } == [true])
    try await office.importCRM(deals: ["d1", "d2", "d3"])
    #expect(try office.live("meeting_booked") == [expected])
    let call = try office.number("select call_id from call")
    try await store.assign(call: call, deal: "d2", by: "Boss", why: "the other house")
    #expect(try office.live("meeting_booked").isEmpty)
    try await office.board.expectSound()
    try await store.assign(call: call, deal: "d1", by: "Boss", why: "no, this one")
    #expect(try office.live("meeting_booked") == [expected])
    try await office.board.expectSound()
  }

  @Test("confirmed for another deal it takes the call along")
  func otherDeal() async throws {
    let office = try await SourceOffice.make()
    try await office.importCRM(deals: ["d1", "d2"])
    try await office.call(SourceOffice.record())
    try await office.take(Self.agreed, as: "a.json")
    _ = try await office.board.store.confirmEvidence(
      office.waiting(), deal: "d2", by: "Boss", why: "listened")
    #expect(try office.live("meeting_booked").map { $0.prefix(3) } == ["(d2"])
    #expect(try office.board.rows("select link_method from call") == ["(manual)"])
    try await office.board.expectSound()
  }

  @Test("the agent's code says it without a person's word, and as evidence of the call")
  func code() async throws {
    let office = try await SourceOffice.make()
    try await office.importCRM()
    try await office.take(Self.agreed, as: "a.json")
    try await office.call(SourceOffice.record(userField: "MB"))
    #expect(
      try office.live("meeting_booked")
        == ["(d1,app,meeting_booked,call,t,\"2026-03-02 07:00:00+00\",)"])
    #expect(try office.suggestions().isEmpty)
    try await office.board.expectSound()
  }

  @Test("what can't be read is set aside whole")
  func bad() async throws {
    let office = try await SourceOffice.make()
    #expect(try await office.take("{\"a\":1,\"a\":2}", as: "a.json").outcome.quarantined == 1)
    #expect(try await office.take("{\"ciphertext\":\"\"}", as: "b.vcon").outcome.quarantined == 1)
    #expect(
      try office.board.rows("select reason from quarantine order by 1")
        == ["(encrypted)", "(syntax)"])
  }
}
