import CallModel
import Testing

@testable import CDR

@Suite struct FreeSwitchCSVTests {
  private func read(_ name: String) throws -> Reading {
    let bytes = try Sample.bytes("formats/" + name)
    let file = try Reading(
      bytes, format: "freeswitch-csv", settings: FormatSettings(timeZone: "Europe/Moscow"))
    #expect(file.tiles(bytes.count))
    #expect(file.rejects == [])
    return file
  }

  @Test("in template example a cleared call without answer time was not answered")
  func example() throws {
    let file = try read("freeswitch-example.csv")
    #expect(file.legs.map(\.disposition) == [.noAnswer, .noAnswer, .noAnswer, .answered])
    #expect(
      file.legs.map(\.destination) == [
        "0079000000001", "+79000000001", "89000000001", "1007",
      ])
    #expect(Set(file.legs.map(\.key)).count == 4)
    let last = try #require(file.legs.last)
    #expect(last.callerID == "Пётр \"Питер\" Ли")
    #expect(last.startedAt.seconds == utc(2026, 2, 3, 9, 10))
    #expect(last.answeredAt?.seconds == utc(2026, 2, 3, 9, 10, 5))
    #expect(last.billableSeconds == 30)
    #expect(last.accountCode == "sales")
    #expect(last.linkedID == nil)
    #expect(last.destinationChannel == "uuid:5f0e7a1c-0000-4000-8000-00000000000a")
  }

  @Test("template asterisk is read though its caller id breaks the quoting in every line")
  func asteriskTemplate() throws {
    let file = try read("freeswitch-asterisk.csv")
    #expect(file.legs.map(\.callerID) == ["\"Анна\" <1001>", "\"1001\" <1001>"])
    #expect(file.legs.map(\.disposition) == [.busy, .answered])
    #expect(file.legs.map(\.channel) == Array(repeating: "sofia/internal/1001@pbx.test", count: 2))
    #expect(file.legs.map(\.application) == ["bridge", "bridge"])
    #expect(file.legs.map(\.userField) == ["", "MB"])
  }

  @Test("template sql is read with its statement and without")
  func sqlTemplate() throws {
    let file = try read("freeswitch-sql.csv")
    #expect(file.legs.map(\.callerID) == ["Анна", "Анна"])
    #expect(file.legs.map(\.accountCode) == ["sales", "sales"])
    #expect(file.legs.map(\.disposition) == [.cancelled, .answered])
  }

  @Test(
    "the cause decides among the ways of not being answered",
    arguments: [
      ("USER_BUSY", .busy), ("CALL_REJECTED", .busy), ("NO_ANSWER", .noAnswer),
      ("ORIGINATOR_CANCEL", .cancelled), ("NO_USER_RESPONSE", .noAnswer), ("LOSE_RACE", .noAnswer),
      ("PROGRESS_TIMEOUT", .noAnswer), ("UNALLOCATED_NUMBER", .failed),
      ("USER_NOT_REGISTERED", .failed), ("RECOVERY_ON_TIMER_EXPIRE", .failed),
      ("SOMETHING_NEW", .failed), ("", .noAnswer),
    ] as [(String, CallLeg.Disposition)])
  func causes(_ cause: String, _ expected: CallLeg.Disposition) throws {
    let file = try Reading(
      "2026-02-03 12:00:00,,2026-02-03 12:00:05,\(cause)\n", format: "freeswitch-csv",
      columns: ["start_stamp", "answer_stamp", "end_stamp", "hangup_cause"])
    #expect(file.legs.map(\.disposition) == [expected])
  }

  @Test("what is no cause is rejected")
  func noCause() throws {
    let file = try Reading(
      "2026-02-03 12:00:00,,2026-02-03 12:00:05,16 no\n", format: "freeswitch-csv",
      columns: ["start_stamp", "answer_stamp", "end_stamp", "hangup_cause"])
    #expect(file.reasons == [.disposition])
  }

  @Test("both legs of a bond say the same linked id, and call_uuid goes before it")
  func linkedIDs() throws {
    let columns = ["start_epoch", "answer_epoch", "duration", "billsec", "hangup_cause", "uuid"]
    let bonded = try Reading(
      "1770109200,0,5,0,NO_ANSWER,aa,bb\n1770109200,0,5,0,NO_ANSWER,bb,aa\n"
        + "1770109200,0,5,0,NO_ANSWER,cc,\n", format: "freeswitch-csv",
      columns: columns + ["signal_bond"])
    #expect(bonded.legs.map(\.linkedID) == ["aa", "aa", ""])
    let called = try Reading(
      "1770109200,0,5,0,NO_ANSWER,aa,bb,call-1\n", format: "freeswitch-csv",
      columns: columns + ["signal_bond", "call_uuid"])
    #expect(called.legs.map(\.linkedID) == ["call-1"])
    #expect(called.legs.map(\.startedAt.seconds) == [1_770_109_200])
    #expect(called.legs.map(\.endedAt.seconds) == [1_770_109_205])
  }

  @Test("columns that no template has are rejected with advice")
  func unknownTemplate() throws {
    let file = try Reading("\"a\",\"b\"\n", format: "freeswitch-csv")
    #expect(file.reasons == [.columns])
    #expect(file.rejects.first?.detail.contains("cdr_csv.conf.xml") == true)
  }
}
