import CallModel
import Testing

@testable import CDR

/// The files of a real Asterisk 20; samples/asterisk-office/NOTES.md says what is known of them.
@Suite struct AsteriskOfficeFilesTests {
  @Test(
    "all 735 records of Master.csv are legs, by their known dispositions", arguments: [7, 4_096])
  func master(chunk: Int) throws {
    let file = try Reading(
      sample: "asterisk-office/Master.csv", format: "asterisk-csv", zone: "Europe/Moscow",
      chunk: chunk)
    #expect(file.rejects == [])
    #expect(file.legs.count == 735)
    #expect(file.tiles(try Sample.bytes("asterisk-office/Master.csv").count))
    #expect(file.legs.filter { $0.disposition == .answered }.count == 355)
    #expect(file.legs.reduce(0) { $0 + Int($1.billableSeconds) } == 1_496)
    #expect(Set(file.legs.map(\.uniqueID)).count == 503)
    #expect(Set(file.legs.map(\.key)).count == 735)
    #expect(file.legs.allSatisfy { $0.flags == [] })
  }

  @Test("the account's file repeats 19 records of Master.csv under the same keys")
  func account() throws {
    let master = try Reading(
      sample: "asterisk-office/Master.csv", format: "asterisk-csv", zone: "Europe/Moscow")
    let account = try Reading(
      sample: "asterisk-office/sales.csv", format: "asterisk-csv", zone: "Europe/Moscow")
    #expect(account.legs.count == 19)
    #expect(Set(account.legs.map(\.key)).isSubset(of: Set(master.legs.map(\.key))))
    #expect(account.legs.allSatisfy { $0.accountCode == "sales" })
  }

  @Test("the custom mapping gives the same legs with their recordings and linked ids")
  func custom() throws {
    let master = try Reading(
      sample: "asterisk-office/Master.csv", format: "asterisk-csv", zone: "Europe/Moscow")
    let custom = try Reading(
      sample: "asterisk-office/cdr_custom_freepbx_like.csv", format: "asterisk-custom",
      zone: "Europe/Moscow")
    #expect(custom.rejects == [])
    let facts = { (legs: [CallLeg]) in
      legs.map { "\($0.uniqueID) \($0.startedAt) \($0.endedAt) \($0.disposition) \($0.callerID)" }
    }
    #expect(facts(custom.legs).sorted() == facts(master.legs).sorted())
    #expect(Set(custom.legs.compactMap(\.linkedID)).count == 252)
    #expect(custom.legs.filter { !$0.recordingFile.isEmpty }.count == 460)
    #expect(Set(custom.legs.compactMap(\.sequence)).count == 735)
  }

  @Test("the office's zone is confirmed by its ids, and GMT refuted")
  func zone() throws {
    for (zone, agrees) in [("Europe/Moscow", true), ("UTC", false)] {
      let file = try Reading(
        sample: "asterisk-office/Master.csv", format: "asterisk-csv", zone: zone)
      var estimator = try OffsetEstimator(zone: zone)
      for leg in file.legs { estimator.add(leg) }
      let evidence = estimator.evidence()
      #expect(evidence.agreesWithZone == agrees)
      #expect(evidence.offsetSeconds == 10_800)
      #expect(evidence.samples == 503)
    }
  }
}
