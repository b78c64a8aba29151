import Foundation
import Testing

/// FAULTS: F28 and F43. Two programs on one database never harm each other.
@Suite("Programs at the same time", .timeLimit(.minutes(10)))
struct ConcurrencyTests {
  /// A run may find another one at work and say so; the next run of cron takes the rest.
  private static let harmless: Set<Int32?> = [0, 4, 75]

  @Test("two runs over the same spools leave what one leaves")
  func sameFiles() async throws {
    let office = try OfficeFiles.small.get()
    let clean = try await CleanRun.shared.snapshot(of: office)
    let bench = try await Workbench.furnished(office)

    let runs = [try bench.start("ingest"), try bench.start("ingest")]
    for run in runs {
      let outcome = try await run.outcome()
      #expect(Self.harmless.contains(outcome.exitCode), "\(outcome)")
    }
    let after = try DatabaseSnapshot(of: bench, folder: office.folder.path)
    #expect(after.differences(from: clean) == "")
    try await bench.expectAgreement()
  }

  @Test("two runs that find the same new file in the same moment make one file of it")
  func sameNewFile() async throws {
    let office = try OfficeFiles.small.get()
    let clean = try await CleanRun.shared.snapshot(of: office)
    let bench = try await Workbench.furnished(office)

    // Both have looked the file up, found nothing, and are about to make it known.
    let lock = try TableLock("source_file", of: bench)
    let runs = [try bench.start("ingest"), try bench.start("ingest")]
    try await bench.waitForLocked(sessions: 2)
    lock.release()
    for run in runs {
      let outcome = try await run.outcome()
      #expect(Self.harmless.contains(outcome.exitCode), "\(outcome)")
    }
    let after = try DatabaseSnapshot(of: bench, folder: office.folder.path)
    #expect(after.differences(from: clean) == "")
    try await bench.expectAgreement()
  }

  @Test("two runs over files that overlap leave what one run after the other leaves")
  func overlappingFiles() async throws {
    let office = try OfficeFiles.small.get()
    let folder = try ScratchFolder.make()
    let lines = try Data(contentsOf: URL(fileURLWithPath: office.master)).split(
      separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    let third = lines.count / 3
    let files = try [lines[..<(2 * third)], lines[third...]].enumerated().map { number, part in
      let joined = Array(part.joined(separator: [UInt8(ascii: "\n")]))
      let end: [UInt8] = joined.last == UInt8(ascii: "\n") ? [] : [UInt8(ascii: "\n")]
      return try folder.write(joined + end, to: "part\(number).csv")
    }

    let inTurn = try await Workbench.furnished(office)
    for file in files {
      let outcome = try await inTurn.tollgate("ingest", "--pbx", "hq", file)
      #expect(Self.harmless.contains(outcome.exitCode), "\(outcome)")
    }
    let atOnce = try await Workbench.furnished(office)
    let runs = try files.map { try atOnce.start("ingest", "--pbx", "hq", $0) }
    for run in runs {
      let outcome = try await run.outcome()
      #expect(Self.harmless.contains(outcome.exitCode), "\(outcome)")
    }

    let wanted = try DatabaseSnapshot(of: inTurn, folder: folder.path, places: false)
    let after = try DatabaseSnapshot(of: atOnce, folder: folder.path, places: false)
    #expect(after.differences(from: wanted) == "")
    try await atOnce.expectAgreement()
  }

  @Test("calls and CRM that arrive in the same moment are tied as if one had come first")
  func callsAndCRM() async throws {
    let office = try OfficeFiles.small.get()
    let clean = try await CleanRun.shared.snapshot(of: office)
    let bench = try await Workbench.migrated(configuration: office.configuration)

    let runs = [try bench.start("ingest"), try bench.start("crm", "import", office.crm)]
    for run in runs {
      let outcome = try await run.outcome()
      #expect(Self.harmless.contains(outcome.exitCode), "\(outcome)")
    }
    let after = try DatabaseSnapshot(of: bench, folder: office.folder.path)
    #expect(after.differences(from: clean) == "")
    try await bench.expectAgreement()
  }

  @Test("migrators at the same time on a fresh database all find it done")
  func migrators() async throws {
    let bench = try await Workbench.empty()
    let runs = try (1...3).map { _ in try bench.start("db", "migrate") }
    for run in runs {
      let outcome = try await run.outcome()
      #expect(outcome.exitCode == 0, "\(outcome)")
    }
    let again = try await bench.tollgate("db", "migrate")
    #expect(again.output.contains("0 migrations applied, 0 objects made anew"), "\(again)")
  }

  @Test("all companies of a database are migrated by one command, though one of them can't be")
  func allSchemas() async throws {
    let bench = try await Workbench.empty()
    for schema in ["Company 1", "company_2", "company_3"] {
      let outcome = try await bench.tollgate("db", "migrate", "--schema", schema)
      #expect(outcome.exitCode == 0, "\(outcome)")
    }
    try bench.script("update company_2.schema_migration set checksum = 'another'")
    try bench.script("delete from company_3.schema_object")
    let outcome = try await bench.tollgate("db", "migrate", "--all-schemas")
    #expect(outcome.exitCode == 78, "\(outcome)")
    #expect(outcome.lines.count == 2, "\(outcome)")
    #expect(outcome.output.contains("Schema Company 1 is at version"), "\(outcome)")
    #expect(outcome.output.contains("Schema company_3 is at version"), "\(outcome)")
    #expect(outcome.errors.contains("migrate schema company_2"), "\(outcome)")
  }
}

extension Workbench {
  /// Sees to it that the database agrees with a recomputation.
  func expectAgreement(sourceLocation: SourceLocation = #_sourceLocation) async throws {
    let outcome = try await tollgate("verify")
    #expect(outcome.exitCode == 0, "\(outcome)", sourceLocation: sourceLocation)
  }
}
