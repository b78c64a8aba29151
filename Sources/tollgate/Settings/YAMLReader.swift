import Yams

/// A mapping of the configuration that is read key by key: what nobody asked for is an error that
/// names line, key and the nearest key that exists.
struct YAMLMapping {
  private let file: String
  private let mapping: Node.Mapping
  private let place: String

  /// `place` says where it stands, such as `pbx[0]`, and is empty for the top.
  init(_ node: Node, file: String, place: String, known: [String]) throws {
    self.file = file
    self.place = place
    guard let mapping = node.mapping else {
      throw SettingsError("\(file):\(Self.line(of: node)): \(place) must be a mapping of keys.")
    }
    self.mapping = mapping
    for (key, _) in mapping {
      let name = key.string ?? ""
      guard !known.contains(name) else { continue }
      let nearest = known.min { name.distance(to: $0) < name.distance(to: $1) } ?? ""
      throw SettingsError(
        "\(file):\(Self.line(of: key)): unknown key \"\(name)\"\(place.isEmpty ? "" : " in \(place)"). "
          + "Did you mean \"\(nearest)\"? Known keys: \(known.joined(separator: ", ")).")
    }
  }

  static func line(of node: Node) -> Int { node.mark?.line ?? 0 }

  func node(_ key: String) -> Node? {
    guard let node = mapping[key], node.null == nil else { return nil }
    return node
  }

  func string(_ key: String) throws -> String? {
    guard let node = node(key) else { return nil }
    guard let text = node.scalar?.string else { throw wrong(key, node, "a text") }
    return text
  }

  func strings(_ key: String) throws -> [String]? {
    guard let node = node(key) else { return nil }
    if let one = node.scalar?.string { return [one] }
    guard let sequence = node.sequence else { throw wrong(key, node, "a list of texts") }
    return try sequence.map { item in
      guard let text = item.scalar?.string else { throw wrong(key, item, "a list of texts") }
      return text
    }
  }

  func integer(_ key: String) throws -> Int? {
    guard let node = node(key) else { return nil }
    guard let number = Int(node.scalar?.string ?? "") else { throw wrong(key, node, "a number") }
    return number
  }

  /// A duration such as `20m`, `24h`, `90s` or `7d`, in seconds.
  func seconds(_ key: String) throws -> Int? {
    guard let node = node(key) else { return nil }
    let text = node.scalar?.string ?? ""
    let units: [Character: Int] = ["s": 1, "m": 60, "h": 3_600, "d": 86_400]
    guard let unit = text.last.flatMap({ units[$0] }), let count = Int(text.dropLast()), count >= 0
    else { throw wrong(key, node, "a duration such as 20m, 24h or 7d") }
    return count * unit
  }

  func boolean(_ key: String) throws -> Bool? {
    guard let node = node(key) else { return nil }
    guard let value = node.bool else { throw wrong(key, node, "true or false") }
    return value
  }

  func mapping(_ key: String, known: [String]) throws -> YAMLMapping? {
    try node(key).map { try YAMLMapping($0, file: file, place: key, known: known) }
  }

  func mappings(_ key: String, known: [String]) throws -> [YAMLMapping] {
    guard let node = node(key) else { return [] }
    guard let sequence = node.sequence else { throw wrong(key, node, "a list") }
    return try sequence.enumerated().map { index, item in
      try YAMLMapping(item, file: file, place: "\(key)[\(index)]", known: known)
    }
  }

  /// Keys and lists of texts, whatever the keys are.
  func lists(_ key: String) throws -> [String: [String]] {
    guard let node = node(key) else { return [:] }
    guard let inner = node.mapping else { throw wrong(key, node, "a mapping of lists") }
    let names = inner.compactMap { $0.key.string }
    let reader = try YAMLMapping(node, file: file, place: key, known: names)
    return try names.reduce(into: [:]) { $0[$1] = try reader.strings($1) }
  }

  func required(_ key: String) throws -> String {
    if let text = try string(key), !text.isEmpty { return text }
    throw SettingsError("\(file): \(place) lacks \"\(key)\".")
  }

  private func wrong(_ key: String, _ node: Node, _ what: String) -> SettingsError {
    SettingsError("\(file):\(Self.line(of: node)): \"\(key)\" must be \(what).")
  }
}

extension String {
  /// Levenshtein's distance, for naming the nearest key.
  func distance(to other: String) -> Int {
    let other = Array(other)
    var row = Array(0...other.count)
    for (i, character) in enumerated() {
      var diagonal = row[0]
      row[0] = i + 1
      for j in other.indices {
        let cost = diagonal + (character == other[j] ? 0 : 1)
        diagonal = row[j + 1]
        row[j + 1] = Swift.min(cost, row[j] + 1, row[j + 1] + 1)
      }
    }
    return row[other.count]
  }
}
