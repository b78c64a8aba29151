import CallModel
import Foundation
import SampleOffice
import Testing

/// Random offices with owners and numbers that change hands, companies' own numbers, managers'
/// mobiles and calls that two exchanges log, against what their maker knew.
@Suite("An intricate office")
struct IntricateOfficeTests {
  /// The CRM's files that tell of owners and numbers by period can be imported.
  static let isSupported = CRMFile(fileName: "deal_owners.csv") != nil

  @Test(
    "no call is tied to a deal or stage that it was not about, unless it says so",
    .enabled(if: isSupported), arguments: [7, 8, 9])
  func links(seed: UInt64) async throws {
    let spec = OfficeSpec(
      seed: seed, managers: 4, contacts: 60, deals: 50, calls: 900, days: 60, intricate: true)
    let board = try await Switchboard.make()
    let office = try ShuffledOffice(spec)
    try await board.take(office.straight, of: office)
    let found = try OfficeCalls(board)
    var confusion = Confusion()
    var wrong: [String] = []
    for truth in try Truth.rows(of: SampleOffice.files(spec).files["truth/calls.csv"] ?? []) {
      guard truth["direction"] != "internal" else { continue }
      let id = "\(truth.text("truth_id")), \(truth.text("note"))"
      let call = try #require(found[truth], "\(id) is not there")
      let columns = ["deal", "stage", "stage_entered_at"]
      let isRight = columns.allSatisfy { call[$0] == truth[$0] }
      let isUncertain = call.isTrue("ambiguous")
      let expected = truth.text("expected_method")
      confusion.add(expected, isRight: isRight, isUncertain: isUncertain)
      if call["link_method"] != expected {
        wrong.append("\(id): \(call.text("link_method")), in truth \(expected)")
      }
    }
    print("intricate office \(seed), calls by what the truth expects:\n\(confusion.table)")
    #expect(confusion.total.wrong == 0)
    #expect(wrong.prefix(10) == [])
    try await board.expectSound()
  }
}
