import CallModel
import Ingest
import Store
import Testing

@Suite("Intake cards")
struct IntakeTests {
  private static let stranger = "79161112233"
  private static let number = "+79161112233"
  private static let moment = Instant(seconds: 1_772_600_000)

  @Test("a stranger's first inbound call opens one card, and calls after it join")
  func opens() async throws {
    let office = try await IntakeOffice.make()
    let first = try await office.take([
      PlainCall(number: 1, party: Self.stranger),
      PlainCall(number: 2, party: Self.stranger, minute: 1),
    ])
    #expect(first.outcome.intake == 2)
    try await office.take([PlainCall(number: 3, party: Self.stranger, day: 3, talk: 50)])
    #expect(try office.waiting() == ["(\(Self.number),\"02 10:00\",\"02 11:00\")"])
    let cards = try await office.store.intake(asOf: Self.moment)
    let row = try #require(cards.rows.first)
    let card = Dictionary(zip(cards.columns, row)) { first, _ in first }
    #expect(card["calls"] == "3" && card["answered"] == "1" && card["overdue"] == "true")
    #expect(card["kind"] == "classify" && card["next_step"] == "create_card")
    #expect(try await office.store.intakeCalls(of: 1).rows.count == 3)
    try await office.board.expectSound()
  }

  @Test("the due time counts working hours of the company, holidays left out")
  func due() async throws {
    let office = try await IntakeOffice.make()
    try await office.store.configure([
      "holidays": "2026-03-09", "intake_due_minutes": "120", "company_time_zone": "Europe/Moscow",
    ])
    // Friday 17:30 and Saturday; the Monday after is a holiday.
    try await office.take([
      PlainCall(number: 1, party: "79160000001", day: 6, hour: 17, minute: 30),
      PlainCall(number: 2, party: "79160000002", day: 7, hour: 12),
    ])
    #expect(
      try office.waiting() == [
        "(+79160000001,\"06 17:30\",\"10 10:30\")", "(+79160000002,\"07 12:00\",\"10 11:00\")",
      ])
    try await office.store.configure(["holidays": "", "intake_due_minutes": "60"])
    #expect(
      try office.waiting() == [
        "(+79160000001,\"06 17:30\",\"09 09:30\")", "(+79160000002,\"07 12:00\",\"09 10:00\")",
      ])
    try await office.board.expectSound()
  }

  @Test("neither outbound calls nor known numbers, nor calls without a number, open a card")
  func opensNot() async throws {
    let office = try await IntakeOffice.make()
    try await office.know("+79160000001")
    try await office.take([
      PlainCall(number: 1, party: "79160000001"), PlainCall(number: 2, party: "anonymous"),
      PlainCall(number: 3, way: .outbound, party: "79160000003", talk: 40),
    ])
    #expect(try office.cards() == [])
  }

  @Test("a contact with the number closes it, and a number taken away opens the same card again")
  func contact() async throws {
    let office = try await IntakeOffice.make()
    try await office.take([PlainCall(number: 1, party: Self.stranger)])
    try await office.know(Self.number)
    #expect(try office.cards() == ["(1,\(Self.number),contact)"])
    #expect(
      try office.board.rows(
        "select closed_why, closed_by is null, closed_at > opened_at from intake_card")
        == ["(\"The CRM has the number: contact c1.\",t,t)"])
    // The CRM corrects the telephone: what was c1's is nobody's again.
    try office.board.run(
      """
      begin; select lock_links(); delete from contact_phone; select load_calls('{1}');
      select settle_calls(); commit
      """)
    #expect(try office.cards() == ["(1,\(Self.number),)"])
    try await office.know(Self.number, contact: "c2")
    #expect(try office.cards() == ["(1,\(Self.number),contact)"])
    try await office.board.expectSound()
  }

  @Test("a call that a supervisor ties to a deal closes it, and taken back opens it again")
  func deal() async throws {
    let office = try await IntakeOffice.make()
    try await office.sell(to: "+79160000001")
    try await office.take([PlainCall(number: 1, party: Self.stranger)])
    try await office.store.assign(call: 1, deal: "d1", by: "Boss", why: "")
    #expect(try office.cards() == ["(1,\(Self.number),deal)"])
    try await office.store.assign(call: 1, deal: nil, by: "Boss", why: "")
    #expect(try office.cards() == ["(1,\(Self.number),)"])
    try await office.board.expectSound()
  }

  @Test("a dismissed number rests for a while, and a much later call opens a new card")
  func dismissed() async throws {
    let office = try await IntakeOffice.make()
    try await office.take([PlainCall(number: 5, party: Self.stranger, day: 3)])
    try await office.store.dismissIntake(1, by: "Boss", why: "a supplier", forever: false)
    // What came later than the word and what had come earlier both belong to what was dismissed.
    try office.board.run("update intake_card set covers_until = '2026-03-05 00:00+03'")
    try await office.take([PlainCall(number: 1, party: Self.stranger)])
    try await office.take([PlainCall(number: 6, party: Self.stranger, day: 4)])
    #expect(try office.cards() == ["(1,\(Self.number),dismissed)"])
    try await office.take([PlainCall(number: 9, party: Self.stranger, day: 6)])
    #expect(
      try office.cards() == ["(1,\(Self.number),dismissed)", "(2,\(Self.number),)"])
    #expect(try office.waiting() == ["(\(Self.number),\"06 10:00\",\"06 11:00\")"])
    // Taken back, all of it waits in the newer card.
    #expect(try await office.store.reopenIntake(1, by: "Boss") == 2)
    #expect(try office.cards() == ["(1,\(Self.number),joined)", "(2,\(Self.number),)"])
    #expect(try office.waiting() == ["(\(Self.number),\"02 10:00\",\"02 11:00\")"])
    try await office.board.expectSound()
  }

  @Test("a number dismissed for ever opens no card, whenever it calls")
  func forever() async throws {
    let office = try await IntakeOffice.make()
    try await office.take([PlainCall(number: 1, party: Self.stranger)])
    try await office.store.dismissIntake(1, by: "Boss", why: "spam", forever: true)
    try await office.take([PlainCall(number: 9, party: Self.stranger, day: 20)])
    #expect(try office.cards() == ["(1,\(Self.number),dismissed)"])
    #expect(try await office.store.reopenIntake(1, by: "Boss") == 1)
    #expect(try office.waiting().count == 1)
    try await office.board.expectSound()
  }

  @Test("a word needs a reason and a card that waits")
  func refused() async throws {
    let office = try await IntakeOffice.make()
    try await office.take([PlainCall(number: 1, party: Self.stranger)])
    for (card, why, code) in [(1, " ", StoreError.Code.invalid), (7, "spam", .notFound)] {
      let error = await #expect(throws: StoreError.self) {
        try await office.store.dismissIntake(Int64(card), by: "Boss", why: why, forever: false)
      }
      #expect(error?.code == code)
    }
    try await office.know(Self.number)
    let closed = await #expect(throws: StoreError.self) {
      try await office.store.dismissIntake(1, by: "Boss", why: "spam", forever: false)
    }
    #expect(closed?.code == .invalid)
  }

  @Test("the same calls, contacts and words in any order leave the same cards waiting")
  func order() async throws {
    let calls = [
      PlainCall(number: 1, party: "79160000001"), PlainCall(number: 2, party: "79160000002"),
      PlainCall(number: 3, party: "79160000001", hour: 9),
      PlainCall(number: 4, party: "79160000003"),
      PlainCall(number: 5, way: .outbound, party: "79160000002", hour: 12, talk: 40),
      PlainCall(number: 6, party: "79160000002", day: 4),
    ]
    var seen: Set<[String]> = []
    for shuffle in [[0, 1, 2, 3, 4, 5], [5, 3, 1, 4, 2, 0], [2, 5, 0, 4, 3, 1]] {
      for known in [0, 3, 6] {
        let office = try await IntakeOffice.make()
        for (step, place) in shuffle.enumerated() {
          if step == known { try await office.know("+79160000003") }
          try await office.take([calls[place]])
        }
        if known == 6 { try await office.know("+79160000003") }
        seen.insert(try office.waiting())
        try await office.board.expectSound()
      }
    }
    #expect(
      seen == [
        [
          "(+79160000001,\"02 09:00\",\"02 10:00\")", "(+79160000002,\"02 10:00\",\"02 11:00\")",
        ]
      ])
  }
}
