/// Russian plurals: 1 звонок, 2 звонка, 5 звонков.
package enum RussianPlural {
  /// By the rules of Unicode CLDR for `ru`, whole numbers.
  ///
  /// - Parameters:
  ///   - number: how many.
  ///   - one: 1, 21, 101, but not 11.
  ///   - few: 2 to 4, 22 to 24, but not 12 to 14.
  ///   - many: all others.
  /// - Returns: the number and its word.
  package static func count(_ number: Int, _ one: String, _ few: String, _ many: String) -> String {
    let (tens, ones) = (number.magnitude % 100, number.magnitude % 10)
    let word: String
    switch (tens, ones) {
    case (11...14, _): word = many
    case (_, 1): word = one
    case (_, 2...4): word = few
    default: word = many
    }
    return "\(number) \(word)"
  }
}
