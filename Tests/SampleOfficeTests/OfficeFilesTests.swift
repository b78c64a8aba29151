import Testing

@testable import SampleOffice

@Suite struct OfficeFilesTests {
  @Test("the same seed gives the same bytes, and another seed others")
  func deterministic() throws {
    let first = try SampleOffice.files(.tiny(seed: 7)).files
    #expect(try SampleOffice.files(.tiny(seed: 7)).files == first)
    #expect(try SampleOffice.files(.tiny(seed: 8)).files != first)
  }

  @Test("the sample has the size that it promises")
  func size() throws {
    let office = try Sample.office()
    #expect(office.rows("crm/managers.csv").count == 6)
    #expect(office.rows("crm/contacts.csv").count == 300)
    #expect(office.rows("crm/deals.csv").count == 200)
    #expect((4750...5250).contains(office.rows("truth/calls.csv").count))
    #expect(office.files.values.reduce(0) { $0 + $1.count } < 4_000_000)
  }

  @Test("every record has its columns, but for those that are damaged on purpose")
  func columns() throws {
    let office = try Sample.office()
    for (path, columns) in [
      ("cdr/hq/Master.csv", 18), ("cdr/hq/Master.csv.1", 18), ("cdr/hq/sales.csv", 18),
      ("cdr/branch/cdr-custom.csv", 26), ("cdr/freeswitch/Master.csv", 15),
    ] {
      let lines = CSVText.lines(office.files[path] ?? [])
      let header = path.hasSuffix("custom.csv") ? 1 : 0
      #expect(lines.count == office.count(path, "records") + header, "\(path)")
      let damaged = ["bad_columns", "bad_quote", "bad_nul", "bad_torn_tail"]
        .reduce(0) { $0 + office.count(path, $1) }
      #expect(lines.filter { $0.count != columns }.count == damaged, "\(path)")
    }
  }

  @Test("copies repeat records byte by byte, and all others differ")
  func duplicates() throws {
    let office = try Sample.office()
    var seen: Set<[UInt8]> = []
    var good = 0
    for path in office.files.keys where path.hasPrefix("cdr/") {
      good += office.count(path, "good")
      for line in (office.files[path] ?? []).split(separator: 0x0A) {
        seen.insert(Array(line.filter { $0 != 0x0D }))
      }
    }
    let distinct = office.count("all", "distinct_good_records")
    let paths = office.files.keys.filter { $0.hasPrefix("cdr/") }
    let duplicates = paths.reduce(0) { $0 + office.count($1, "duplicates") }
    let bad = paths.reduce(0) { sum, path in
      let good = office.count(path, "good")
      return sum + office.count(path, "records") - good
    }
    #expect(good == distinct + duplicates)
    // The branch's header is a line too.
    #expect(seen.count == distinct + bad + 1)
  }

  @Test("one file alone ends without a line end")
  func tornTail() throws {
    let office = try Sample.office()
    let torn = office.files.filter { $0.value.last != 0x0A }.map(\.key)
    #expect(torn == ["cdr/freeswitch/Master.csv"])
  }

  @Test("oddities are there: CRLF, a character cut in half, NUL")
  func oddities() throws {
    let office = try Sample.office()
    let hq = office.files["cdr/hq/Master.csv"] ?? []
    let carriageReturns = hq.filter { $0 == 0x0D }.count
    #expect(carriageReturns == office.count("cdr/hq/Master.csv", "crlf") && carriageReturns > 0)
    let cut = hq.split(separator: 0x0A).filter {
      !String(decoding: $0, as: UTF8.self).utf8.elementsEqual($0)
    }
    #expect(cut.count == office.count("cdr/hq/Master.csv", "invalid_utf8") && !cut.isEmpty)
    #expect(office.count("cdr/hq/Master.csv", "nul_in_text") > 0)
  }

  @Test("records are written in the order of their end")
  func order() throws {
    let office = try SampleOffice.files(.tiny(seed: 3))
    let ends = CSVText.lines(office.files["cdr/freeswitch/Master.csv"] ?? [])
      .filter { $0.count == 15 && !$0[4].hasPrefix("2026-02-30") && !$0[10].hasPrefix("0000") }
      .map { $0[6] }
    #expect(ends == ends.sorted())
  }

  @Test("the exact number of records is made when it is asked for", arguments: [1, 2, 3])
  func exactRecords(_ seed: UInt64) throws {
    let spec = OfficeSpec(
      seed: seed, managers: 5, contacts: 60, deals: 40, calls: 900, records: 1500, days: 20,
      awkward: false, hasBranches: false, layout: .linked)
    let lines = CSVText.lines(try SampleOffice.files(spec).files["cdr/hq/Master.csv"] ?? [])
    #expect(lines.count == 1500)
    #expect(lines.allSatisfy { $0.count == 21 })
    let sequences = lines.compactMap { Int($0[20]) }
    #expect(Set(sequences).count == 1500)
  }

  @Test("an office of one manager and one contact can be made too")
  func smallest() throws {
    let spec = OfficeSpec(seed: 1, managers: 1, contacts: 1, deals: 1, calls: 10, days: 3)
    #expect(try !SampleOffice.files(spec).rows("truth/calls.csv").isEmpty)
  }

  @Test("the branch has calls in both hours that are called two o'clock")
  func repeatedHour() throws {
    let office = try Sample.office()
    let change = Zone.europeanChange(year: 2026, month: 10)
    let starts = office.rows("cdr/branch/cdr-custom.csv").filter {
      $0.text("start").hasPrefix("2026-10-25 02:")
    }
    .compactMap { $0.text("uniqueid").split(separator: ".").first.flatMap { EpochSeconds($0) } }
    #expect(starts.contains { $0 < change } && starts.contains { $0 >= change })
    let backwards = office.rows("cdr/branch/cdr-custom.csv").filter {
      $0.text("end") < $0.text("start")
    }
    #expect(!backwards.isEmpty)
  }

  @Test("an office cut into files has the same records, in the same order")
  func filesOfSomeRecords() throws {
    var spec = OfficeSpec.bench()
    (spec.contacts, spec.deals, spec.calls, spec.days) = (40, 20, 300, 20)
    spec.records = 250
    let whole = try SampleOffice.files(spec).files["cdr/hq/Master.csv"] ?? []
    spec.recordsPerFile = 100
    let office = try SampleOffice.files(spec)
    let paths = (1...3).map { "cdr/hq/Master-0\($0).csv" }
    #expect(office.files.keys.filter { $0.hasPrefix("cdr/") }.sorted() == paths)
    #expect(paths.map { office.count($0, "records") } == [100, 100, 50])
    #expect(paths.flatMap { office.files[$0] ?? [] } == whole)
  }

  @Test("without its truth an office is the same, and the counts are there")
  func withoutTruth() throws {
    var spec = OfficeSpec.tiny(seed: 3)
    let whole = try SampleOffice.files(spec).files
    spec.hasTruth = false
    let bare = try SampleOffice.files(spec).files
    #expect(
      Set(whole.keys).subtracting(bare.keys) == [
        "truth/calls.csv", "truth/evidence.csv", "truth/gates.csv",
      ])
    #expect(bare.allSatisfy { whole[$0.key] == $0.value })
  }
}
