import Foundation
import TestSupport
import Yams

extension Scenario {
  /// All scenarios, area by area. What can't be read is told by a test of its own.
  static let all: [Scenario] = (try? read()) ?? []

  static var ready: [Scenario] { all.filter(\.needs.isEmpty) }

  static func read() throws -> [Scenario] {
    let folder = Samples.root.replacing(/samples$/, with: "Tests/ScenarioTests/Scenarios")
    let names = try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
    return try names.filter { $0.hasSuffix(".yaml") }.flatMap { name in
      let text = try String(contentsOfFile: folder + "/" + name, encoding: .utf8)
      guard let root = try Yams.compose(yaml: text) else { return [Scenario]() }
      let fields = try Fields(root, name)
      let area = try fields.required("area")
      let scenarios = try fields.list("scenarios").map { try Scenario($0, area: area) }
      try fields.finish()
      return scenarios
    }
  }

  private init(_ node: Node, area: String) throws {
    let fields = try Fields(node, area)
    let sentence = try fields.required("scenario")
    let step = try Fields(node, sentence)
    _ = try (
      step.text("scenario"), step.node("needs"), step.node("hints"), step.node("linked"),
      step.node("later")
    )
    var first = try Step(step, sentence)
    try step.finish()
    var crm = CRMScript.beginning(withManagers: step.node("managers") == nil)
    try crm.read(step)
    first.crm = crm
    self.area = area
    self.sentence = sentence
    needs = try fields.texts("needs")
    hints = Dictionary(
      uniqueKeysWithValues: try fields.pairs("hints").map {
        ($0.key, try Fields.text($0.node, sentence))
      })
    isLinked = try fields.text("linked") == "true"
    steps =
      try [first]
      + fields.list("later").map { node in
        let fields = try Fields(node, "\(sentence), later")
        let step = try Step(fields, sentence)
        try fields.finish()
        return step
      }
  }
}

extension Scenario.Step {
  init(_ fields: Fields, _ place: String) throws {
    crm = CRMScript()
    try crm.read(fields)
    calls = try fields.pairs("calls").map { key, node in
      let texts = node.sequence.map(Array.init) ?? [node]
      return (key, try texts.map { try ScriptLeg(Fields.text($0, place)) })
    }
    settings = Dictionary(
      uniqueKeysWithValues: try fields.pairs("settings").map {
        ($0.key, try Fields.text($0.node, place))
      })
    decisions = try fields.pairs("assign").map { ($0.key, try Fields.text($0.node, place)) }
    decisions += try fields.texts("clear").map { ($0, nil) }
    facts = try fields.texts("outside").map { try Scenario.OutsideFact($0) }
    gates = Scenario.GateScript(
      rules: try fields.node("rules").map { try Yams.serialize(node: $0) },
      skipping: try fields.text("skipping"), complete: try fields.text("complete"))
    guard let node = fields.node("then") else { throw ScenarioError(place, "then is missing") }
    then = try Expectation(Fields(node, place))
  }
}

extension Scenario.OutsideFact {
  /// `payment_received d1 tue 10:00 key=i-77`
  init(_ text: String) throws {
    var words = text.split(separator: " ").map(String.init)
    guard words.count >= 4 else { throw ScenarioError(text, "kind, deal and moment are wanted") }
    (kind, deal) = (words[0], words[1])
    words.removeFirst(2)
    at = try Moment.take(&words, text)
    key = words.first.map { $0.replacing("key=", with: "") }
  }
}

extension Expectation {
  init(_ fields: Fields) throws {
    gates = try fields.texts("gates")
    evidence = try fields.texts("evidence")
    for (key, node) in try fields.pairs("calls") {
      guard node.mapping != nil else {
        calls.append(Call(key: key, link: try Fields.text(node, key), evidence: ""))
        continue
      }
      let call = try Fields(node, key)
      calls.append(
        Call(
          key: key, facts: try call.text("is"), link: try call.required("link"),
          evidence: try call.texts("evidence").joined(separator: ", ")))
      try call.finish()
    }
    try fields.finish()
  }
}
