/// The written table, made from the scenario files.
enum ScenarioPage {
  static func text(_ scenarios: [Scenario]) -> String {
    var areas: [String] = []
    for scenario in scenarios where !areas.contains(scenario.area) { areas.append(scenario.area) }
    return head
      + areas.map { area in
        "\n## \(area)\n\n| scenario | link | stage | evidence | gate |\n|---|---|---|---|---|\n"
          + scenarios.filter { $0.area == area }.map(row).joined()
      }.joined()
  }

  private static let head = """
    # Scenarios

    Each line is a scenario file's sentence with what must be found: the link of each call, the
    stage visit, the live evidence, and what a gate says. The files stand in
    `Tests/ScenarioTests/Scenarios`; each is a test named by its sentence, which is played twice:
    with the CRM's facts before the calls, and after them. Both must give the same.

    `?` after a kind of evidence says that it is not certain. *Later* is a second step: facts that
    arrive afterwards. What needs a feature that is not there yet says so, and is not run.

    This page is made by a test. After a change of the scenarios:
    `TOLLGATE_RECORD_SCENARIOS=1 swift test --filter ScenarioPageTests`.

    """

  private static func row(_ scenario: Scenario) -> String {
    var sentence = scenario.sentence
    if !scenario.needs.isEmpty {
      sentence += " *(needs \(scenario.needs.joined(separator: ", ")))*"
    }
    let several = scenario.steps.reduce(0) { max($0, $1.then.calls.count) } > 1
    let columns = [
      sentence, column(scenario) { link($0, isNamed: several) },
      column(scenario) { stage($0, isNamed: several) },
      column(scenario) { evidence($0, isNamed: several) }, column(scenario) { $0.gates },
    ]
    return "| " + columns.map { $0.replacing("|", with: "\\|") }.joined(separator: " | ") + " |\n"
  }

  private static func column(_ scenario: Scenario, _ lines: (Expectation) -> [String]) -> String {
    var cells = scenario.steps.map { lines($0.then).joined(separator: "<br>") }
    while cells.count > 1, cells.last?.isEmpty ?? false { cells.removeLast() }
    return cells.enumerated().map { index, cell in
      index == 0 ? cell : "*later:* " + (cell.isEmpty ? "–" : cell)
    }.filter { !$0.isEmpty }.joined(separator: "<br>")
  }

  private static func name(_ call: Expectation.Call, _ isNamed: Bool) -> String {
    isNamed ? "\(call.key): " : ""
  }

  private static func link(_ then: Expectation, isNamed: Bool) -> [String] {
    then.calls.map { call in
      let words = call.link.split(separator: " ").map { word in
        word.contains("/") ? String(word.prefix { $0 != "/" }) : String(word)
      }
      return name(call, isNamed) + words.joined(separator: " ")
    }
  }

  private static func stage(_ then: Expectation, isNamed: Bool) -> [String] {
    then.calls.compactMap { call in
      call.link.split(separator: " ").first { $0.contains("/") }.map {
        name(call, isNamed) + String($0.drop { $0 != "/" }.dropFirst())
      }
    }
  }

  private static func evidence(_ then: Expectation, isNamed: Bool) -> [String] {
    then.calls.filter { !$0.evidence.isEmpty }.map { name($0, isNamed) + $0.evidence }
      + then.evidence
  }
}
