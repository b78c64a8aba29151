/// What became of some rounds.
package struct DeliveryTally: Sendable, Hashable {
  package var delivered = 0
  package var failed = 0
  package var dead = 0
  /// Whether it moved on, so that another round may find more to do.
  package var hasMore = false

  package init() {}

  static func += (left: inout DeliveryTally, right: DeliveryTally) {
    left.delivered += right.delivered
    left.failed += right.failed
    left.dead += right.dead
    left.hasMore = right.hasMore
  }
}
