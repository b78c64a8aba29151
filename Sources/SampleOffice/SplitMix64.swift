/// The generator of pseudo-random numbers behind a sample office: SplitMix64 (Steele, Lea and
/// Flood, 2014), a state of 64 bits that any seed starts well.
///
/// The library's own `random(in:)` may change its algorithm between Swift versions; with these
/// methods a seed gives the same bytes for ever.
package struct SplitMix64: Sendable {
  private var state: UInt64

  package init(seed: UInt64) { state = seed }

  package mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }

  /// A whole number in `0..<limit`; `limit` is at least 1.
  package mutating func below(_ limit: Int) -> Int {
    precondition(limit > 0, "a random choice among nothing")
    return Int(UInt64(limit).multipliedFullWidth(by: next()).high)
  }

  package mutating func between(_ range: ClosedRange<Int>) -> Int {
    range.lowerBound + below(range.count)
  }

  /// True with the given probability, 0 to 1.
  package mutating func chance(_ probability: Double) -> Bool {
    Double(next() >> 11) * 0x1p-53 < probability
  }

  /// One of `items`, which are not empty.
  package mutating func pick<Item>(_ items: [Item]) -> Item { items[below(items.count)] }

  /// One of `items`, each as likely as its weight; at least one weight is above 0.
  package mutating func pick<Item>(weighted items: [(Item, Int)]) -> Item {
    var rest = below(items.reduce(0) { $0 + $1.1 })
    for (item, weight) in items {
      if rest < weight { return item }
      rest -= weight
    }
    preconditionFailure("the weights add up to more than their sum")
  }
}
