import CallModel
import Testing

@testable import CDR

@Suite struct AsteriskCustomTests {
  @Test("FreePBX's report is read by its header, with PHP's quoting and computed times")
  func freePBXReport() throws {
    let bytes = try Sample.bytes("formats/freepbx-report.csv")
    let file = try Reading(
      bytes, format: "asterisk-custom", settings: FormatSettings(timeZone: "Europe/Moscow"))
    #expect(file.headers == 1)
    #expect(file.rejects == [])
    #expect(file.tiles(bytes.count))
    let second = utc(2026, 2, 3, 9)
    let first = try #require(file.legs.first)
    #expect(first.callerID == "\"ООО \\\"Ромашка\\\", отдел\" <79000000001>")
    #expect(first.startedAt.seconds == second + 1)
    #expect(first.answeredAt?.seconds == second + 10)
    #expect(first.endedAt.seconds == second + 60)
    #expect(first.did == "74950000001")
    #expect(first.recordingFile == "in-74950000001-79000000001-20260203-120001-\(second + 1).1.wav")
    #expect(first.linkedID == "\(second + 1).1")
    #expect(first.sequence == 1)
    let last = try #require(file.legs.last)
    #expect(last.outboundCallerID == "74950000001")
    #expect(last.answeredAt == nil)
    #expect(last.disposition == .noAnswer)
  }

  private let sample = """
    "Анна","101","79000000001","from-internal","SIP/101-1","SIP/trunk-2","Dial","x",\
    "2026-02-03 12:00:00","","2026-02-03 12:00:10","10","0","NO ANSWER","DOCUMENTATION","",\
    "1770109200.1",""
    """

  @Test("the sample mapping of cdr_custom is known with and without its sequence")
  func stockSample() throws {
    let file = try Reading(sample + ",7\n" + sample + "\n", format: "asterisk-custom")
    #expect(file.rejects == [])
    #expect(file.legs.map(\.sequence) == [7, nil])
    #expect(file.legs.map(\.source) == ["101", "101"])
    #expect(file.legs.map(\.callerID) == ["Анна", "Анна"])
    #expect(file.legs.map(\.linkedID) == [nil, nil])
  }

  @Test("epoch seconds, raw numbers and fractions of CDR(x,u) and CDR(x,f) are taken")
  func rawValues() throws {
    let file = try Reading(
      "1770109200.250000,1770109203.5,1770109210.0,9.750000,6.500000,8,101,7900,1770109200.1\n",
      format: "asterisk-custom",
      columns: [
        "start", "answer", "end", "duration", "billsec", "disposition", "src", "dst", "uniqueid",
      ])
    let leg = try #require(file.legs.first)
    #expect(leg.startedAt.microseconds == 1_770_109_200_250_000)
    #expect(leg.answeredAt?.microseconds == 1_770_109_203_500_000)
    #expect(leg.durationSeconds == 9)
    #expect(leg.billableSeconds == 6)
    #expect(leg.disposition == .answered)
    #expect(leg.uniqueID == "1770109200.1")
  }

  @Test("a header in the middle changes the layout from there on")
  func headerInTheMiddle() throws {
    let file = try Reading(
      """
      calldate,src,dst,duration,billsec,disposition
      2026-02-03 12:00:00,101,102,5,0,BUSY
      calldate,dst,src,billsec,duration,disposition,new_column
      2026-02-03 12:01:00,202,201,3,6,ANSWERED,x

      """, format: "asterisk-custom")
    #expect(file.headers == 2)
    #expect(file.legs.map(\.source) == ["101", "201"])
    #expect(file.legs.map(\.durationSeconds) == [5, 6])
    #expect(file.legs.last?.answeredAt?.seconds == utc(2026, 2, 3, 12, 1, 3))
    #expect(file.legs.map(\.flags) == [.weakKey, .weakKey])
  }

  @Test("an unknown column is an error that lists the known ones")
  func unknownColumn() {
    let settings = FormatSettings(timeZone: "UTC", columns: ["start", "sorce"])
    let error = #expect(throws: CDRError.self) { try AsteriskCustom(settings: settings) }
    #expect(error?.code == .unknownColumn)
    #expect(error?.description.contains("\"sorce\"") == true)
    #expect(error?.description.contains("outbound_cnum") == true)
  }

  @Test(
    "a list without what a call needs is an error", arguments: [["src", "dst"], ["start"], []])
  func missingColumn(_ columns: [String]) {
    let settings = FormatSettings(timeZone: "UTC", columns: columns)
    let error = #expect(throws: CDRError.self) { try AsteriskCustom(settings: settings) }
    #expect(error?.code == .missingColumn)
  }

  @Test("a record with neither end nor duration is rejected as incomplete")
  func noLength() throws {
    let file = try Reading(
      "2026-02-03 12:00:00,BUSY\n", format: "asterisk-custom", columns: ["start", "disposition"])
    #expect(file.reasons == [.missing])
  }

  @Test("rows with other columns than the list's are rejected")
  func otherCount() throws {
    let file = try Reading(
      "2026-02-03 12:00:00,BUSY,5,x\n", format: "asterisk-custom",
      columns: ["start", "disposition", "duration"])
    #expect(file.reasons == [.columns])
  }

  @Test("the same leg has one key in Master.csv with new columns and in a custom mapping")
  func oneKeyForBothFiles() throws {
    let master = String(asteriskRow().dropLast()) + ",\"\",\"1770109200.1\",7\n"
    let custom = try Reading(sample + ",7\n", format: "asterisk-custom")
    #expect(try Reading(master).legs.first?.key == custom.legs.first?.key)
  }
}
