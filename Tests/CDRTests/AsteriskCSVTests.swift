import CallModel
import Testing

@testable import CDR

/// A record of cdr_csv with 18 columns.
func asteriskRow(
  start: String = "\"2026-02-03 12:00:00\"", answer: String = "", end: String? = nil,
  duration: String = "10", billsec: String = "0", disposition: String = "\"NO ANSWER\"",
  id: String = "1770109200.1", clid: String = "\"\"\"Анна\"\" <101>\"", userField: String = ""
) -> String {
  """
  "","101","79000000001","from-internal",\(clid),"PJSIP/101-00000001","PJSIP/trunk-00000002",\
  "Dial","PJSIP/79000000001@trunk,30",\(start),\(answer),\(end ?? ""),\(duration),\(billsec),\
  \(disposition),"DOCUMENTATION","\(id)","\(userField)"\n
  """
}

@Suite struct AsteriskCSVTests {
  @Test("five records of one uniqueid are five legs, the impossible billsec kept and flagged")
  func oneUniqueID() throws {
    let file = try Reading(
      sample: "formats/asterisk-one-uniqueid.csv", format: "asterisk-csv", zone: "UTC")
    #expect(file.legs.map(\.disposition) == [.answered, .answered, .failed, .noAnswer, .busy])
    #expect(file.legs.map(\.billableSeconds) == [5, 7, 0, 0, 0])
    #expect(file.legs.map(\.flags) == [[], .impossibleTimes, [], [], []])
    #expect(Set(file.legs.map(\.key)).count == 5)
    #expect(file.legs.first?.callerID == "\"Office Phone\" <office>")
    #expect(file.legs.first?.startedAt.seconds == utc(2026, 1, 14, 20, 51, 15))
    #expect(file.legs.first?.answeredAt == file.legs.first?.startedAt)
    #expect(file.legs.first?.uniqueID == "1768423875.0")
    #expect(file.legs.first?.linkedID == nil)
  }

  @Test("a file cut inside its last record gives that record as torn")
  func tornTail() throws {
    let bytes = try Sample.bytes("formats/asterisk-torn-tail.csv")
    let file = try Reading(bytes)
    #expect(file.legs.count == 1)
    #expect(file.reasons == [.tornTail])
    #expect(file.tiles(bytes.count))
  }

  @Test("every cut of a record at the file's end is torn, but for the record's own end")
  func everyCut() throws {
    let first = asteriskRow()
    let whole = Array((first + asteriskRow(id: "1770109201.2")).utf8)
    for length in (first.utf8.count + 1)..<whole.count {
      let file = try Reading(Array(whole[..<length]))
      #expect(file.tiles(length))
      #expect(file.legs.count == (length >= whole.count - 1 ? 2 : 1), "\(length)")
    }
  }

