import Foundation

/// The targets of Package.swift, read from its text: `swift package dump-package` would wait for
/// the lock that the running `swift test` holds.
struct Manifest {
  /// One target.
  struct Target {
    let name: String
    let isTest: Bool
    /// Names of targets and products that it depends on.
    let dependencies: Set<String>
  }

  let targets: [Target]

  /// - Throws: when Package.swift cannot be read.
  init() throws {
    let text = try String(
      contentsOf: Repository.root.appending(path: "Package.swift"), encoding: .utf8)
    let start = /\.(target|executableTarget|testTarget|plugin)\(\s*name: "(\w+)"/
    targets = text[Self.targetsStart(in: text)...].matches(of: start).map { match in
      let arguments = Self.balanced(
        text[match.range.lowerBound...], open: "(", close: ")")
      return Target(
        name: String(match.2), isTest: match.1 == "testTarget",
        dependencies: Self.dependencies(in: arguments))
    }
  }

  /// Where the list of targets begins: products above it name targets too.
  private static func targetsStart(in text: String) -> String.Index {
    text.range(of: "\n  targets: [")?.upperBound ?? text.startIndex
  }

  private static func dependencies(in arguments: Substring) -> Set<String> {
    guard let label = arguments.range(of: "dependencies: ") else { return [] }
    let list = balanced(arguments[label.upperBound...], open: "[", close: "]")
    // In `.product(name: "Crypto", package: "swift-crypto")` only the product counts.
    let names = list.replacing(/,\s*package: "[^"]*"/, with: "").matches(of: /"([^"]+)"/)
    return Set(names.map { String($0.1) })
  }

  /// What stands between the first `open` and its `close`.
  private static func balanced(_ text: Substring, open: Character, close: Character) -> Substring {
    guard let start = text.firstIndex(of: open) else { return "" }
    var depth = 0
    for index in text[start...].indices {
      if text[index] == open { depth += 1 }
      if text[index] == close { depth -= 1 }
      if depth == 0 { return text[text.index(after: start)..<index] }
    }
    return text[start...]
  }
}
