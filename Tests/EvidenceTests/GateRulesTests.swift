import Evidence
import Store
import TestSupport
import Testing

@Suite("A rules file")
struct GateRulesTests {
  @Test("of the shipped kind reads whole, and stands in the samples letter for letter")
  func defaults() throws {
    let rules = try GateRules(yaml: GateRules.defaultYAML)
    #expect(rules.pipeline == "sales")
    #expect(rules.skipping == .shut)
    #expect(
      rules.stages.map(\.stage) == [
        "incoming", "qualification", "appointment", "meeting", "proposal", "negotiation", "invoice",
        "prepayment", "production", "acceptance", "paid",
      ])
    let kinds = rules.stages.map { $0.requirements.map { $0.kinds.joined(separator: "|") } }
    #expect(
      kinds == [
        ["call_received|form_received", "task_planned"], ["fields_filled"],
        ["call_made", "client_reached", "meeting_booked"], ["meeting_held", "fields_filled"],
        ["proposal_sent", "meeting_held"], ["client_reached", "contract_signed"],
        ["invoice_sent"], ["payment_received"], ["work_finished"], ["work_accepted"],
        ["payment_received"],
      ])
    let sample = try Samples.bytes("office/gates.yaml")
    #expect(GateRules.defaultYAML == String(decoding: sample, as: UTF8.self))
  }

  @Test("gives every key of a requirement")
  func keys() throws {
    let rules = try GateRules(
      yaml: """
        pipeline: 7
        note: for the spring
        skipping: open
        stages:
          3:
            - {kind: client_reached, since: deal, count: 2, certain: true, min_talk: 2m, direction: inbound, before: proposal_sent}
            - {kind: fields_filled, fields: [amount]}
            - {kind: task_planned, task: follow_up}
          4:
        """)
    #expect(rules.pipeline == "7")
    #expect(rules.note == "for the spring")
    #expect(rules.skipping == .open)
    var reached = GateRules.Requirement(kinds: ["client_reached"])
    reached.since = .deal
    reached.count = 2
    reached.isCertain = true
    reached.minimumTalkSeconds = 120
    reached.direction = .inbound
    reached.beforeKind = "proposal_sent"
    var fields = GateRules.Requirement(kinds: ["fields_filled"])
    fields.fields = ["amount"]
    var task = GateRules.Requirement(kinds: ["task_planned"])
    task.taskKind = "follow_up"
    #expect(rules.stages.map(\.requirements) == [[reached, fields, task], []])
  }

  static let mistakes: [(yaml: String, problem: String)] = [
    ("", "Line 1, column 1: The file is empty"),
    ("stages: {}", "Line 1, column 1: pipeline is missing"),
    ("pipeline: sales", "Line 1, column 1: stages is missing"),
    ("pipeline: [a", "Line 2, column 1: This is not YAML"),
    (
      "pipline: sales\nstages: {}",
      "Line 1, column 1: Unknown key pipline in the file. Did you mean pipeline?"
    ),
    (
      "pipeline: sales\nstages:\n  a:\n    - {kind: call_made, certian: true}",
      "Line 4, column 25: Unknown key certian in a requirement. Did you mean certain?"
    ),
    (
      "pipeline: s\nstages:\n  a: [client_reachd]",
      "Line 3, column 7: Unknown kind client_reachd. Did you mean client_reached?"
    ),
    ("pipeline: s\nstages:\n  a: [Call]", "Line 3, column 7: Call is no evidence kind"),
    ("pipeline: s\nstages:\n  a: call_made", "Line 3, column 6: Stage a must have a list"),
    ("pipeline: s\nstages:\n  a: [{count: 2}]", "Line 3, column 7: A requirement needs kind"),
    ("pipeline: s\nstages:\n  a: [{kind: call_made, any: [x]}]", "one of the two"),
    (
      "pipeline: s\nstages:\n  a: [{kind: call_made, count: 0}]",
      "Line 3, column 32: count must be a whole number from 1 to 99"
    ),
    (
      "pipeline: s\nstages:\n  a: [{kind: call_made, since: visit}]",
      "Line 3, column 32: since must be stage or deal"
    ),
    (
      "pipeline: s\nstages:\n  a: [{kind: call_made, certain: maybe}]",
      "certain must be true or false"
    ),
    (
      "pipeline: s\nstages:\n  a: [{kind: call_made, min_talk: 2h}]",
      "min_talk must be a time up to an hour"
    ),
    (
      "pipeline: s\nstages:\n  a: [{kind: call_made, direction: inbound}]",
      "call_made never has this direction"
    ),
    (
      "pipeline: s\nstages:\n  a: [{kind: contract_signed, min_talk: 5}]",
      "min_talk is for kinds that rest on calls"
    ),
    (
      "pipeline: s\nstages:\n  a: [fields_filled]",
      "fields_filled needs fields, such as fields: [amount, owner]"
    ),
    (
      "pipeline: s\nstages:\n  a: [{kind: call_made, task: call}]",
      "task goes with kind: task_planned only"
    ),
    (
      "pipeline: s\nstages:\n  a: [{kind: fields_filled, fields: [x], count: 2}]",
      "count says nothing of fields_filled"
    ),
    ("pipeline: s\nstages:\n  a: [stages_in_order]", "Write skipping: shut"),
    (
      "pipeline: s\npipeline: t\nstages: {}", "Line 2, column 1: The key pipeline stands twice"
    ),
    (
      "pipeline: s\nstages:\n  a: [call_made]\n  b: []\n  a: []",
      "Line 5, column 3: The key a stands twice. Write each key once."
    ),
    (
      "pipeline: s\nstages:\n  a:\n    - kind: call_made\n      count: 1\n      count: 2",
      "Line 6, column 7: The key count stands twice"
    ),
    (
      "pipeline: s\nstages:\n  a: [{kind: call_made, kind: x}]",
      "Line 3, column 25: The key kind stands twice. Write"
    ),
    ("pipeline: s\nstages:\n  a: [\u{7}]", "Line 3, column 7: This is not YAML: control"),
    ("pipeline: s\nstages:\n\ta: []", "Line 3, column 1: This is not YAML"),
    ("pipeline: s\nstages: {}\n---\npipeline: t", "Line 3, column 1: This is not YAML"),
    ("pipeline: [s]\nstages: {}", "Line 1, column 11: pipeline must be a word"),
    ("pipeline: s\nstages: 5", "Line 2, column 9: stages must be a list"),
    ("- pipeline", "Line 1, column 1: Expected the file to be made of key: value."),
    (
      "pipeline: s\nskipping: maybe\nstages: {}", "Line 2, column 11: skipping must be shut or open"
    ),
    (
      "pipeline: s\nstages:\n  a: [{kind: call_made, count: many}]",
      "Line 3, column 32: count must be a whole number"
    ),
    (
      "pipeline: s\nstages:\n  a: [{kind: [x]}]", "Line 3, column 14: kind must be a word"
    ),
    (
      "pipeline: s\nstages:\n  a: [{any: [call_made, call_made]}]",
      "Line 3, column 13: any names a kind twice"
    ),
    (
      "pipeline: s\nstages:\n  a: [{kind: call_made, before: call_made}]",
      "Line 3, column 33: before must name another kind"
    ),
    (
      "pipeline: s\nstages:\n  a: [{kind: call_made, before: fields_filled}]",
      "before can't name fields_filled"
    ),
  ]

  @Test("that is wrong is refused with line, column and what to write", arguments: mistakes)
  func mistake(yaml: String, problem: String) {
    let error = #expect(throws: GateRulesError.self) { try GateRules(yaml: yaml) }
    #expect(error?.description.contains(problem) == true, "\(error?.description ?? "no error")")
  }

  @Test("that leaves out an open stage, or asks for what nothing gives, is warned of and taken")
  func warnings() throws {
    let known = [("new", "open"), ("talk", "open"), ("won", "won")].map {
      PipelineStage(pipeline: "sales", stage: $0.0, name: $0.0, kind: $0.1)
    }
    let rules = try GateRules(
      yaml: """
        pipeline: sales
        stages:
          new:
            - call_made
            - fitting_done
            - {any: [proposal_sent, form_received]}
            - meeting_booked
        """)
    #expect(
      rules.warnings(against: known, produced: []).map(GateRulesError.describe) == [
        "Line 1, column 11: Stage talk has no entry, so its gate is always open. Write talk: [] if "
          + "that is meant.",
        "Line 5, column 7: Nothing that is configured gives fitting_done, and none was ever "
          + "recorded: it has to come from outside (tollgate evidence add).",
        "Line 6, column 14: Nothing that is configured gives proposal_sent, form_received, and none "
          + "was ever recorded: it has to come from outside (tollgate evidence add).",
      ])
    #expect(
      rules.warnings(
        against: Array(known.prefix(1)),
        produced: ["fitting_done", "proposal_sent", "form_received"]
      ).isEmpty)
  }

  @Test("is remembered with all its versions")
  func remembered() async throws {
    let office = try await GateOffice.make()
    try await office.apply("  appointment: [call_made]")
    try await office.apply("  appointment: [client_reached]")
    let first = try await office.store.gateRules(pipeline: nil, version: 1)
    #expect(first.map(\.version) == [1])
    #expect(first.first?.source.contains("call_made") == true)
    let log = try await office.store.gateRulesLog(pipeline: "sales")
    let version = try #require(log.columns.firstIndex(of: "version"))
    #expect(log.rows.map { $0[version] } == ["2", "1"])
    #expect(try await office.store.gateRules(pipeline: nil, version: 3).isEmpty)
  }

  @Test("names everything that is wrong at once, in the order of the file")
  func several() {
    let yaml = "pipeline: s\nskip: open\nstages:\n  a: [{kind: call_made, cnt: 1}]\n  b: 5"
    let error = #expect(throws: GateRulesError.self) { try GateRules(yaml: yaml) }
    #expect(error?.problems.map(\.place.line) == [2, 4, 5])
  }

  @Test(
    "for a pipeline or stage that the CRM does not have is refused, and those it has are listed")
  func strangers() throws {
    let known = ["incoming", "meeting"].map {
      PipelineStage(pipeline: "sales", stage: $0, name: $0)
    }
    let wrongStage = try GateRules(yaml: "pipeline: sales\nstages:\n  meting: []\n  incoming: []")
    let error = #expect(throws: GateRulesError.self) { try wrongStage.check(against: known) }
    #expect(
      error?.description
        == "Line 3, column 3: Pipeline sales has no stage meting. Did you mean meeting? "
        + "Known: incoming, meeting.")
    let wrongPipeline = try GateRules(yaml: "pipeline: service\nstages: {}")
    let other = #expect(throws: GateRulesError.self) { try wrongPipeline.check(against: known) }
    #expect(
      other?.description == "Line 1, column 11: There is no pipeline service. Known: sales.")
  }

  @Test("comes into force as the next version, and the same text again changes nothing")
  func versions() async throws {
    let office = try await GateOffice.make()
    let gate = Gate(store: office.store)
    let rules = try GateRules(yaml: GateRules.defaultYAML)
    var applied = try await gate.apply(rules, by: "Anna")
    #expect(applied == (1, true))
    applied = try await gate.apply(rules, by: "Boris")
    #expect(applied == (1, false))
    applied = try await gate.apply(GateRules(yaml: rules.source + "\n# once more\n"), by: "Boris")
    #expect(applied == (2, true))
    let inForce = try await office.store.gateRules(pipeline: "sales")
    #expect(inForce.map(\.version) == [2])
    #expect(inForce.first?.appliedBy == "Boris")
    #expect(inForce.first?.source.hasSuffix("# once more\n") == true)
    let none = try await office.store.gateRules(pipeline: "other")
    #expect(none.isEmpty)
  }
}

extension GateRulesError {
  fileprivate static func describe(_ problem: Problem) -> String {
    GateRulesError([problem]).description
  }
}
