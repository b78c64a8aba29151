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
      throw GateRulesError([problem(error, in: yaml)])
    }
    throw GateRulesError([
      .init(Place(line: 1, column: 1), "The file is empty. Write pipeline: and stages:.")
    ])
  }

  private static func problem(_ error: any Error, in yaml: String) -> GateRulesError.Problem {
    switch error as? YamlError {
    case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
      .composer(_, let problem, let mark, _):
      .init(Place(mark), "This is not YAML: \(problem).")
    case .duplicatedKeysInMapping(let duplicates, let context):
      repeated(duplicates.sorted(), Place(context.mark), in: yaml)
    case .reader(let problem, let offset, _, _):
      .init(Place(offset: offset ?? 0, in: yaml), "This is not YAML: \(problem).")
    default:
      .init(Place(line: 1, column: 1), "This is not YAML in UTF-8.")
    }
  }
}

extension GateRules {
  /// The parser tells where the mapping begins; a person wants to see the second key itself.
  private static func repeated(
    _ keys: [String], _ start: Place, in yaml: String
  ) -> GateRulesError.Problem {
    let names = keys.joined(separator: ", ")
    let advice = "Write each key once."
    guard let key = keys.first, let place = start.secondKey(key, in: yaml) else {
      return .init(start, "The key \(names) stands twice in what begins here. \(advice)")
    }
    return .init(place, "The key \(names) stands twice. \(advice)")
  }
}

extension GateRules.Place {
  /// Where a key stands for the second time in the mapping that begins here; nil when it is not
  /// found. In a mapping that is written in lines, keys stand below each other.
  fileprivate func secondKey(_ key: String, in yaml: String) -> Self? {
    let found = keys(key, in: yaml)
    return (found.filter { $0.column == column } + [nil, nil]).dropFirst().first.flatMap { $0 }
      ?? found.dropFirst().first
  }

  /// Where `key:` stands from here on.
  private func keys(_ key: String, in yaml: String) -> [Self] {
    let lines = yaml.split(separator: "\n", omittingEmptySubsequences: false)
    return lines.enumerated().dropFirst(line - 1).flatMap { index, text -> [Self] in
      text.ranges(of: key + ":").compactMap { range in
        let before = text[..<range.lowerBound].last
        let column = text[..<range.lowerBound].unicodeScalars.count + 1
        let isKey = before.map { " {,\"'".contains($0) } ?? true
        return isKey && (index + 1, column) >= (line, self.column)
          ? Self(line: index + 1, column: column) : nil
      }
    }
  }

  /// The place of a byte; `offset` counts from the start of the text.
  fileprivate init(offset: Int, in yaml: String) {
    let before = yaml.utf8.prefix(offset)
    let start = before.lastIndex(of: UInt8(ascii: "\n")).map { before.index(after: $0) }
    let lines = before.count { $0 == UInt8(ascii: "\n") }
    self.init(line: lines + 1, column: before[(start ?? before.startIndex)...].count + 1)
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
