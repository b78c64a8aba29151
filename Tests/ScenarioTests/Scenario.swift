import Testing

/// A sentence about the program, with what is given, what happens, and what must be found then.
struct Scenario: Sendable, CustomTestStringConvertible {
  /// What is done, and what is found afterwards.
  struct Step: Sendable {
    var crm: CRMScript
    var calls: [(key: String, legs: [ScriptLeg])]
    var settings: [String: String]
    /// Calls and the deals that a supervisor says they belong to; nil takes it back.
    var decisions: [(call: String, deal: String?)]
    var facts: [OutsideFact]
    var gates: GateScript
    var then: Expectation
  }

  /// A piece of evidence from outside.
  struct OutsideFact: Sendable {
    var kind: String
    var deal: String
    var at: Moment
    var key: String?
  }

  struct GateScript: Sendable {
    /// The stages of a rules file; nil: no rules.
    var rules: String?
    var skipping: String?
    /// Up to when records are complete; nil: next fri 18:00, `never`: there are none.
    var complete: String?
  }

  var area: String
  var sentence: String
  /// Features that are not there yet: until they are, it is not run.
  var needs: [String]
  /// Patterns of deal ids in the exchanges' records, where they differ from `deal:([a-z0-9]+)`.
  var hints: [String: String]
  /// Whether the exchanges write linked ids.
  var isLinked: Bool
  var steps: [Step]

  var testDescription: String { sentence }
}

/// What must be found.
struct Expectation: Sendable {
  struct Call: Sendable {
    var key: String
    /// Words of which each must be true, such as `outbound`, `answered`, `40s`, `m1`, `c1`.
    var facts: String?
    /// `only_open_deal d1/talk`, with `ambiguous` after it where it is; `none` for internal calls.
    var link: String
    /// Kinds, each with `?` when it is not certain.
    var evidence: String
  }

  var calls: [Call] = []
  /// Live evidence of tasks and from outside, such as `t1 meeting_booked d1/talk`.
  var evidence: [String] = []
  /// Such as `d1 talk>offer at tue 10:00 is shut (client_reached missing)`.
  var gates: [String] = []
}
