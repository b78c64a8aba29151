/// Things to come, the earliest first, and among equal times the one that was added first: a
/// binary heap.
struct Agenda<Item> {
  private struct Entry {
    var at: EpochSeconds
    var order: Int
    var item: Item

    func isBefore(_ other: Entry) -> Bool { (at, order) < (other.at, other.order) }
  }

  private var entries: [Entry] = []
  private var added = 0

  var count: Int { entries.count }

  mutating func add(_ item: Item, at instant: EpochSeconds) {
    entries.append(Entry(at: instant, order: added, item: item))
    added += 1
    var child = entries.count - 1
    while child > 0 {
      let parent = (child - 1) / 2
      guard entries[child].isBefore(entries[parent]) else { return }
      entries.swapAt(child, parent)
      child = parent
    }
  }

  /// Takes the earliest thing if it comes before `limit`.
  mutating func next(before limit: EpochSeconds) -> (at: EpochSeconds, item: Item)? {
    guard let first = entries.first, first.at < limit else { return nil }
    entries.swapAt(0, entries.count - 1)
    entries.removeLast()
    sink()
    return (first.at, first.item)
  }

  private mutating func sink() {
    var parent = 0
    while true {
      var least = parent
      for child in [2 * parent + 1, 2 * parent + 2] where child < entries.count {
        if entries[child].isBefore(entries[least]) { least = child }
      }
      guard least != parent else { return }
      entries.swapAt(parent, least)
      parent = least
    }
  }
}
