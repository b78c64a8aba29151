import Yams

/// Single values of a rules file. Each gives nil after it reported what is wrong.
extension GateRulesReader {
  /// The entries of a mapping by key; keys that are not known are reported.
  mutating func entries(_ node: Node, _ what: String, known: [String]) -> [String: Node]? {
    guard case .mapping(let mapping) = node else {
      report(node, "Expected \(what) to be made of key: value.")
      return nil
    }
    var entries: [String: Node] = [:]
    for (key, value) in mapping {
      guard let name = key.string, known.contains(name) else {
        let name = key.string ?? "here"
        report(key, "Unknown key \(name) in \(what)." + NearestWord.hint(for: name, among: known))
        continue
      }
      entries[name] = value
    }
    return entries
  }

  /// Text that is not empty. A number counts as text: ids of a CRM often are.
  mutating func word(_ node: Node, _ key: String) -> String? {
    guard case .scalar(let scalar) = node, !scalar.string.isEmpty else {
      report(node, "\(key) must be a word.")
      return nil
    }
    return scalar.string
  }

  mutating func words(_ node: Node, _ key: String) -> [String]? {
    guard case .sequence(let sequence) = node, !sequence.isEmpty else {
      report(node, "\(key) must be a list of names: [amount, owner].")
      return nil
    }
    let words = sequence.compactMap { word($0, key) }
    return words.count == sequence.count ? words : nil
  }

  /// An evidence kind. One that is a letter or two from a kind of ours is a slip of the pen, as
  /// nothing else would tell why its gate never opens.
  mutating func kind(_ node: Node) -> String? {
    guard let kind = word(node, "kind") else { return nil }
    let isWord =
      kind.first?.isLowercase == true
      && kind.allSatisfy { $0.isASCII && ($0.isLowercase || $0.isNumber || $0 == "_") }
    guard isWord else {
      report(node, "\(kind) is no evidence kind: small letters, digits and _, such as call_made.")
      return nil
    }
    let known = EvidenceKind.allCases.map(\.rawValue)
    if !known.contains(kind), let meant = known.first(where: { isSlip(kind, of: $0) }) {
      report(node, "Unknown kind \(kind). Did you mean \(meant)?")
      return nil
    }
    guard kind != EvidenceKind.stagesInOrder.rawValue else {
      report(node, "stages_in_order is not written as a requirement. Write skipping: shut.")
      return nil
    }
    if kindPlaces[kind] == nil { kindPlaces[kind] = .init(node.mark) }
    return kind
  }

  private func isSlip(_ kind: String, of known: String) -> Bool {
    NearestWord.distance(kind, known) <= 2
  }

  mutating func flag(_ node: Node, _ key: String) -> Bool? {
    if let flag = node.bool { return flag }
    report(node, "\(key) must be true or false.")
    return nil
  }

  mutating func number(_ node: Node, _ key: String, in range: ClosedRange<Int>) -> Int? {
    if let number = node.int, range.contains(number) { return number }
    report(node, "\(key) must be a whole number from \(range.lowerBound) to \(range.upperBound).")
    return nil
  }

  /// Seconds: `45`, `45s` or `2m`.
  mutating func seconds(_ node: Node, _ key: String) -> Int? {
    let text = node.scalar?.string ?? ""
    let factor = text.hasSuffix("m") ? 60 : 1
    let digits = text.hasSuffix("m") || text.hasSuffix("s") ? String(text.dropLast()) : text
    if let number = Int(digits), (0...3600).contains(number), number * factor <= 3600 {
      return number * factor
    }
    report(node, "\(key) must be a time up to an hour: 45, 45s or 2m.")
    return nil
  }

  mutating func choice<Choice>(_ node: Node, _ key: String) -> Choice?
  where Choice: RawRepresentable<String> & CaseIterable {
    let text = node.scalar?.string ?? ""
    if let choice = Choice(rawValue: text) { return choice }
    let known = Choice.allCases.map(\.rawValue)
    report(node, "\(key) must be \(known.joined(separator: " or ")).")
    return nil
  }
}
