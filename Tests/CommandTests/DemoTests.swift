import Foundation
import TestSupport
import Testing

@Suite("The demo", .timeLimit(.minutes(10)))
struct DemoTests {
  @Test("the demo tells its story in less than a minute and leaves nothing behind")
  func story() async throws {
    let folder = try ScratchFolder.make()
    let started = ContinuousClock.now
    let outcome = try await Program.run(
      ["demo", "--samples", Samples.path("office")], environment: ["TMPDIR": folder.path])
    #expect(outcome.exitCode == 0, "\(outcome)")
    #expect(ContinuousClock.now - started < .seconds(60))

    for chapter in ["1. What was loaded", "2. How the calls", "3. May a deal leave"] {
      #expect(outcome.lines.contains { $0.hasPrefix(chapter) }, "\(outcome)")
    }
    for verdict in ["open", "shut"] {
      #expect(
        outcome.lines.contains { $0.contains("Deal 5000") && $0.hasSuffix("gate \(verdict)") },
        "\(outcome.output)")
    }
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == [])
    #expect(Self.processes(in: folder.path) == [])
  }

  /// Command lines of processes that name a folder.
  private static func processes(in folder: String) -> [String] {
    let ids = (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []
    return ids.filter { Int($0) != nil }.compactMap { id in
      // One that has ended meanwhile has none.
      let line = try? Data(contentsOf: URL(fileURLWithPath: "/proc/\(id)/cmdline"))
      let text = String(decoding: line ?? Data(), as: UTF8.self).replacing("\0", with: " ")
      return text.contains(folder) ? text : nil
    }
  }
}
