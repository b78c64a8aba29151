/// Words by which people agree on something, such as a meeting, for each kind of evidence.
package struct AgreedPhrases: Sendable, Hashable {
  /// Something that was found.
  package struct Finding: Sendable, Hashable {
    package var kind: String
    /// The phrase or the tag.
    package var ground: String
  }

  private let phrases: [(kind: String, written: String, spoken: String)]

  /// - Parameter kinds: phrases by kind. Case, `ё` and punctuation do not matter; a `*` at the end
  ///   of a word stands for any ending.
  package init(_ kinds: [String: [String]] = AgreedPhrases.standard) {
    phrases = kinds.sorted { $0.key < $1.key }.flatMap { kind, written in
      written.map { (kind, $0, Self.spoken($0, keepsStar: true)) }
    }.filter { !$0.2.isEmpty }
    self.kinds = Set(kinds.keys)
  }

  private let kinds: Set<String>

  package static func == (left: AgreedPhrases, right: AgreedPhrases) -> Bool {
    left.kinds == right.kinds && left.phrases.elementsEqual(right.phrases, by: ==)
  }

  package func hash(into hasher: inout Hasher) { hasher.combine(kinds) }

  /// What a sidecar suggests: at most one finding a kind, tags before what was said.
  package func findings(in sidecar: Sidecar) -> [Finding] {
    var found: [String: Finding] = [:]
    for tag in sidecar.tags {
      for kind in kinds where found[kind] == nil && means(tag, kind) {
        found[kind] = Finding(kind: kind, ground: "tag \(tag.prefix(200))")
      }
    }
    for text in sidecar.texts {
      let spoken = Self.spoken(text, keepsStar: false)
      for (kind, written, phrase) in phrases where found[kind] == nil && Self.holds(spoken, phrase)
      {
        found[kind] = Finding(kind: kind, ground: "\u{201C}\(written)\u{201D}")
      }
    }
    return found.values.sorted { $0.kind < $1.kind }
  }

  /// A tag is the kind's own word, also behind a category (`outcome:meeting_booked`), or a phrase.
  private func means(_ tag: String, _ kind: String) -> Bool {
    let word = tag.split(separator: ":").last.map(String.init) ?? tag
    let spoken = Self.spoken(word, keepsStar: false)
    return spoken == Self.spoken(kind, keepsStar: false)
      || phrases.contains { $0.kind == kind && Self.holds(spoken, $0.spoken) }
  }

  /// Words in small letters with a blank before and behind each, so that whole words are found.
  static func spoken(_ text: String, keepsStar: Bool) -> String {
    var words = " "
    for scalar in text.lowercased().unicodeScalars {
      switch scalar {
      case "ё": words.unicodeScalars.append("е")
      // Marks that stand on the letter before, as in a decomposed ё.
      case "\u{300}"..."\u{36F}": break
      case "*" where keepsStar: words.unicodeScalars.append(scalar)
      case _ where scalar.properties.isAlphabetic || ("0"..."9").contains(scalar):
        words.unicodeScalars.append(scalar)
      default: if words.unicodeScalars.last != " " { words.unicodeScalars.append(" ") }
      }
    }
    if words.unicodeScalars.last != " " { words.unicodeScalars.append(" ") }
    return words == " " ? "" : words
  }

  private static let denials = [" не", " not", " never", " don t"]

  /// Whether a phrase stands in what was said, and is not denied right before.
  static func holds(_ spoken: String, _ phrase: String) -> Bool {
    var wanted = Array(phrase.utf8)
    // `встреч* ` looks for the beginning of a word.
    let isOpen = wanted.suffix(2).elementsEqual("* ".utf8)
    if isOpen { wanted.removeLast(2) }
    guard !wanted.contains(UInt8(ascii: "*")) else { return holdsParts(spoken, phrase) }
    return ranges(of: wanted, in: Array(spoken.utf8)).contains { start, text in
      !denials.contains { text[..<start].suffix($0.utf8.count).elementsEqual($0.utf8) }
    }
  }

  private static func ranges(
    of wanted: [UInt8], in text: [UInt8]
  ) -> some Sequence<(Int, [UInt8])> {
    let last = text.count - wanted.count
    return (0..<max(0, last + 1)).lazy
      .filter { text[$0] == wanted.first && text[$0..<$0 + wanted.count].elementsEqual(wanted) }
      .map { ($0, text) }
  }

  /// A phrase with open words inside: word by word.
  private static func holdsParts(_ spoken: String, _ phrase: String) -> Bool {
    let wanted = phrase.split(separator: " ")
    let words = spoken.split(separator: " ")
    guard words.count >= wanted.count else { return false }
    return (0...words.count - wanted.count).contains { start in
      (start == 0 || !["не", "not", "never"].contains(words[start - 1]))
        && zip(words[start...], wanted).allSatisfy { word, pattern in
          pattern.hasSuffix("*") ? word.hasPrefix(pattern.dropLast()) : word == pattern
        }
    }
  }
}
