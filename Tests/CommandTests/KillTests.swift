import Foundation
import Glibc
import SampleOffice
import Store
import Testing

/// FAULTS: F23, F24 and F31. Wherever the program dies, the next run leaves what one undisturbed
/// run leaves.
@Suite("Killed ingests", .timeLimit(.minutes(10)))
struct KillTests {
  @Test(
    "killed at a named place in the first file or the second, the next run makes it good",
    arguments: CrashPoint.allCases, [1, 2])
  func atNamedPlace(_ point: CrashPoint, time: Int) async throws {
    let office = try OfficeFiles.small.get()
    let clean = try await CleanRun.shared.snapshot(of: office)
    let bench = try await Workbench.furnished(office)

    try await bench.expectDeath(at: time == 1 ? point.rawValue : "\(point.rawValue):\(time)")
    try await bench.expectCleanEnd()

    let after = try DatabaseSnapshot(of: bench, folder: office.folder.path)
    #expect(after.differences(from: clean) == "")
  }

  @Test("killed at one place after another of a file of several batches, it goes on from the last")
  func inLaterBatches() async throws {
    let office = try OfficeFiles.large.get()
    let clean = try await CleanRun.shared.snapshot(of: office)
    let bench = try await Workbench.furnished(office)

    // The first death leaves one batch behind; all others fall into the second.
    try await bench.expectDeath(at: CrashPoint.committed.rawValue)
    let first = try bench.values("select to_offset from batch")
    #expect(first.count == 1)
    for point in CrashPoint.allCases where point != .committed && point != .fileOpened {
      try await bench.expectDeath(at: point.rawValue)
      #expect(try bench.values("select to_offset from batch") == first, "\(point)")
    }
    try await bench.expectCleanEnd()

    let after = try DatabaseSnapshot(of: bench, folder: office.folder.path)
    #expect(after.differences(from: clean) == "")
  }

  @Test("killed again and again at any moment while its file grows, it loses and doubles nothing")
  func atAnyMoment() async throws {
    let seed = UInt64.random(in: .min ... .max)
    print("killed at any moment: seed \(seed)")
    var random = SplitMix64(seed: seed)
    let office = try OfficeFiles.large.get()
    let clean = try await CleanRun.shared.snapshot(of: office)
    let copy = try GrowingOffice(office)
    let bench = try await Workbench.furnished(office, configuration: copy.configuration)

    // The first round is left alone, to learn how long one takes.
    try copy.grow()
    let started = ContinuousClock.now
    _ = try await bench.tollgate("ingest")
    var usual = ContinuousClock.now - started
    for round in 1...15 {
      try copy.grow()
      let delay = usual * random.between(0...120) / 100
      let started = ContinuousClock.now
      let program = try bench.start("ingest")
      let killer = Task {
        try await Task.sleep(for: delay)
        program.signal(SIGKILL)
      }
      let outcome = try await program.outcome()
      killer.cancel()
      let isDone = outcome.exitCode == 0 || outcome.exitCode == 4
      // Other tests may have slowed the first round down.
      if isDone { usual = min(usual, ContinuousClock.now - started) }
      #expect(outcome.signal == SIGKILL || isDone, "seed \(seed), round \(round): \(outcome)")
    }
    try copy.complete()
    try await bench.expectCleanEnd()

    let after = try DatabaseSnapshot(of: bench, folder: copy.folder.path)
    #expect(after.differences(from: clean) == "", "seed \(seed)")
  }

  @Test("when the server breaks off its session, it says what to do, and the next run does it")
  func sessionBrokenOff() async throws {
    let office = try OfficeFiles.small.get()
    let clean = try await CleanRun.shared.snapshot(of: office)
    let bench = try await Workbench.furnished(office)
    // Stops the program in the middle of its transaction, with the COPY done.
    let lock = try TableLock("leg", of: bench)
    let program = try bench.start("ingest")
    try await bench.waitForLocked(sessions: 1)
    let ended = try bench.values("select pg_terminate_backend(pid) from (\(Workbench.locked)) s")
    #expect(ended == ["true"])
    let outcome = try await program.outcome()
    lock.release()

    #expect(outcome.exitCode == 69 || outcome.exitCode == 75, "\(outcome)")
    #expect(outcome.errors.contains("again"), "\(outcome)")
    #expect(outcome.errors.split(separator: "\n").count == 1, "\(outcome)")
    try await bench.expectCleanEnd()
    let after = try DatabaseSnapshot(of: bench, folder: office.folder.path)
    #expect(after.differences(from: clean) == "")
  }
}

extension Workbench {
  /// Runs `ingest` over the spools and sees to it that it is killed at the place.
  fileprivate func expectDeath(at place: String) async throws {
    let outcome = try await tollgate(
      "ingest", "--batch-size", "1", environment: ["TOLLGATE_CRASH_AT": place])
    #expect(outcome.signal == SIGKILL, "\(place): \(outcome)")
  }

  /// Runs `ingest` to its end; then all must agree.
  fileprivate func expectCleanEnd() async throws {
    let outcome = try await tollgate("ingest", "--batch-size", "1")
    #expect(outcome.exitCode == 0 || outcome.exitCode == 4, "\(outcome)")
    let verdict = try await tollgate("verify")
    #expect(verdict.exitCode == 0, "\(verdict)")
  }
}

/// A copy of an office whose head office is still writing its newest file.
private final class GrowingOffice {
  let folder: ScratchFolder
  var configuration: String { folder.path + "/tollgate.yaml" }
  private let office: OfficeFiles
  private let bytes: [UInt8]
  private let lineEnds: [Int]
  private var written = 0

  private static let pieces = 18

  init(_ office: OfficeFiles) throws {
    self.office = office
    folder = try ScratchFolder.make()
    bytes = Array(try Data(contentsOf: URL(fileURLWithPath: office.master)))
    lineEnds = bytes.enumerated().filter { $0.element == UInt8(ascii: "\n") }.map { $0.offset + 1 }
    try copy("tollgate.yaml")
  }

  /// Adds some whole lines.
  func grow() throws {
    let end = lineEnds.first { $0 >= written + bytes.count / Self.pieces } ?? bytes.count
    try append(to: end)
  }

  /// Writes what is left of the file, and the files beside it.
  func complete() throws {
    try append(to: bytes.count)
    let spool = "cdr/hq"
    let names = try FileManager.default.contentsOfDirectory(
      atPath: "\(office.folder.path)/\(spool)")
    for name in names where name != "Master.csv" { try copy("\(spool)/\(name)") }
  }

  private func append(to end: Int) throws {
    try folder.append(bytes[written..<end], to: "cdr/hq/Master.csv")
    written = end
  }

  private func copy(_ path: String) throws {
    let data = try Data(contentsOf: URL(fileURLWithPath: "\(office.folder.path)/\(path)"))
    try folder.write(Array(data), to: path)
  }
}
