import CallModel
import Ingest
import PhoneNumbers
import Store
import Testing

@Suite("Lines of our own")
struct OwnNumberTests {
  private static let line = "+74951234567"

  /// Two calls with the line, over the outside, and one with a client; client c1 has deal d1.
  private static let calls = [
    PlainCall(number: 1, way: .outbound, party: "84951234567", talk: 40),
    PlainCall(number: 2, party: "74951234567", minute: 5, talk: 50),
    PlainCall(number: 3, way: .outbound, party: "79160000001", minute: 9, talk: 45),
  ]

  private static func profile(_ own: [String]) -> PBXProfile {
    var profile = PBXProfile.moscow
    profile.rules.ownNumbers = own
    return profile
  }

  private func numbers(_ store: Store, _ own: [String] = []) -> OwnNumbers {
    OwnNumbers(store: store, profiles: [Self.profile(own)], fallback: .moscow)
  }

  /// Legs and calls without our numbers of them, live evidence, waiting cards.
  private func state(_ office: IntakeOffice) throws -> [String] {
    try office.board.rows(
      """
      select l.unique_id, l.a_kind, l.b_kind, l.external_raw, l.external_number, c.direction,
        c.disposition, c.external_number, c.external_raw, c.link_method, c.talk_seconds, c.deal_id
      from leg l join call c using (call_id) order by 1
      """)
      + office.board.rows(
        "select c.group_key, e.kind, e.certain from evidence e join call c using (call_id) "
          + "where e.revoked_at is null order by 1, 2")
      + office.waiting()
  }

  @Test("named before the calls or after them, they give the same legs, calls, links and evidence")
  func order() async throws {
    let before = try await IntakeOffice.make()
    try await before.sell(to: "+79160000001")
    try await numbers(before.store, [Self.line]).configure()
    try await before.take(Self.calls, by: Self.profile([Self.line]))

    let after = try await IntakeOffice.make()
    try await after.sell(to: "+79160000001")
    try await after.take(Self.calls)
    let without = try state(after)
    #expect(try after.waiting().count == 1)
    let outcome = try await numbers(after.store, [Self.line]).configure()
    #expect(outcome.isNew && outcome.legs == 2 && outcome.callsChanged == 2)
    #expect(try state(after) == state(before))
    #expect(try after.waiting() == [])
    try await after.board.expectSound()

    // The same again changes nothing; taken out of the configuration, all is as it was.
    #expect(try await numbers(after.store, [Self.line]).configure().isNew == false)
    try await numbers(after.store).configure()
    #expect(try state(after) == without)
    try await after.board.expectSound()
  }

  @Test("a number that a person confirms counts for calls before and after, until he rejects it")
  func confirmed() async throws {
    let office = try await IntakeOffice.make()
    try await office.sell(to: "+79160000001")
    try await office.take(Array(Self.calls.prefix(1)))
    let told = try await numbers(office.store).decide("8 (495) 123-45-67", isOurs: true, by: "Boss")
    #expect(told.number == Self.line && told.outcome.callsChanged == 1)
    try await office.take(Array(Self.calls.dropFirst()))
    #expect(
      try office.board.rows("select direction from call order by started_at")
        == ["(internal)", "(internal)", "(outbound)"])
    // Whoever dials a line of ours over the outside is asked about it, not blamed.
    let questions = try await office.store.suspicion(
      office.store.reportScope(
        firstDay: "2026-03-01", lastDay: "2026-03-31", asOf: Instant(seconds: 1_775_000_000)))
    #expect(questions.map(\.kind) == ["own_call"] && questions.map(\.manager) == ["m1"])
    #expect(questions.map(\.items) == [["84951234567"]] && questions.map(\.calls) == [[1]])
    // The configuration does not take back what a person said.
    try await numbers(office.store).configure()
    #expect(try await office.store.confirmedNumbers() == [Self.line])

    let plain = try await IntakeOffice.make()
    try await plain.sell(to: "+79160000001")
    try await plain.take(Self.calls)
    try await numbers(office.store).decide(Self.line, isOurs: false, by: "Boss")
    #expect(try state(office) == state(plain))
    #expect(try await office.store.ownNumbers().map(\.state) == [.rejected])
    try await office.board.expectSound()
  }

  @Test("what the configuration names can't be rejected")
  func configured() async throws {
    let office = try await IntakeOffice.make()
    try await numbers(office.store, [Self.line]).configure()
    let error = await #expect(throws: StoreError.self) {
      try await numbers(office.store, [Self.line]).decide(Self.line, isOurs: false, by: "Boss")
    }
    #expect(error?.code == .invalid)
    #expect(try await office.store.ownNumbers().map(\.state) == [.configured])
  }

  @Test(
    "trunks show our lines: numbers shown outwards three times are candidates, once judged none")
  func candidates() async throws {
    let office = try await IntakeOffice.make()
    let shown = ["74951234567", "84951234567", "+74951234567", "74957777777", "101"]
    try await office.take(
      shown.enumerated().map { number, source in
        PlainCall(
          number: number, way: .outbound, party: "79160000001", minute: number, shown: source)
      })
    let found = try await numbers(office.store).candidates()
    #expect(found.map(\.number) == [Self.line])
    #expect(found.map(\.shown) == [3] && found.map(\.exchanges) == [["hq"]])
    try await numbers(office.store).decide(Self.line, isOurs: false, by: "Boss")
    #expect(try await numbers(office.store).candidates() == [])
  }

  @Test("calls assembled again from the same legs are what they were")
  func reassembled() async throws {
    let board = try await OfficeSite.taken()
    let before = try OfficeFacts(board)
    try board.run(
      "begin; select lock_exchanges(); "
        + "select reassemble_calls(array(select call_id from call)); commit")
    #expect(try OfficeFacts(board).differences(from: before) == [])
    try await board.expectSound()
  }
}
