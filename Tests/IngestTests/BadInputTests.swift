import CDR
import Ingest
import Store
import Testing

/// A record that can't be taken, and what is to be said of it.
struct Damage: Sendable, CustomTestStringConvertible {
  let testDescription: String
  let reason: String
  /// With its line end.
  let bytes: [UInt8]

  init(_ name: String, _ reason: String, _ bytes: [UInt8]) {
    testDescription = name
    self.reason = reason
    self.bytes = bytes
  }

  /// A good record in which something was replaced.
  init(_ name: String, _ reason: String, replacing text: String, with other: String) {
    let record = MasterLog.record(99) + "\n"
    precondition(record.contains(text), "the record holds what is replaced")
    self.init(name, reason, Array(record.replacing(text, with: other, maxReplacements: 1).utf8))
  }
}

@Suite("Damaged records")
struct BadInputTests {
  private static let time = "2026-03-02 11:39:00"

  static let damages = [
    Damage("too few columns", "columns", Array("\"\",\"79161234567\",\"101\"\n".utf8)),
    Damage("too many columns", "columns", replacing: "\"\"\n", with: "\"\",,,,,,,,,,\n"),
    Damage(
      "a disposition that does not exist", "disposition", replacing: "ANSWERED", with: "MAYBE"),
    Damage("a day that does not exist", "time", replacing: time, with: "2026-02-30 11:39:00"),
    Damage("a time that does not exist", "time", replacing: time, with: "2026-03-02 25:61:00"),
    Damage("a time in words", "time", replacing: time, with: "yesterday"),
    Damage("no start", "missing", replacing: "\"\(time)\"", with: ""),
    Damage("a negative duration", "number", replacing: ",45,40,", with: ",45,-40,"),
    Damage("a duration that is no number", "number", replacing: ",45,40,", with: ",45,forty,"),
    Damage(
      "a duration beyond all bounds", "number", replacing: ",45,40,", with: ",99999999999,40,"),
    Damage("a quote that is never closed", "quote", replacing: ",\"\"\n", with: ",\"\n"),
    Damage("a quote that swallows a comma", "quote", replacing: "DOCUMENTATION\"", with: "DOC"),
    Damage("a line of 10 MB", "too_long", [UInt8](repeating: 0x78, count: 10_000_000) + [0x0A]),
  ]

