import CDR
import Ingest
import Store
import Testing

/// Records that were set aside, read again after something was mended.
@Suite("Replay of the quarantine")
struct ReplayTests {
  private static let columns = [
    "start", "src", "dst", "channel", "dstchannel", "duration", "billsec", "disposition",
    "uniqueid",
  ]

  /// Of the columns above, which no stock mapping has.
  private static func row(_ number: Int, disposition: String = "ANSWERED") -> String {
    "2026-03-02 10:00:0\(number),7916123456\(number),101,SIP/m-\(number),SIP/101-\(number),9,5,"
      + "\(disposition),1772434800.\(number)\n"
  }

  private static let custom = PBXProfile.moscow.with(format: "asterisk-custom")

  @Test("columns that were configured afterwards let the records in")
  func columns() async throws {
    let board = try await Switchboard.make()
    let text = (0..<4).map { Self.row($0) }.joined()
    try await board.take(try board.spool.write(text, to: "cdr.csv"), by: Self.custom)
    #expect(
      try board.rows("select reason from quarantine") == Array(repeating: "(columns)", count: 4))
    try await board.expectSound()

    let mended = Self.custom.with { $0.columns = Self.columns }
    let summary = try await QuarantineReplay(store: board.store, profiles: [mended]).run(nil)
    #expect(summary.tried == 4)
    #expect(summary.left.isEmpty)
    #expect(summary.outcome.legsNew == 4)
    #expect(summary.outcome.callsNew == 4)
    #expect(try board.records() == Array(0..<4))
    #expect(try settled(board) == Array(repeating: "(replayed)", count: 4))
    #expect(try counts(board) == ["(4,4,0,0)"])
    try await board.expectSound()

