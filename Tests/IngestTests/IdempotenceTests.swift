import Foundation
import Ingest
import Store
import TestSupport
import Testing

/// Whatever happens to a growing file, each record of it becomes one leg.
@Suite("Nothing is lost and nothing doubled")
struct IdempotenceTests {
  @Test("a file that was taken is not read again")
  func twice() async throws {
    let board = try await Switchboard.make()
    let path = try board.spool.write(MasterLog.text(0..<10), to: "Master.csv")
    let first = try await board.take(path)
    #expect(first.records == 10)
    #expect(first.outcome.legsNew == 10)
    #expect(first.outcome.callsNew == 10)
    let second = try await board.take(path)
    #expect(second.records == 0)
    #expect(second.outcome == BatchOutcome())
    try await expect(0..<10, in: board)
  }

  @Test("a file under another name is the same file")
  func renamedCopy() async throws {
    let board = try await Switchboard.make()
    try await board.take(try board.spool.write(MasterLog.text(0..<10), to: "Master.csv"))
    try board.spool.copy("Master.csv", to: "copy.csv")
    #expect(try await board.take(board.spool.path("copy.csv")).records == 0)
    #expect(try board.rows("select from source_file").count == 1)
    try await expect(0..<10, in: board)
  }

  @Test("a file that grew is taken from where it was left, its lines counted on")
  func grown() async throws {
    let board = try await Switchboard.make()
    let path = try board.spool.write(MasterLog.text(0..<10), to: "Master.csv")
    try await board.take(path)
    let damaged = MasterLog.record(11, disposition: "MAYBE") + "\n"
    try board.spool.append(MasterLog.text(10..<11) + damaged, to: "Master.csv")
    try board.spool.append(MasterLog.text(12..<15), to: "Master.csv")
    let summary = try await board.take(path)
    #expect(summary.records == 5)
    #expect(summary.outcome.legsNew == 4)
    #expect(
      try board.quarantine() == [
        "(disposition,12,\(MasterLog.text(0..<11).utf8.count),\(damaged.utf8.count))"
      ])
    #expect(try board.records() == Array(0..<11) + Array(12..<15))
    try await board.expectSound()
  }

  @Test("a file of a few bytes, shorter than what tells files apart, may grow")
  func short() async throws {
    let board = try await Switchboard.make()
    // The exchange is told which format it is: so little tells nothing.
    let profile = PBXProfile.moscow.with(format: "asterisk-csv")
    let path = try board.spool.write("\n\n", to: "Master.csv")
    try await board.take(path, by: profile)
    for end in [1, 2, 30] {
      try board.spool.write("\n\n" + MasterLog.text(0..<end), to: "Master.csv")
      try await board.take(path, by: profile)
    }
    #expect(try board.rows("select from source_file").count == 1)
    try await expect(0..<30, in: board)
  }

  @Test("a header row at the top holds for what is appended later")
  func grownBelowHeader() async throws {
    let board = try await Switchboard.make()
    let header = "uniqueid,src,dst,start,duration,billsec,disposition,channel,dstchannel\n"
    let row = { (number: Int) in
      "1772434800.\(number),79161234567,101,2026-03-02 10:00:0\(number),9,5,ANSWERED,"
        + "SIP/m-\(number),SIP/101-\(number)\n"
    }
    let path = try board.spool.write(header + row(0) + row(1), to: "cdr.csv")
    try await board.take(path)
    try board.spool.append(row(2) + row(3), to: "cdr.csv")
    #expect(try await board.take(path).outcome.legsNew == 2)
    try await expect(0..<4, in: board)
  }

  @Test("a record in the middle of being written is waited for")
  func halfWritten() async throws {
    let board = try await Switchboard.make()
    let record = MasterLog.text(3..<4)
    let half = record.utf8.count / 2
    let path = try board.spool.write(
      MasterLog.text(0..<3) + record.prefix(half), to: "Master.csv")
    var options = IngestOptions()
    options.tailGraceSeconds = 1
    async let summary = board.take(path, options: options)
    try await Task.sleep(for: .milliseconds(300))
    try board.spool.append(String(record.dropFirst(half)), to: "Master.csv")
    _ = try await summary
    // What came after the wait, if the machine was slow, comes with the next run.
    try await board.take(path)
    #expect(try board.quarantine() == [])
    try await expect(0..<4, in: board)
  }

  @Test(
    "a rotated file and the new one under its name are both taken, in any order",
    arguments: [["Master.csv", "Master.csv.1"], ["Master.csv.1", "Master.csv"]])
  func rotated(order: [String]) async throws {
    let board = try await Switchboard.make()
    try await board.take(try board.spool.write(MasterLog.text(0..<10), to: "Master.csv"))
    try board.spool.append(MasterLog.text(10..<13), to: "Master.csv")
    try board.spool.rename("Master.csv", to: "Master.csv.1")
    try board.spool.write(MasterLog.text(13..<17), to: "Master.csv")
    for name in order { try await board.take(board.spool.path(name)) }
    #expect(try board.rows("select from source_file").count == 2)
    try await expect(0..<17, in: board)
  }

  @Test("a file that was copied away, emptied and grew anew", arguments: [1, 10, 40])
  func copytruncate(regrown: Int) async throws {
    let board = try await Switchboard.make()
    let path = try board.spool.write(MasterLog.text(0..<10), to: "Master.csv")
    try await board.take(path)
    try board.spool.copy("Master.csv", to: "Master.csv.1")
    try board.spool.truncate("Master.csv", to: "")
    #expect(try await board.take(path).records == 0)
    try board.spool.truncate("Master.csv", to: MasterLog.text(10..<10 + regrown))
    #expect(try await board.take(path).outcome.legsNew == regrown)
    #expect(try await board.take(board.spool.path("Master.csv.1")).records == 0)
    try await expect(0..<10 + regrown, in: board)
  }

  @Test("two files that overlap")
  func overlap() async throws {
    let board = try await Switchboard.make()
    try await board.take(try board.spool.write(MasterLog.text(0..<10), to: "Master.csv"))
    let other = try board.spool.write(
      MasterLog.text(6..<16, lineEnd: "\r\n"), to: "sent-again.csv")
    let summary = try await board.take(other)
    #expect(summary.records == 10)
    #expect(summary.outcome.legsNew == 6)
    #expect(summary.outcome.legsDuplicate == 4)
    try await expect(0..<16, in: board)
  }

  @Test("a record that stands twice in one file is one leg")
  func repeated() async throws {
    let board = try await Switchboard.make()
    let path = try board.spool.write(
      MasterLog.text(0..<5) + MasterLog.text(2..<4) + MasterLog.text(3..<7), to: "Master.csv")
    #expect(try await board.take(path).outcome.legsDuplicate == 4)
    try await expect(0..<7, in: board)
  }

  @Test("the legs of one call that come in two runs make one call")
  func lateLeg() async throws {
    let board = try await Switchboard.make()
    let office = try Samples.bytes("asterisk-office/Master.csv").split(separator: 0x0A)
    let text = { (lines: ArraySlice<ArraySlice<UInt8>>) in
      lines.map { String(decoding: $0, as: UTF8.self) + "\n" }.joined()
    }
    let path = try board.spool.write(text(office.prefix(1)), to: "Master.csv")
    for end in stride(from: 0, to: office.count, by: 120) {
      try board.spool.append(text(office.dropFirst(1 + end).prefix(120)), to: "Master.csv")
      try await board.take(path)
    }
    let whole = try await Switchboard.make()
    try await whole.take(Samples.path("asterisk-office/Master.csv"))
    #expect(try OfficeFacts(board).differences(from: OfficeFacts(whole)) == [])
    try await board.expectSound()
  }

  @Test("the same key with other content is set aside, and what was there first stays")
  func conflict() async throws {
    let board = try await Switchboard.make()
    let records = (0..<3).map { MasterLog.record($0, sequence: $0) + "\n" }
    try await board.take(try board.spool.write(records.joined(), to: "Master.csv"))
    let before = try board.rows("select * from call order by call_id")

    let other = MasterLog.record(1, talk: 55, sequence: 1) + "\n"
    let path = try board.spool.write(records[0] + other + records[2], to: "edited.csv")
    let summary = try await board.take(path)
    #expect(summary.outcome.legsDuplicate == 2)
    #expect(summary.outcome.quarantined == 1)
    let conflict = "(conflict,2,\(records[0].utf8.count),\(other.utf8.count))"
    #expect(try board.quarantine() == [conflict])
    try await board.take(path)
    #expect(try board.quarantine() == [conflict])
    #expect(try board.rows("select * from call order by call_id") == before)
    try await expect(0..<3, in: board)
  }

  @Test("of records with one key in the same file the first counts")
  func conflictInside() async throws {
    let board = try await Switchboard.make()
    let first = MasterLog.record(0, sequence: 7) + "\n"
    let other = MasterLog.record(0, talk: 50, sequence: 7) + "\n"
    let third = MasterLog.record(0, talk: 50, sequence: 8) + "\n"
    let path = try board.spool.write(first + other + first + third, to: "Master.csv")
    let summary = try await board.take(path)
    #expect(summary.outcome.legsNew == 2)
    #expect(summary.outcome.legsDuplicate == 1)
    #expect(try board.quarantine() == ["(conflict,2,\(first.utf8.count),\(other.utf8.count))"])
    try await board.expectSound()
  }

  @Test("two runs at once on one file take it once")
  func atOnce() async throws {
    let board = try await Switchboard.make()
    let path = try board.spool.write(MasterLog.text(0..<150), to: "Master.csv")
    var options = IngestOptions.withoutWaiting
    options.batchBytes = 4_096
    // Known before both begin, so that they meet at its checkpoint.
    try board.spool.write(MasterLog.text(0..<5), to: "Master.csv")
    try await board.take(path)
    try board.spool.write(MasterLog.text(0..<150), to: "Master.csv")
    let other = Store(database: board.database.uri)
    async let first = FileIngest(store: board.store, profile: .moscow, options: options).take(path)
    async let second = FileIngest(store: other, profile: .moscow, options: options).take(path)
    let new = try await first.outcome.legsNew + second.outcome.legsNew
    await other.close()
    #expect(new == 145)
    #expect(try board.rows("select from source_file").count == 1)
    try await expect(0..<150, in: board)
  }

  /// The records are legs, each once, each a call, and the database agrees with itself.
  private func expect(
    _ numbers: Range<Int>, in board: Switchboard, sourceLocation: SourceLocation = #_sourceLocation
  ) async throws {
    #expect(try board.records() == Array(numbers), sourceLocation: sourceLocation)
    let calls = try board.rows("select from call").count
    #expect(calls == numbers.count, sourceLocation: sourceLocation)
    try await board.expectSound(sourceLocation: sourceLocation)
  }
}
