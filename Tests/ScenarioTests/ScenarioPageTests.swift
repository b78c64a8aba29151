import Foundation
import TestSupport
import Testing

@Suite("docs/scenarios.md")
struct ScenarioPageTests {
  @Test("says what the scenario files say")
  func page() throws {
    let path = Samples.root.replacing(/samples$/, with: "docs/scenarios.md")
    let text = ScenarioPage.text(try Scenario.read())
    if ProcessInfo.processInfo.environment["TOLLGATE_RECORD_SCENARIOS"] != nil {
      try Data(text.utf8).write(to: URL(fileURLWithPath: path))
    }
    let written = (try? String(contentsOfFile: path, encoding: .utf8)) ?? ""
    #expect(
      written == text,
      "Write it anew: TOLLGATE_RECORD_SCENARIOS=1 swift test --filter ScenarioPageTests")
  }
}