    let again = try await QuarantineReplay(store: board.store, profiles: [mended]).run(nil)
    #expect(again.tried == 0)
    try await board.expectSound()
  }

  @Test("a record that stays bad stays, and the others are taken")
  func staysBad() async throws {
    let board = try await Switchboard.make()
    let text = Self.row(0) + Self.row(1, disposition: "MAYBE") + Self.row(2)
    try await board.take(try board.spool.write(text, to: "cdr.csv"), by: Self.custom)
    let mended = Self.custom.with { $0.columns = Self.columns }
    let summary = try await QuarantineReplay(store: board.store, profiles: [mended]).run(nil)
    #expect(summary.tried == 3)
    #expect(summary.left.map(\.id) == [2])
    #expect(summary.left.first?.why.contains("disposition") == true)
    #expect(try board.records() == [0, 2])
    #expect(try settled(board) == ["(replayed)", "()", "(replayed)"])
    #expect(try counts(board) == ["(3,2,0,1)"])
    try await board.expectSound()
  }

  @Test("only the records that were named are tried")
  func named() async throws {
    let board = try await Switchboard.make()
    let text = (0..<3).map { Self.row($0) }.joined()
    try await board.take(try board.spool.write(text, to: "cdr.csv"), by: Self.custom)
    let mended = Self.custom.with { $0.columns = Self.columns }
    let summary = try await QuarantineReplay(store: board.store, profiles: [mended]).run([2])
    #expect(summary.tried == 1)
    #expect(try settled(board) == ["()", "(replayed)", "()"])
    #expect(try counts(board) == ["(3,1,0,2)"])
    try await board.expectSound()
  }

  @Test("a corrected time zone lets in a time that its clocks did not skip")
  func timeZone() async throws {
    let board = try await Switchboard.make()
    // 16 columns: no id tells which hour is meant. Berlin's clocks skipped 02:00 to 03:00.
    let skipped = MasterLog.record(0).replacing("2026-03-02 10:", with: "2026-03-29 02:")
    let record = skipped.split(separator: ",").dropLast(2).joined(separator: ",") + "\n"
    let berlin = PBXProfile.moscow.with(format: "asterisk-csv") { $0.timeZone = "Europe/Berlin" }
    try await board.take(try board.spool.write(record, to: "Master.csv"), by: berlin)
    #expect(try board.quarantine() == ["(time,1,0,\(record.utf8.count))"])

    let unchanged = try await QuarantineReplay(store: board.store, profiles: [berlin]).run(nil)
    #expect(unchanged.left.count == 1)
    let moscow = PBXProfile.moscow.with(format: "asterisk-csv")
    let mended = try await QuarantineReplay(store: board.store, profiles: [moscow]).run(nil)
    #expect(mended.outcome.legsNew == 1)
    #expect(
      try board.rows("select started_at at time zone 'UTC' from call")
        == ["(\"2026-03-28 23:00:00\")"])
    try await board.expectSound()
  }

  @Test("a record that another file brought meanwhile is a duplicate")
  func duplicate() async throws {
    let board = try await Switchboard.make()
    let text = Self.row(0) + Self.row(1)
    try await board.take(try board.spool.write(text, to: "cdr.csv"), by: Self.custom)
    let mended = Self.custom.with { $0.columns = Self.columns }
    try await board.take(try board.spool.write(Self.row(1), to: "again.csv"), by: mended)
    let summary = try await QuarantineReplay(store: board.store, profiles: [mended]).run(nil)
    #expect(summary.outcome.legsNew == 1)
    #expect(summary.outcome.legsDuplicate == 1)
    #expect(try settled(board) == ["(replayed)", "(duplicate)"])
    #expect(try counts(board) == ["(2,1,1,0)", "(1,1,0,0)"])
    #expect(try board.records() == [0, 1])
    try await board.expectSound()
  }

  @Test("a record whose key is taken by other content stays, and is told")
  func conflict() async throws {
    let board = try await Switchboard.make()
    let first = MasterLog.record(0, sequence: 0) + "\n"
    let other = MasterLog.record(0, talk: 50, sequence: 0) + "\n"
    try await board.take(try board.spool.write(first + other, to: "Master.csv"))
    let summary = try await QuarantineReplay(store: board.store, profiles: [.moscow]).run(nil)
    #expect(summary.tried == 1)
    #expect(summary.left.map(\.id) == [1])
    #expect(try settled(board) == ["()"])
    #expect(try counts(board) == ["(2,1,0,1)"])
    #expect(try board.records() == [0])
    try await board.expectSound()
  }

  @Test("a record below a header row is read once its columns are configured")
  func header() async throws {
    let board = try await Switchboard.make()
    let header = Self.columns.joined(separator: ",") + "\n"
    let text =
      header + Self.row(0)
      + Self.row(1).replacing("10:00:01", with: "02:30:01")
      .replacing("2026-03-02", with: "2026-03-29").replacing("1772434800.1", with: "")
    let berlin = Self.custom.with { $0.timeZone = "Europe/Berlin" }
    try await board.take(try board.spool.write(text, to: "cdr.csv"), by: berlin)
    #expect(try board.rows("select reason from quarantine") == ["(time)"])
    let mended = Self.custom.with { $0.columns = Self.columns }
    let summary = try await QuarantineReplay(store: board.store, profiles: [mended]).run(nil)
    #expect(summary.left.map(\.why) == [])
    #expect(summary.outcome.legsNew == 1)
    try await board.expectSound()
  }

  @Test("the torn end of a file stays, however whole it looks, until it is named")
  func torn() async throws {
    let board = try await Switchboard.make()
    // Only the quotes of the last column are missing: all columns are there.
    let text = MasterLog.text(0..<3) + MasterLog.record(3).dropLast(2)
    try await board.take(try board.spool.write(text, to: "Master.csv"))
    #expect(try board.rows("select reason from quarantine") == ["(torn_tail)"])
    let replay = QuarantineReplay(store: board.store, profiles: [.moscow])
    let summary = try await replay.run(nil)
    #expect(summary.left.map(\.id) == [1])
    #expect(try board.records() == [0, 1, 2])
    try await board.expectSound()
    #expect(try await replay.run([1]).outcome.legsNew == 1)
    #expect(try board.records() == [0, 1, 2, 3])
    try await board.expectSound()
  }

  @Test("what was not kept whole, or belongs to an exchange that is gone, is left and told")
  func left() async throws {
    let board = try await Switchboard.make()
    let long = [UInt8](repeating: 0x78, count: 100_000) + [0x0A]
    try await board.take(
      try board.spool.write(Array(MasterLog.text(0..<3).utf8) + long, to: "Master.csv"))
    let kept = try await QuarantineReplay(store: board.store, profiles: [.moscow]).run(nil)
    #expect(kept.left.first?.why.contains("not kept whole") == true)
    let gone = try await QuarantineReplay(store: board.store, profiles: []).run(nil)
    #expect(gone.left.first?.why.contains("\"hq\"") == true)
    #expect(try settled(board) == ["()"])
    try await board.expectSound()
  }

  @Test("a record that was discarded is not tried again")
  func discarded() async throws {
    let board = try await Switchboard.make()
    try await board.take(try board.spool.write(Self.row(0), to: "cdr.csv"), by: Self.custom)
    try await board.store.discard(1, by: "test", why: "a test call")
    let mended = Self.custom.with { $0.columns = Self.columns }
    #expect(try await QuarantineReplay(store: board.store, profiles: [mended]).run(nil).tried == 0)
    #expect(try counts(board) == ["(1,0,0,1)"])
    try await board.expectSound()
  }

  @Test("with nothing mended, nothing of the sample office is taken")
  func office() async throws {
    let board = try await OfficeSite.taken()
    let replay = try QuarantineReplay(store: board.store, profiles: OfficeSite.profiles())
    let summary = try await replay.run(nil)
    #expect(summary.tried == 11)
    #expect(summary.left.count == 11)
    #expect(summary.outcome.legsNew == 0)
    try await board.expectSound()
  }

  private func settled(_ board: Switchboard) throws -> [String] {
    try board.rows("select settled_how from quarantine order by quarantine_id")
  }

  /// Records, accepted, duplicate and quarantined of each file.
  private func counts(_ board: Switchboard) throws -> [String] {
    try board.rows(
      """
      select sum(records), sum(accepted), sum(duplicate), sum(quarantined)
      from batch group by source_file_id order by source_file_id
      """)
  }
}
