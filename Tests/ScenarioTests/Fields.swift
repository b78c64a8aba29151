import Yams

/// What is wrong with a scenario file, and where.
struct ScenarioError: Error, CustomStringConvertible {
  var description: String

  init(_ place: String, _ trouble: String) { description = "\(place): \(trouble)" }
}

/// A mapping of a scenario file. Every key has to be asked for, so that a misspelled one is noticed.
final class Fields {
  let place: String
  private let nodes: [(key: String, node: Node)]
  private var asked: Set<String> = []

  init(_ node: Node, _ place: String) throws {
    self.place = place
    guard let mapping = node.mapping else { throw ScenarioError(place, "a mapping is wanted") }
    nodes = try mapping.map { key, value in
      guard let name = key.scalar?.string else { throw ScenarioError(place, "a key is no text") }
      return (name, value)
    }
  }

  func node(_ key: String) -> Node? {
    asked.insert(key)
    return nodes.first { $0.key == key }?.node
  }

  func text(_ key: String) throws -> String? {
    try node(key).map { try Self.text($0, "\(place), \(key)") }
  }

  func required(_ key: String) throws -> String {
    guard let text = try text(key) else { throw ScenarioError(place, "\(key) is missing") }
    return text
  }

  /// The items of a list; one item may stand without brackets.
  func list(_ key: String) throws -> [Node] {
    guard let node = node(key) else { return [] }
    return node.sequence.map(Array.init) ?? [node]
  }

  func texts(_ key: String) throws -> [String] {
    try list(key).map { try Self.text($0, "\(place), \(key)") }
  }

  /// The keys and values of a mapping below `key`, in the order of the file.
  func pairs(_ key: String) throws -> [(key: String, node: Node)] {
    guard let node = node(key) else { return [] }
    return try Fields(node, "\(place), \(key)").nodes
  }

  func finish() throws {
    let unknown = nodes.map(\.key).filter { !asked.contains($0) }
    guard unknown.isEmpty else {
      throw ScenarioError(place, "unknown keys \(unknown.joined(separator: ", "))")
    }
  }

  static func text(_ node: Node, _ place: String) throws -> String {
    guard let text = node.scalar?.string else { throw ScenarioError(place, "text is wanted") }
    return text
  }
}
