/// Finds the word that someone probably meant.
package enum NearestWord {
  /// - Returns: the word among `words` that takes the fewest edits, when it takes no more than a
  ///   third of its letters; of equals the first.
  package static func find(for word: String, among words: [String]) -> String? {
    let scored = words.map { (word: $0, distance: distance(word.lowercased(), $0.lowercased())) }
    guard let best = scored.min(by: { $0.distance < $1.distance }),
      best.distance <= max(1, best.word.count / 3)
    else { return nil }
    return best.word
  }

  /// - Returns: ` Did you mean X?` or ` Known: A, B.`, with a blank in front.
  package static func hint(for word: String, among words: [String]) -> String {
    if let nearest = find(for: word, among: words) {
      return " Did you mean \(nearest)? Known: \(words.joined(separator: ", "))."
    }
    return words.isEmpty ? " None is known yet." : " Known: \(words.joined(separator: ", "))."
  }

  /// Letters to insert, delete or replace, and neighbours to swap (optimal string alignment).
  package static func distance(_ left: String, _ right: String) -> Int {
    let (a, b) = (Array(left), Array(right))
    var beforeLast: [Int] = []
    var last = Array(0...b.count)
    for (i, letter) in a.enumerated() {
      var current = [i + 1]
      for (j, other) in b.enumerated() {
        var cost = min(last[j + 1] + 1, current[j] + 1, last[j] + (letter == other ? 0 : 1))
        if i > 0, j > 0, letter == b[j - 1], a[i - 1] == other {
          cost = min(cost, beforeLast[j - 1] + 1)
        }
        current.append(cost)
      }
      (beforeLast, last) = (last, current)
    }
    return last[b.count]
  }
}
