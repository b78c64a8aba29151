import CallModel
import Store
import Testing

@Suite("Answering machines")
struct SuspicionTests {
  private static let client = "79160000001"

  private static func dial(_ number: Int, talk: Int?, way: PlainCall.Way = .outbound) -> PlainCall {
    PlainCall(number: number, way: way, party: client, minute: number, talk: talk)
  }

  /// Calls with a mark, by the minute of the call.
  private func marked(_ office: IntakeOffice) throws -> [String] {
    try office.board.rows(
      "select split_part(group_key, '.', 2) from call where suspicion & 1 = 1 order by 1")
  }

  /// Live evidence client_reached: the call and whether it is certain.
  private func reached(_ office: IntakeOffice) throws -> [String] {
    try office.board.rows(
      """
      select split_part(c.group_key, '.', 2), e.certain
      from evidence e join call c using (call_id)
      where e.kind = 'client_reached' and e.revoked_at is null order by 1
      """)
  }

  @Test("three answered calls of the same short talk, and never a longer one, look like a machine")
  func marks() async throws {
    let office = try await IntakeOffice.make()
    try await office.sell(to: "+" + Self.client)
    try await office.take([Self.dial(1, talk: 35), Self.dial(2, talk: 36)])
    #expect(try marked(office) == [])
    #expect(try reached(office) == ["(1,t)", "(2,t)"])
    try await office.take([Self.dial(3, talk: 36), Self.dial(4, talk: nil)])
    #expect(try marked(office) == ["(1)", "(2)", "(3)"])
    #expect(try reached(office) == ["(1,f)", "(2,f)", "(3,f)"])
    #expect(
      try office.board.rows(
        "select distinct revoked_why from evidence where revoked_at is not null")
        == ["(\"A machine may have answered the call.\")"])
    // That a call was made stays as certain as it was.
    #expect(
      try office.board.rows("select from evidence where kind = 'call_made' and not certain") == [])
    try await office.board.expectSound()
  }

  @Test("a conversation later clears the number, and its evidence is certain again")
  func clears() async throws {
    let office = try await IntakeOffice.make()
    try await office.sell(to: "+" + Self.client)
    try await office.take([Self.dial(1, talk: 35), Self.dial(2, talk: 35), Self.dial(3, talk: 35)])
    #expect(try marked(office).count == 3)
    try await office.take([Self.dial(4, talk: 90)])
    #expect(try marked(office) == [])
    #expect(try reached(office) == ["(1,t)", "(2,t)", "(3,t)", "(4,t)"])
    #expect(
      try office.board.rows("select from evidence where kind = 'client_reached' and not certain")
        .count == 3)
    try await office.board.expectSound()
  }

  @Test(
    "few, unlike, or scattered among others: no machine; nor where the client has called and spoken",
    arguments: [
      [dial(1, talk: 35), dial(2, talk: 35)],
      [dial(1, talk: 31), dial(2, talk: 35), dial(3, talk: 39)],
      [dial(1, talk: 60), dial(2, talk: 60), dial(3, talk: 60)],
      [dial(1, talk: 35), dial(2, talk: 35), dial(3, talk: 35), dial(4, talk: 12, way: .inbound)],
      [
        dial(1, talk: 35), dial(2, talk: 35), dial(3, talk: 35), dial(4, talk: 5),
        dial(5, talk: 12), dial(6, talk: 20), dial(7, talk: 27),
      ],
    ])
  func noMachine(calls: [PlainCall]) async throws {
    let office = try await IntakeOffice.make()
    try await office.take(calls)
    #expect(try marked(office) == [])
    try await office.board.expectSound()
  }

  @Test("one call at a time, in any order, gives the same marks and evidence")
  func order() async throws {
    let calls = [
      Self.dial(1, talk: 35), Self.dial(2, talk: 34), Self.dial(3, talk: 35), Self.dial(4, talk: 7),
    ]
    var seen: Set<[String]> = []
    for shuffle in [[0, 1, 2, 3], [3, 2, 1, 0], [2, 0, 3, 1]] {
      for isKnownFirst in [true, false] {
        let office = try await IntakeOffice.make()
        if isKnownFirst { try await office.sell(to: "+" + Self.client) }
        for place in shuffle { try await office.take([calls[place]]) }
        if !isKnownFirst { try await office.sell(to: "+" + Self.client) }
        seen.insert(try marked(office) + reached(office))
        try await office.board.expectSound()
      }
    }
    #expect(seen == [["(1)", "(2)", "(3)", "(1,f)", "(2,f)", "(3,f)"]])
  }

  @Test("other thresholds in the configuration mark the calls that are stored")
  func thresholds() async throws {
    let office = try await IntakeOffice.make()
    try await office.take([Self.dial(1, talk: 35), Self.dial(2, talk: 35)])
    try await office.store.configure(["machine_repeats": "2"])
    #expect(try marked(office) == ["(1)", "(2)"])
    try await office.store.configure(["machine_repeats": "3"])
    #expect(try marked(office) == [])
  }
}
