import Foundation
import SampleOffice

/// Random numbers of a seed, the same ones each time.
struct Dice: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 &+ 0x5DEE_CE66 }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = (state ^ (state >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}

/// A random office's files in pieces: records of its exchanges and rows of its CRM, in any order.
struct ShuffledOffice {
  /// Something that arrives.
  enum Arrival {
    /// Records of one exchange, as a file of their own.
    case records([UInt8], exchange: String)
    /// Rows of several files of the CRM, with their headers.
    case rows([String: [UInt8]])
  }

  let configuration: String
  /// The CRM as a whole, then each file of the exchanges as a whole.
  let straight: [Arrival]
  private let spools: [(exchange: String, bytes: [UInt8])]
  private let crm: [String: [UInt8]]

  init(_ spec: OfficeSpec) throws {
    let files = try SampleOffice.files(spec)
    configuration = files.text("tollgate.yaml")
    let folders = ["cdr/hq/": "hq", "cdr/branch/": "branch", "cdr/freeswitch/": "warehouse"]
    var spools: [(exchange: String, bytes: [UInt8])] = []
    var crm: [String: [UInt8]] = [:]
    for (path, bytes) in files.files.sorted(by: { $0.key < $1.key }) {
      if path.hasPrefix("crm/") { crm[String(path.dropFirst("crm/".count))] = bytes }
      for (folder, exchange) in folders where path.hasPrefix(folder) {
        spools.append((exchange, bytes))
      }
    }
    self.spools = spools
    self.crm = crm
    straight = [.rows(crm)] + spools.map { .records($0.bytes, exchange: $0.exchange) }
  }

  /// The same in pieces and in any order.
  func shuffled(by dice: inout Dice) -> [Arrival] {
    var arrivals: [Arrival] = []
    for spool in spools {
      for piece in Self.pieces(of: spool.bytes, hasHeader: spool.exchange == "branch", &dice) {
        arrivals.append(.records(piece, exchange: spool.exchange))
      }
    }
    return (arrivals + batches(by: &dice)).shuffled(using: &dice)
  }

  private func batches(by dice: inout Dice) -> [Arrival] {
    let count = Int.random(in: 2...3, using: &dice)
    var batches: [[String: [UInt8]]] = Array(repeating: [:], count: count)
    for (name, bytes) in crm.sorted(by: { $0.key < $1.key }) {
      let records = Self.records(of: bytes, endsInQuotes: false)
      guard let header = records.first else { continue }
      for row in records.dropFirst().shuffled(using: &dice) {
        batches[Int.random(in: 0..<count, using: &dice)][name, default: header] += row
      }
    }
    return batches.filter { !$0.isEmpty }.map { .rows($0) }
  }

  /// Cut at record ends, one to six pieces; the header stands above each.
  private static func pieces(
    of bytes: [UInt8], hasHeader: Bool, _ dice: inout Dice
  ) -> [[UInt8]] {
    var records = records(of: bytes, endsInQuotes: true)
    let header = hasHeader && !records.isEmpty ? records.removeFirst() : []
    guard records.count > 1 else { return [bytes] }
    var cuts: Set<Int> = [records.count]
    for _ in 0..<([0, 1, 1, 2, 5].randomElement(using: &dice) ?? 1) {
      let cut = Int.random(in: 1..<records.count, using: &dice)
      // A reader that misses a closing quote may take the next line with it.
      if !isBroken(records[cut - 1]) { cuts.insert(cut) }
    }
    var start = 0
    return cuts.sorted().map { cut in
      defer { start = cut }
      return header + records[start..<cut].joined()
    }
  }

  private static func isBroken(_ record: [UInt8]) -> Bool {
    record.count { $0 == UInt8(ascii: "\"") } % 2 == 1
  }

  /// Lines; those of a CRM file may hold line ends within quotes.
  private static func records(of bytes: [UInt8], endsInQuotes: Bool) -> [[UInt8]] {
    var records: [[UInt8]] = []
    var record: [UInt8] = []
    var isQuoted = false
    for byte in bytes {
      record.append(byte)
      if byte == UInt8(ascii: "\"") { isQuoted.toggle() }
      guard byte == UInt8(ascii: "\n"), endsInQuotes || !isQuoted else { continue }
      records.append(record)
      record = []
    }
    return record.isEmpty ? records : records + [record]
  }
}
