import Yams

extension GateRules {
  /// - Parameter yaml: a rules file, see docs/gates.md.
  /// - Throws: an error that names everything that is wrong, with line and column.
  package init(yaml: String) throws(GateRulesError) {
    let root = try Self.compose(yaml)
    var reader = GateRulesReader()
    let rules = reader.rules(root, source: yaml)
    guard let rules, reader.problems.isEmpty else {
      throw GateRulesError(reader.problems.sorted { $0.place < $1.place })
    }
    self = rules
  }

  private static func compose(_ yaml: String) throws(GateRulesError) -> Node {
    do {
      if let node = try Yams.compose(yaml: yaml) { return node }
    } catch {
      throw GateRulesError([problem(error)])
    }
    throw GateRulesError([
      .init(Place(line: 1, column: 1), "The file is empty. Write pipeline: and stages:.")
    ])
  }

  private static func problem(_ error: any Error) -> GateRulesError.Problem {
    switch error as? YamlError {
    case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
      .composer(_, let problem, let mark, _):
      .init(Place(mark), "This is not YAML: \(problem).")
    case .duplicatedKeysInMapping(let duplicates, let context):
      .init(
        Place(context.mark),
        "The key \(duplicates.sorted().joined(separator: ", ")) stands twice in what begins here. "
          + "Write each key once.")
    default:
      .init(Place(line: 1, column: 1), "This is not YAML in UTF-8.")
    }
  }
}

extension GateRules.Place: Comparable {
  init(_ mark: Mark?) {
    self.init(line: mark?.line ?? 1, column: mark?.column ?? 1)
  }

  package static func < (left: Self, right: Self) -> Bool {
    (left.line, left.column) < (right.line, right.column)
  }
}
