import CRM
import CallModel
import Store
import Testing

@Suite("Import of CRM facts")
struct CRMImportTests {
  @Test("a whole set is taken, and the same set again writes nothing")
  func twice() async throws {
    let office = try await CRMOffice.make()
    let first = try await office.take(CRMSample.files)
    #expect(first.files.map(\.file) == CRMFile.allCases)
    #expect(first.files.map(\.new) == [2, 3, 2, 3, 4, 1, 6, 3, 3, 6, 2, 2, 1])
    #expect(first.quarantined == 0)
    #expect(first.affectedNumbers == 4)
    #expect(first.affectedExtensions == 2)
    #expect(first.affectedTasks == 2)
    let facts = try office.facts()
    let versions = try office.versions()

    let second = try await office.take(CRMSample.files)
    #expect(second.files.map(\.unchanged) == first.files.map(\.new))
    #expect(!second.hasChanges)
    #expect(second.affectedNumbers + second.affectedExtensions + second.affectedTasks == 0)
    #expect(try office.versions() == versions)
    #expect(try office.facts() == facts)
  }

  @Test("a dry run tells the same and keeps nothing")
  func dryRun() async throws {
    let office = try await CRMOffice.make()
    var dry = try await office.take(CRMSample.files, dryRun: true)
    #expect(dry.isDryRun)
    #expect(try office.facts().isEmpty)
    dry.isDryRun = false
    #expect(try await office.take(CRMSample.files) == dry)
  }

  @Test("rows in any order and any batches give the same facts", arguments: 0..<8 as Range<UInt64>)
  func shuffled(seed: UInt64) async throws {
    let whole = try await CRMOffice.make()
    try await whole.take(CRMSample.files)

    var random = Seeded(state: seed)
    let batches = 5
    var parts = [[CRMFile: String]](repeating: [:], count: batches)
    for (file, text) in CRMSample.files.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
      // The task's note has a line end inside quotes.
      let text = text.replacing("замер,\n", with: "замер,\u{1}")
      let lines = text.split(separator: "\n").map { $0.replacing("\u{1}", with: "\n") }
      let header = try #require(lines.first)
      for line in lines.dropFirst().shuffled(using: &random) {
        let batch = Int(random.next() % UInt64(batches))
        parts[batch][file, default: header + "\n"] += line + "\n"
      }
    }
    let office = try await CRMOffice.make()
    for part in parts where !part.isEmpty { try await office.take(part) }
    // What waited for the last batch comes in with any import.
    try await office.take([.managers: "manager,name\n"])
    #expect(try office.facts() == whole.facts())
    #expect(try office.rows("select origin from quarantine where settled_at is null").isEmpty)
    #expect(
      try office.rows("select stage_period_id from stage_period where left_at < entered_at").isEmpty
    )
  }

  @Test("a row of something unknown waits, once, and is taken when that arrives")
  func arrives() async throws {
    let office = try await CRMOffice.make()
    let contacts = [CRMFile.contacts: "contact,name,company\nc1,Иван,f1\nc2,Пётр,\n"]
    let first = try await office.take(contacts)
    #expect(first.files.map(\.quarantined) == [1])
    #expect(first.files.map(\.new) == [1])
    #expect(
      try office.rows("select reason, line, detail, convert_from(raw, 'UTF8') from quarantine") == [
        "(reference,2,\"contacts.csv, line 2: company 'f1' is not known. "
          + "The row is taken by itself when that is settled.\","
          + "\"contact,name,company\nc1,Иван,f1\")"
      ])
    try await office.take(contacts)
    #expect(try office.rows("select from quarantine").count == 1)

    let arrival = try await office.take([.companies: "company,name\nf1,Окна\n"])
    #expect(arrival.files.map(\.file) == [.companies, .contacts])
    #expect(arrival.files.map(\.arrived) == [0, 1])
    #expect(arrival.files.map(\.new) == [1, 1])
    #expect(try office.rows("select settled_how from quarantine") == ["(arrived)"])
    #expect(
      try office.rows(
        "select c.crm_id, f.crm_id from contact c left join company f using (company_id)"
          + " order by 1") == ["(c1,f1)", "(c2,)"])
  }

  @Test("a waiting row does not undo a newer one")
  func overtaken() async throws {
    let office = try await CRMOffice.make()
    try await office.take([.contacts: "contact,name,company\nc1,Old,f1\n"])
    try await office.take([.contacts: "contact,name,company\nc1,New,\n"])
    #expect(
      try office.rows("select settled_how, settled_why from quarantine") == [
        "(discarded,\"A later row for the same was taken.\")"
      ])
    try await office.take([.companies: "company,name\nf1,Окна\n"])
    #expect(try office.rows("select name, company_id from contact") == ["(New,)"])
  }

  @Test("a row that can't be read is set aside once, with its header")
  func rejected() async throws {
    let office = try await CRMOffice.make()
    let files = [CRMFile.tasks: "task,deal,kind,created_at\nt1,d1,call,2026-05-01 10:00:00\n"]
    for _ in 0..<2 {
      let summary = try await office.take(files)
      #expect(summary.quarantined == 1)
    }
    #expect(
      try office.rows(
        "select reason, byte_offset, byte_length, convert_from(raw, 'UTF8') from quarantine") == [
          "(time,26,31,\"task,deal,kind,created_at\nt1,d1,call,2026-05-01 10:00:00\")"
        ])
  }

  @Test("the last row of a thing counts")
  func repeated() async throws {
    let office = try await CRMOffice.make()
    let summary = try await office.take([.companies: "company,name\nf1,A\nf2,B\nf1,C\n"])
    #expect(summary.files.map(\.repeated) == [1])
    #expect(try office.rows("select crm_id, name from company order by 1") == ["(f1,C)", "(f2,B)"])
  }

  @Test("an absent column says nothing, an empty field says none")
  func absentColumns() async throws {
    let office = try await CRMOffice.make()
    try await office.take(CRMSample.files)
    try await office.take([
      .deals: "deal,title,pipeline,created_at\nd1,Окна,sales,2026-05-01T10:00:00+03:00\n",
      .managers: "manager,name,email,team\nm1,Анна,,\n",
    ])
    #expect(
      try office.rows("select amount, owner_id is null from deal where crm_id = 'd1'") == [
        "(1000.50,f)"
      ])
    #expect(
      try office.rows("select email, attributes from manager where crm_id = 'm1'") == ["(,{})"])
  }

  @Test("a header that can't be used leaves everything as it was")
  func badHeader() async throws {
    let office = try await CRMOffice.make()
    await #expect(throws: CRMError.self) {
      try await office.take([.companies: "company,name\nf1,A\n", .deals: "deal\n"])
    }
    #expect(try office.facts().isEmpty)
  }

  @Test("own numbers and deals without history are taken, and told")
  func warnings() async throws {
    let office = try await CRMOffice.make()
    try office.run("insert into own_number (number, pbx_name) values ('+79261234567', 'hq')")
    var files = CRMSample.files
    files[.stageHistory] = nil
    let summary = try await office.take(files)
    #expect(
      summary.warnings == [
        "1 telephone numbers are lines of our own and never lead to a client; remove them from "
          + "the CRM: c1 (+79***67).",
        "3 deals have no stage history, so no call can belong to a stage of theirs; "
          + "export stage_history.csv too: d1, d2, d3.",
      ])
  }
}

/// SplitMix64 (Steele, Lea and Flood, 2014): the same seed gives the same test.
private struct Seeded: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var value = state
    value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
    value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
    return value ^ (value >> 31)
  }
}
