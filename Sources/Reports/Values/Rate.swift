/// A part of a whole, kept as two counts, so that n is always at hand.
package struct Rate: Sendable, Hashable {
  /// The least n that is shown as a percentage.
  package static let leastForPercent = 20

  package var part: Int
  /// The denominator, n.
  package var of: Int

  package init(_ part: Int, of: Int) {
    self.part = part
    self.of = of
  }

  /// Whole percent; neither 0 nor 100 unless it is exactly that. Empty when n is 0.
  var percentText: String {
    guard of > 0 else { return "" }
    let rounded = (part * 200 + of) / (of * 2)
    if rounded == 0, part > 0 { return "<1" }
    if rounded >= 100, part < of { return ">99" }
    return String(rounded)
  }
}
