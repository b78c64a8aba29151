import Testing

@Suite("The scenarios of docs/scenarios.md")
struct ScenarioTests {
  @Test("holds, whichever comes first, the CRM or the calls", arguments: Scenario.ready)
  func scenario(_ scenario: Scenario) async throws {
    for order in ScenarioOffice.Order.allCases {
      let office = try await ScenarioOffice(scenario, order)
      for (index, step) in scenario.steps.enumerated() {
        try await office.play(step)
        let wrong = try await Findings(office).differences(from: step.then) + office.troubles()
        #expect(wrong == [], "\(order.rawValue), step \(index + 1): \(scenario.sentence)")
      }
      try await office.finish()
    }
  }

  @Test("all files can be read, and no sentence stands twice")
  func files() throws {
    let scenarios = try Scenario.read()
    #expect(Set(scenarios.map(\.sentence)).count == scenarios.count)
    #expect(scenarios.count >= 70)
  }
}
