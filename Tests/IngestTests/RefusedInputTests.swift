import CDR
import Glibc
import Ingest
import Store
import Testing

/// What is no CDR file, or would be read wrongly, is refused whole: nothing of it is stored.
@Suite("Refused files")
struct RefusedInputTests {
  @Test("a file that is not there, or whose folder is none")
  func missing() async throws {
    let board = try await Switchboard.make()
    try await expect(
      .unreadable, "There is no such file", of: board.spool.path("none.csv"), board)
    try board.spool.write("", to: "file")
    try await expect(
      .unreadable, "It can't be opened: Not a directory", of: board.spool.path("file/x.csv"), board)
  }

  @Test("a directory")
  func directory() async throws {
    let board = try await Switchboard.make()
    try await expect(.unreadable, "This is a directory", of: board.spool.path, board)
  }

  @Test("a FIFO without a writer, at once")
  func fifo() async throws {
    let board = try await Switchboard.make()
    let path = board.spool.path("pipe.csv")
    try #require(mkfifo(path, 0o600) == 0)
    try await expect(.unreadable, "not a regular file", of: path, board)
  }

  @Test("a file that we may not read", .disabled(if: geteuid() == 0, "root may read everything"))
  func forbidden() async throws {
    let board = try await Switchboard.make()
    let path = try board.spool.write(MasterLog.text(0..<3), to: "Master.csv")
    try #require(chmod(path, 0) == 0)
    try await expect(.unreadable, "We may not read it", of: path, board)
  }

  @Test(
    "a file of something else",
    arguments: [
      "<html><body>404 Not Found</body></html>\n",
      "name,phone\nИван,79161234567\nПётр,79161234568\n",
      "Mar  2 10:00:00 pbx asterisk[12]: NOTICE[34] chan_sip.c: Registration failed\n",
      "\u{1}\u{2}\u{3}\u{0}PNG",
    ])
  func foreign(text: String) async throws {
    let board = try await Switchboard.make()
    let path = try board.spool.write(text, to: "other.csv")
    try await expect(.unknownFormat, "no known CDR format", of: path, board)
  }

  @Test("a compressed file, with the way to take it")
  func compressed() async throws {
    let board = try await Switchboard.make()
    let path = try board.spool.write([0x1F, 0x8B, 8, 0, 0, 0, 0, 0], to: "Master.csv.1.gz")
    try await expect(.unknownFormat, "gzip -dc", of: path, board)
  }

  @Test("a file of UTF-16 whose format nobody gave")
  func utf16() async throws {
    let board = try await Switchboard.make()
    let path = try board.spool.write(MasterLog.utf16(0..<3), to: "Master.csv")
    try await expect(.unknownFormat, "iconv", of: path, board)
  }

  @Test("times that contradict the time zone, and the zone that fits is told")
  func wrongZone() async throws {
    let board = try await Switchboard.make()
    let path = try board.spool.write(MasterLog.text(0..<30), to: "Master.csv")
    let berlin = PBXProfile.moscow.with { $0.timeZone = "Europe/Berlin" }
    try await expect(.wrongZone, "Europe/Moscow", of: path, board, by: berlin)
    var options = IngestOptions.withoutWaiting
    options.acceptsZone = true
    #expect(try await board.take(path, by: berlin, options: options).outcome.legsNew == 30)
    try await board.expectSound()
  }

  @Test("a file most of whose records are bad, unless that is what is asked for")
  func mostlyBad() async throws {
    let board = try await Switchboard.make()
    let bad = (30..<40).map { MasterLog.record($0, disposition: "MAYBE") + "\n" }.joined()
    let path = try board.spool.write(MasterLog.text(0..<30) + bad, to: "Master.csv")
    try await expect(.mostlyBad, "10 of its first 40 records", of: path, board)
    var options = IngestOptions.withoutWaiting
    options.badShare = 0.25
    #expect(try await board.take(path, options: options).outcome.legsNew == 30)
    #expect(try board.quarantine().count == 10)
    try await board.expectSound()
  }

  @Test("a file of another format than the one given")
  func otherFormat() async throws {
    let board = try await Switchboard.make()
    let path = try board.spool.write(MasterLog.text(0..<30), to: "Master.csv")
    try await expect(
      .mostlyBad, "can't be read as freeswitch-csv", of: path, board,
      by: PBXProfile.moscow.with(format: "freeswitch-csv"))
  }

  @Test("settings that name a zone, a column or a format that does not exist")
  func configuration() async throws {
    let board = try await Switchboard.make()
    let path = try board.spool.write(MasterLog.text(0..<3), to: "Master.csv")
    for (profile, words) in [
      (PBXProfile.moscow.with(format: "asterisk-csv") { $0.timeZone = "Mars/Olympus" }, "Mars"),
      (PBXProfile.moscow.with(format: "asterisk-custom") { $0.columns = ["colour"] }, "colour"),
      (PBXProfile.moscow.with(format: "nortel"), "nortel"),
    ] {
      try await expect(.configuration, words, of: path, board, by: profile)
    }
  }

  /// The file is refused in these words, and nothing of it is in the database.
  private func expect(
    _ code: IngestError.Code, _ words: String, of path: String, _ board: Switchboard,
    by profile: PBXProfile = .moscow, sourceLocation: SourceLocation = #_sourceLocation
  ) async throws {
    let error = await #expect(throws: IngestError.self, sourceLocation: sourceLocation) {
      try await board.take(path, by: profile)
    }
    #expect(error?.code == code, sourceLocation: sourceLocation)
    #expect(error?.path == path, sourceLocation: sourceLocation)
    #expect(
      error?.message.contains(words) == true, "\(error?.message ?? "")",
      sourceLocation: sourceLocation)
    for table in ["source_file", "leg", "call", "quarantine", "batch"] {
      #expect(try board.rows("select from \(table)").isEmpty, sourceLocation: sourceLocation)
    }
  }
}