  @Test("are set aside with reason, line and place, and the rest is taken", arguments: damages)
  func damaged(_ damage: Damage) async throws {
    let board = try await Switchboard.make()
    let before = Array(MasterLog.text(0..<3).utf8)
    let after = Array(MasterLog.text(3..<6).utf8)
    let path = try board.spool.write(before + damage.bytes + after, to: "Master.csv")
    let summary = try await board.take(path)
    #expect(summary.records == 7)
    #expect(summary.outcome.legsNew == 6)
    #expect(summary.outcome.quarantined == 1)
    #expect(
      try board.quarantine() == ["(\(damage.reason),4,\(before.count),\(damage.bytes.count))"])
    #expect(try board.records() == Array(0..<6))
    let kept = try board.rows("select encode(raw, 'hex') from quarantine").first
    let raw = damage.bytes.prefix(65_536).map { $0 < 16 ? "0" + hex($0) : hex($0) }.joined()
    // The line end is no part of a record; of a stretch that is none it is.
    #expect(kept == "(\(raw))" || kept == "(\(raw.dropLast(2)))")
    #expect(try taken(board) == before.count + damage.bytes.count + after.count)
    try await board.expectSound()
  }

  @Test("a line that is too long is kept by its beginning and its digest")
  func tooLong() async throws {
    let board = try await Switchboard.make()
    let line = [UInt8](repeating: 0x78, count: 3_000_000) + [0x0A]
    try await board.take(
      try board.spool.write(Array(MasterLog.text(0..<3).utf8) + line, to: "Master.csv"))
    #expect(
      try board.rows("select length(raw), length(digest), byte_length from quarantine")
        == ["(65536,32,3000001)"])
    try await board.expectSound()
  }

  @Test("a run of NUL bytes is set aside up to the next line, and the rest is taken")
  func nulRun() async throws {
    let board = try await Switchboard.make()
    let before = Array(MasterLog.text(0..<3).utf8)
    let hole = [UInt8](repeating: 0, count: 5_000)
    let after = Array(MasterLog.text(3..<6).utf8)
    try await board.take(try board.spool.write(before + hole + after, to: "Master.csv"))
    #expect(try board.quarantine() == ["(nul,4,\(before.count),\(hole.count))"])
    #expect(try board.records() == Array(0..<6))
    try await board.expectSound()
  }

  @Test("an empty file is nothing")
  func empty() async throws {
    let board = try await Switchboard.make()
    let summary = try await board.take(try board.spool.write("", to: "Master.csv"))
    #expect(summary.files == 1)
    #expect(summary.records == 0)
    try await board.expectSound()
  }

  @Test("a last record without a line end is taken when nothing more comes")
  func noFinalLineEnd() async throws {
    let board = try await Switchboard.make()
    let text = MasterLog.text(0..<3) + MasterLog.record(3)
    let path = try board.spool.write(text, to: "Master.csv")
    #expect(try await board.take(path).outcome.legsNew == 4)
    #expect(try board.quarantine() == [])
    // The line end that comes after all belongs to nothing.
    try board.spool.append("\n" + MasterLog.text(4..<6), to: "Master.csv")
    #expect(try await board.take(path).outcome.legsNew == 2)
    #expect(try board.records() == Array(0..<6))
    #expect(try board.quarantine() == [])
    try await board.expectSound()
  }

  @Test("a last record that is cut off is set aside", arguments: [20, 100, 150, 170, 200])
  func torn(length: Int) async throws {
    let board = try await Switchboard.make()
    let good = MasterLog.text(0..<3)
    let tail = MasterLog.record(3).prefix(length)
    try #require(tail.utf8.count < MasterLog.record(3).utf8.count)
    try await board.take(try board.spool.write(good + tail, to: "Master.csv"))
    #expect(
      try board.quarantine() == ["(torn_tail,4,\(good.utf8.count),\(tail.utf8.count))"])
    #expect(try board.records() == Array(0..<3))
    try await board.expectSound()
    // Whoever did not wait for the writer has the rest beside it, and loses nothing after that.
    let rest = MasterLog.record(3).dropFirst(length) + "\n"
    try board.spool.append(rest + MasterLog.text(4..<6), to: "Master.csv")
    try await board.take(board.spool.path("Master.csv"))
    #expect(
      try board.rows("select byte_offset, byte_length from quarantine order by 1").last
        == "(\(good.utf8.count + tail.utf8.count),\(rest.utf8.count))")
    #expect(try board.records() == [0, 1, 2, 4, 5])
    try await board.expectSound()
  }

  @Test("CRLF, a byte-order mark and blank lines are no part of records")
  func lineEnds() async throws {
    let board = try await Switchboard.make()
    let text =
      "\u{FEFF}" + MasterLog.text(0..<3, lineEnd: "\r\n") + "\r\n  \n\n"
      + MasterLog.text(3..<5)
    try await board.take(try board.spool.write(text, to: "Master.csv"))
    #expect(try board.records() == Array(0..<5))
    #expect(try board.quarantine() == [])
    #expect(try taken(board) == text.utf8.count)
    try await board.expectSound()
    // The same records are the same legs however their lines end.
    let plain = try board.spool.write(MasterLog.text(0..<5), to: "plain.csv")
    #expect(try await board.take(plain).outcome.legsDuplicate == 5)
    try await board.expectSound()
  }

  @Test("single NULs and bytes that are no UTF-8 cost no record, and are flagged")
  func oddText() async throws {
    let board = try await Switchboard.make()
    let nul = MasterLog.record(1, account: "a\u{0}b")
    var broken = Array(MasterLog.record(2, account: "xy").utf8)
    broken[1] = 0xD0
    let text = Array((MasterLog.text(0..<1) + nul + "\n").utf8) + broken + [0x0A]
    try await board.take(try board.spool.write(text, to: "Master.csv"))
    #expect(
      try board.rows("select account_code, flags from leg order by started_at")
        == ["(\"\",0)", "(ab,2)", "(\u{FFFD}y,1)"])
    #expect(try board.quarantine() == [])
    try await board.expectSound()
  }

  @Test("text in CP1251 is read when the exchange is said to write it")
  func windows1251() async throws {
    let board = try await Switchboard.make()
    let name: [UInt8] = [0xCF, 0xF0, 0xEE, 0xE4, 0xE0, 0xE6, 0xE8]  // Продажи
    let record = Array(MasterLog.record(0, account: "0000000").utf8)
    let bytes = record.prefix(1) + name + record.dropFirst(8) + [0x0A]
    let profile = PBXProfile.moscow.with { $0.encoding = .windows1251 }
    try await board.take(try board.spool.write(Array(bytes), to: "Master.csv"), by: profile)
    #expect(try board.rows("select account_code, flags from leg") == ["(Продажи,0)"])
    try await board.expectSound()
  }

  @Test("a file in UTF-16 that is said to be a CDR file is set aside whole, with advice")
  func utf16() async throws {
    let board = try await Switchboard.make()
    let bytes = MasterLog.utf16(0..<3)
    let profile = PBXProfile.moscow.with(format: "asterisk-csv")
    try await board.take(try board.spool.write(bytes, to: "Master.csv"), by: profile)
    #expect(try board.quarantine() == ["(encoding,1,0,\(bytes.count))"])
    #expect(try board.rows("select from quarantine where detail like '%iconv%'").count == 1)
    try await board.expectSound()
  }

  private func hex(_ byte: UInt8) -> String { String(byte, radix: 16) }

  /// Bytes of all files that were accounted for.
  private func taken(_ board: Switchboard) throws -> Int {
    try board.table("select committed_offset::text as bytes from source_file")
      .reduce(0) { $0 + (Int($1.text("bytes")) ?? 0) }
  }
}
