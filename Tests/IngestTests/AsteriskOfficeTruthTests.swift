import CallModel
import Ingest
import PhoneNumbers
import Store
import TestSupport
import Testing

/// The real Asterisk office of samples/asterisk-office: 254 calls, of which its driver knew who
/// spoke with whom. NOTES.md says why m136 and m137 are left out.
@Suite("The real Asterisk office")
struct AsteriskOfficeTruthTests {
  @Test(
    "every call is put together from its legs as it happened",
    arguments: ["Master.csv", "cdr_custom_freepbx_like.csv"])
  func truth(file: String) async throws {
    let board = try await Switchboard.make()
    try await board.take(Samples.path("asterisk-office/\(file)"))
    let calls = try Self.calls(board)
    var tally = Tally()
    for truth in try Truth.rows("asterisk-office/truth.csv") {
      // A click-to-call whose agent did not pick up leaves no record, and so no linked id.
      guard !["m136", "m137", "m178", "m180"].contains(truth.text("id")) else { continue }
      let call = try #require(calls[truth.text("linkedid")], "no call for \(truth.text("id"))")
      try Self.compare(call, with: truth, &tally)
    }
    let compared = tally.compared("direction")
    print("asterisk-office \(file): \(compared) calls compared, \(tally.line)")
    #expect(compared == 250)
    #expect(tally.wrong == [])
    try await board.expectSound()
  }

  @Test("the file of one account holds nothing new")
  func account() async throws {
    let board = try await Switchboard.make()
    try await board.take(Samples.path("asterisk-office/Master.csv"))
    let before = try board.rows("select * from call order by call_id")
    let summary = try await board.take(Samples.path("asterisk-office/sales.csv"))
    #expect(summary.records == 19)
    #expect(summary.outcome.legsDuplicate == 19)
    #expect(summary.outcome.legsNew == 0)
    #expect(try board.rows("select * from call order by call_id") == before)
    try await board.expectSound()
  }

  /// The calls by linked id. Fails unless each call holds exactly the records of one linked id.
  private static func calls(_ board: Switchboard) throws -> [String: [String: String]] {
    let linkedIDs = try linkedIDs()
    var calls: [String: [String: String]] = [:]
    let rows = try board.table(
      """
      select c.direction, coalesce(c.external_number, '') as external_number, c.disposition,
        coalesce(c.first_extension, '') as first_extension,
        coalesce(c.last_extension, '') as last_extension,
        (select string_agg(distinct l.unique_id, ';') from leg l where l.call_id = c.call_id)
          as unique_ids
      from call c
      """)
    for row in rows {
      let linked = Set(row.text("unique_ids").split(separator: ";").map { linkedIDs[String($0)] })
      #expect(linked.count == 1, "one call holds \(row.text("unique_ids"))")
      guard let linkedID = linked.first ?? nil else { continue }
      #expect(calls[linkedID] == nil, "the call \(linkedID) is torn apart")
      calls[linkedID] = row
    }
    #expect(calls.count == 252)
    return calls
  }

  /// The linked id of each unique id; Master.csv does not show it.
  private static func linkedIDs() throws -> [String: String] {
    let records = try Truth.records("asterisk-office/cdr_custom_freepbx_like.csv")
    return Dictionary(
      records.map { ($0[14], $0[21]) }, uniquingKeysWith: { first, _ in first })
  }

  private static func compare(
    _ call: [String: String], with truth: [String: String], _ tally: inout Tally
  ) throws {
    let id = truth.text("id")
    let numbers = try NumberNormalizer(region: "RU")
    let directions = ["in": "inbound", "out": "outbound"]
    tally.compare(
      "direction", of: id, call.text("direction"),
      directions[truth.text("direction")] ?? truth.text("direction"))
    tally.compare(
      "external number", of: id, call.text("external_number"),
      numbers.normalize(truth.text("external_number")).phoneNumber?.e164 ?? "")
    let wasAnswered = ["yes", "machine"].contains(truth.text("answered"))
    tally.compare(
      "answered", of: id, call.text("disposition"), truth.text("answered"),
      isRight: (call["disposition"] == "answered") == wasAnswered)
    guard wasAnswered else { return }
    tally.compare(
      "first agent", of: id, call.text("first_extension"), truth.text("answered_first_by"))
    let last = truth.text("last_agent_with_customer")
    // Whoever spoke last on a mobile telephone has no extension.
    guard !last.hasPrefix("ext:") else { return }
    tally.compare("last agent", of: id, call.text("last_extension"), last)
  }
}