  @Test("each row's layout is told by its own columns")
  func columnCounts() throws {
    let file = try Reading(
      sample: "formats/asterisk-every-column-count.csv", format: "asterisk-csv",
      zone: "Europe/Moscow")
    #expect(file.rejects == [])
    let second = utc(2026, 2, 3, 9)
    #expect(file.legs.map(\.startedAt.seconds) == (1...8).map { second + $0 })
    #expect(
      file.legs.map(\.uniqueID) == [
        "", "\(second + 2).2", "", "msk-1-\(second + 4).4", "", "\(second + 6).6", "",
        "\(second + 8).8",
      ])
    #expect(
      file.legs.map(\.linkedID) == [
        nil, nil, nil, nil, "\(second + 5).5", "\(second + 6).6", "\(second + 7).7",
        "\(second + 8).8",
      ])
    #expect(file.legs.map(\.sequence) == [nil, nil, nil, nil, 5, 6, 7, 8])
    #expect(
      file.legs.map(\.userField) == [
        "", "", "deal:42", ";meeting_booked", "", "", "deal:42", "",
      ])
    #expect(
      file.legs.map(\.disposition) == [
        .answered, .noAnswer, .noAnswer, .busy, .failed, .cancelled, .failed, .answered,
      ])
    #expect(
      file.legs.map { $0.flags.contains(.weakKey) } == [
        true, false, true, false, true, false, true, false,
      ])
    #expect(
      file.legs.map { $0.answeredAt != nil } == [
        true, false, false, false, false, false, false, true,
      ])
    #expect(file.legs.last?.answeredAt?.microseconds == (second + 10) * 1_000_000 + 250_000)
    #expect(file.legs.map(\.accountCode) == Array(repeating: "sales", count: 8))
  }

  @Test(
    "Asterisk's words and numbers are known",
    arguments: [
      ("\"ANSWERED\"", .answered), ("\"NO ANSWER\"", .noAnswer), ("\"BUSY\"", .busy),
      ("\"FAILED\"", .failed), ("\"CONGESTION\"", .failed), ("\"CANCEL\"", .cancelled),
      ("\"UNKNOWN\"", .failed), ("8", .answered), ("0", .noAnswer), ("1", .noAnswer),
      ("2", .failed),
      ("4", .busy), ("16", .failed), ("\"32\"", .cancelled), ("NO ANSWER", .noAnswer),
    ] as [(String, CallLeg.Disposition)])
  func dispositions(_ written: String, _ expected: CallLeg.Disposition) throws {
    let file = try Reading(asteriskRow(disposition: written))
    #expect(file.legs.map(\.disposition) == [expected])
  }

  @Test(
    "what can't be read is rejected with its reason",
    arguments: [
      (asteriskRow(disposition: "\"FINE\""), .disposition),
      (asteriskRow(disposition: "3"), .disposition),
      (asteriskRow(duration: "-5"), .number),
      (asteriskRow(duration: "99999999999999999999"), .number),
      (asteriskRow(billsec: "\"x\""), .number),
      (asteriskRow(start: "\"2026-02-30 12:00:00\""), .time),
      (asteriskRow(start: "\"soon\""), .time),
      (asteriskRow(answer: "\"2026-02-03 25:00:00\""), .time),
      (asteriskRow(start: ""), .missing), (asteriskRow(start: "\"1970-01-01 03:00:00\""), .missing),
      ("a,b,c\n", .columns), ("just text\n", .columns),
    ] as [(String, RecordReject.Reason)])
  func rejects(_ row: String, _ expected: RecordReject.Reason) throws {
    let file = try Reading(row)
    #expect(file.reasons == [expected])
    #expect(file.rejects.first?.raw == Array(row.utf8.dropLast()))
    #expect(file.rejects.first?.detail.isEmpty == false)
  }

  @Test(
    "an empty answer, or one of 1970, is an unanswered call",
    arguments: ["", "\"\"", "\"1970-01-01 03:00:00\"", "\"0000-00-00 00:00:00\"", "0"])
  func noAnswer(_ answer: String) throws {
    let file = try Reading(asteriskRow(answer: answer))
    #expect(file.legs.map(\.answeredAt) == [nil])
    #expect(file.legs.map(\.flags) == [[]])
  }

  @Test("a queue's NO ANSWER with talk time keeps its answer")
  func queueNoAnswer() throws {
    let file = try Reading(asteriskRow(answer: "\"2026-02-03 12:00:04\"", billsec: "6"))
    #expect(file.legs.first?.answeredAt?.seconds == utc(2026, 2, 3, 12, 0, 4))
    #expect(file.legs.first?.billableSeconds == 6)
  }

  @Test("an end before the start is mended by the duration and flagged")
  func endBeforeStart() throws {
    let file = try Reading(asteriskRow(end: "\"2026-02-03 11:00:00\""))
    let leg = try #require(file.legs.first)
    #expect(leg.endedAt == leg.startedAt.advanced(bySeconds: 10))
    #expect(leg.flags == .impossibleTimes)
  }

  @Test("an answer outside of the call is moved to its edge and flagged")
  func answerOutside() throws {
    let late = asteriskRow(answer: "\"2026-02-03 13:00:00\"", end: "\"2026-02-03 12:00:10\"")
    let leg = try #require(try Reading(late).legs.first)
    #expect(leg.answeredAt == leg.endedAt)
    #expect(leg.flags == .impossibleTimes)
  }

  @Test("the same record has the same key in every file, line end and place")
  func keysAcrossFiles() throws {
    let row = asteriskRow()
    let other = asteriskRow(id: "1770109300.7")
    let master = try Reading(other + row)
    let account = try Reading("\u{FEFF}" + String(row.dropLast()) + "\r\n")
    let tail = try Reading(String(row.dropLast()))
    #expect(master.legs.last?.key == account.legs.first?.key)
    #expect(master.legs.last?.key == tail.legs.first?.key)
    #expect(master.legs.first?.key != master.legs.last?.key)
  }

  @Test("with a sequence the key is of id, sequence and start, not of the rest")
  func keysWithSequence() throws {
    func row(_ sequence: String, billsec: String = "0", start: String = "12:00:00") -> String {
      String(asteriskRow(start: "\"2026-02-03 \(start)\"", billsec: billsec).dropLast())
        + ",\"\",\"1770109200.1\",\(sequence)\n"
    }
    let file = try Reading(
      row("7") + row("7", billsec: "1") + row("8") + row("7", start: "12:00:01") + row("\"7\""))
    let keys = file.legs.map(\.key)
    try #require(keys.count == 5)
    #expect(keys[0] == keys[1])
    #expect(keys[0] == keys[4])
    #expect(Set(keys).count == 3)
  }

  @Test("the id settles which hour it was when the clocks went back")
  func repeatedHour() throws {
    func row(_ id: String) -> String {
      asteriskRow(
        start: "\"2026-10-25 02:30:00\"", end: "\"2026-10-25 02:30:10\"", id: id)
    }
    let earlier = utc(2026, 10, 25, 0, 30)
    let later = earlier + 3_600
    let file = try Reading(
      row("\(earlier).1") + row("\(later - 1).2") + row("\(earlier - 600).3") + row("none"),
      zone: "Europe/Berlin")
    #expect(file.legs.map(\.startedAt.seconds) == [earlier, later, earlier, earlier])
    #expect(
      file.legs.map(\.endedAt.seconds) == [earlier + 10, later + 10, earlier + 10, earlier + 10])
    #expect(file.legs.map(\.flags) == [[], [], [], .ambiguousTime])
  }

  @Test("without an id a certain end settles an uncertain start")
  func repeatedHourByEnd() throws {
    let row = asteriskRow(
      start: "\"2026-10-25 02:59:00\"", end: "\"2026-10-25 03:01:00\"", duration: "120", id: "")
    let file = try Reading(row, zone: "Europe/Berlin")
    #expect(file.legs.map(\.startedAt.seconds) == [utc(2026, 10, 25, 1, 59)])
    #expect(file.legs.map(\.flags) == [.weakKey])
  }

  @Test("a call through the change of the clocks lasts as long as the PBX says")
  func throughTheChange() throws {
    let row = asteriskRow(
      start: "\"2026-10-25 02:30:00\"", end: "\"2026-10-25 02:10:00\"", duration: "2400",
      id: "\(utc(2026, 10, 25, 0, 30)).1")
    let leg = try #require(try Reading(row, zone: "Europe/Berlin").legs.first)
    #expect(leg.endedAt.seconds - leg.startedAt.seconds == 2_400)
    #expect(leg.flags == [])
  }

  @Test("a time that the clocks skipped is rejected unless the id settles it")
  func skippedHour() throws {
    func row(_ id: String) -> String { asteriskRow(start: "\"2026-03-29 02:30:00\"", id: id) }
    let second = utc(2026, 3, 29, 1, 30)
    let file = try Reading(
      row("\(second).1") + row("") + row("1170109200.1"), zone: "Europe/Berlin")
    #expect(file.legs.map(\.startedAt.seconds) == [second])
    #expect(file.legs.map(\.flags) == [.nonexistentTime])
    #expect(file.reasons == [.time, .time])
  }

  @Test("a header row is recognized wherever it stands")
  func header() throws {
    let header =
      "accountcode,src,dst,dcontext,clid,channel,dstchannel,lastapp,lastdata,start,answer,end,"
      + "duration,billsec,disposition,amaflags,uniqueid,userfield\n"
    let file = try Reading(header + asteriskRow() + header + "\n" + asteriskRow())
    #expect(file.headers == 2)
    #expect(file.blanks == 1)
    #expect(file.legs.count == 2)
  }

  @Test("single NUL bytes are taken out of the text and told")
  func nulInText() throws {
    let file = try Reading(asteriskRow(clid: "\"An\u{0}na\""))
    #expect(file.legs.map(\.callerID) == ["Anna"])
    #expect(file.legs.map(\.flags) == [.nulRemoved])
  }

  @Test("a name in another encoding costs no call, and is right once the encoding is declared")
  func otherEncoding() throws {
    let parts = asteriskRow(clid: "\"~\"").split(separator: "~").map { Array($0.utf8) }
    let bytes = parts[0] + [200, 226, 224, 237] + parts[1]
    #expect(try Reading(bytes).legs.map(\.flags) == [.invalidText])
    let settings = FormatSettings(timeZone: "UTC", encoding: .windows1251)
    let declared = try Reading(bytes, settings: settings)
    #expect(declared.legs.map(\.callerID) == ["Иван"])
    #expect(declared.legs.map(\.flags) == [[]])
  }

  @Test("names with quotes, commas, line ends and backslashes come through")
  func hardNames() throws {
    let clid = "\"\"\"ООО \\\"\"Роза\\\"\", отдел\n2\"\" <79000000001>\""
    let file = try Reading(asteriskRow(clid: clid) + asteriskRow())
    #expect(
      file.legs.map(\.callerID) == [
        "\"ООО \\\"Роза\\\", отдел\n2\" <79000000001>", "\"Анна\" <101>",
      ])
    #expect(file.legs.map(\.position.line) == [1, 3])
  }

  @Test("a name that was cut before its closing quote does not disturb the record")
  func cutName() throws {
    let file = try Reading(asteriskRow(clid: "\"\"\"Общество с ограниченной \""))
    #expect(file.legs.map(\.callerID) == ["\"Общество с ограниченной "])
  }

  @Test("a power cut's NUL bytes cost the broken line alone")
  func powerCut() throws {
    let bytes =
      Array((asteriskRow() + "\"\",\"101\",\"79").utf8) + [UInt8](repeating: 0, count: 512)
      + Array(asteriskRow(id: "1770109300.1").utf8)
    let file = try Reading(bytes)
    #expect(file.legs.count == 2)
    #expect(file.reasons == [.nul])
    #expect(file.tiles(bytes.count))
  }

  @Test("semicolons separate when the settings say so")
  func semicolons() throws {
    let row = asteriskRow(clid: "\"Anna\"").replacing("30\"", with: "\"").replacing(",", with: ";")
    let settings = FormatSettings(timeZone: "UTC", separator: UInt8(ascii: ";"))
    #expect(try Reading(Array(row.utf8), settings: settings).legs.count == 1)
  }

  @Test("any damage to a file leaves every byte accounted for")
  func damage() throws {
    var generator = SeededGenerator(seed: 2)
    let good = Array((asteriskRow() + asteriskRow(id: "1770109300.1") + asteriskRow()).utf8)
    for _ in 0..<2_000 {
      var bytes = good
      for _ in 0..<Int.random(in: 1...6, using: &generator) {
        let index = Int.random(in: 0..<bytes.count, using: &generator)
        switch Int.random(in: 0...2, using: &generator) {
        case 0: bytes[index] = UInt8.random(in: 0...255, using: &generator)
        case 1: bytes.remove(at: index)
        default:
          bytes.insert(Array("\",\n\0".utf8).randomElement(using: &generator) ?? 0, at: index)
        }
      }
      let chunk = Int.random(in: 1...400, using: &generator)
      let file = try Reading(bytes, chunk: chunk)
      #expect(file.tiles(bytes.count))
      #expect(file.results == (try Reading(bytes)).results)
      for leg in file.legs {
        #expect(
          leg.startedAt <= leg.endedAt && leg.durationSeconds >= 0 && leg.billableSeconds >= 0)
      }
    }
  }
}
