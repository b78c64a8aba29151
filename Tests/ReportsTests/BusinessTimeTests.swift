import Postgres
import Testing

@Suite("Business time")
struct BusinessTimeTests {
  @Test(
    "seconds between two instants are those in working hours",
    arguments: [
      // March 2024: Monday the 4th to Friday the 8th; hours 09:00 to 18:00.
      ("2024-03-04 10:00+03", "2024-03-04 10:20+03", 1200),
      ("2024-03-04 10:20+03", "2024-03-04 10:00+03", 0),
      ("2024-03-04 10:00+03", "2024-03-04 10:00+03", 0),
      // From before opening, and after closing.
      ("2024-03-04 03:00+03", "2024-03-04 09:15+03", 900),
      ("2024-03-04 18:00+03", "2024-03-05 09:00+03", 0),
      ("2024-03-04 17:59:59+03", "2024-03-05 09:00:01+03", 2),
      // A whole day, and a whole week.
      ("2024-03-04 00:00+03", "2024-03-05 00:00+03", 32_400),
      ("2024-03-04 00:00+03", "2024-03-11 00:00+03", 5 * 32_400),
      // Friday evening to Monday morning; the weekend alone.
      ("2024-03-08 17:00+03", "2024-03-11 10:00+03", 7200),
      ("2024-03-09 10:00+03", "2024-03-10 17:00+03", 0),
      // Less than a second is not a second.
      ("2024-03-04 10:00:00.4+03", "2024-03-04 10:00:01.3+03", 0),
      ("2024-03-04 10:00:00.4+03", "2024-03-04 10:00:01.4+03", 1),
    ])
  func table(from: String, to: String, expected: Int) async throws {
    #expect(try await seconds(from, to, [:]) == expected)
  }

  @Test("a holiday does not count, whatever its weekday")
  func holiday() async throws {
    let rules = ["holidays": "2024-03-08, 2024-03-09"]
    #expect(try await seconds("2024-03-07 17:00+03", "2024-03-11 10:00+03", rules) == 7200)
  }

  @Test("a day on which the clocks change has its true length")
  func clockChange() async throws {
    let rules = [
      "company_time_zone": "Europe/Berlin", "work_days": "1,2,3,4,5,6,7", "work_from": "00:00",
      "work_to": "24:00",
    ]
    // 31 March 2024 has 23 hours in Berlin, 27 October 25.
    #expect(
      try await seconds("2024-03-31 00:00+01", "2024-04-01 00:00+02", rules) == 23 * 3600)
    #expect(
      try await seconds("2024-10-27 00:00+02", "2024-10-28 00:00+01", rules) == 25 * 3600)
    #expect(try await seconds("2024-03-31 01:30+01", "2024-03-31 03:30+02", rules) == 3600)
  }

  @Test("hours that the clocks' change does not touch stay as long as they are")
  func hoursBesideClockChange() async throws {
    let rules = ["company_time_zone": "Europe/Berlin"]
    // Friday 17:00 to Monday 10:00 over the change of Sunday.
    #expect(try await seconds("2024-03-29 17:00+01", "2024-04-01 10:00+02", rules) == 7200)
  }

  @Test("an office that never works has no business time")
  func noWork() async throws {
    #expect(
      try await seconds("2024-03-04 10:00+03", "2024-03-05 10:00+03", ["work_days": ""]) == 0)
  }

  private func seconds(_ from: String, _ to: String, _ rules: [String: String]) async throws -> Int?
  {
    let office = try await ReportOffice.make(rules)
    return try office.query(
      "select business_seconds($1::text::timestamptz, $2::text::timestamptz) as n", [from, to]
    ).first?.int("n")
  }
}
