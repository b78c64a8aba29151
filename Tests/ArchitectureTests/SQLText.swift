/// SQL taken apart, as far as is needed to ask how its objects are named.
struct SQLText {
  /// The statements without comments, and with quoted strings emptied.
  let code: String
  /// The same without what stands between dollar quotes, which are the bodies of functions.
  let outline: String
  /// The comment at the head of the file, without its dashes; empty when there is none.
  let header: String

  /// - Parameter source: a whole file.
  init(_ source: String) {
    let lines = source.split(separator: "\n", omittingEmptySubsequences: false)
    header = lines.prefix { $0.hasPrefix("--") }.map { $0.dropFirst(2) }.joined(separator: "\n")
    code =
      source
      .replacing(/--[^\n]*/, with: "")
      .replacing(/'(?:[^']|'')*'/, with: "''")
    outline = code.replacing(/\$(\w*)\$(?s:.)*?\$\1\$/, with: "$$")
  }

  /// A function or view that the file makes: its kind and name.
  var objects: [(kind: String, name: String)] {
    let pattern = /create\s+(?:or\s+replace\s+)?(function|procedure|view|aggregate|type)\s+(\w+)/
    return outline.matches(of: pattern).map { (String($0.1), String($0.2)) }
  }
}
