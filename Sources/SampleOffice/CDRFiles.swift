/// The exchanges' CDR files: lines in the order in which they are written, copies, and damage.
struct CDRFiles {
  /// What one file holds.
  struct Tally {
    var records = 0
    /// Records that a right reader takes, duplicates among them.
    var good = 0
    /// Good records that stood in a file, or further up in this one, before.
    var duplicates = 0
    /// Bad records by the reason for which they are to be quarantined.
    var bad: [String: Int] = [:]
    var crlf = 0
    var invalidText = 0
    var nul = 0
  }

  private struct Pending {
    var bytes: [UInt8]
    var isSales = false
    var isCut = false
  }

  /// A record that waits for its end.
  private enum Waiting {
    case line(AsteriskLine)
    case record([UInt8])
  }

  let spec: OfficeSpec
  private(set) var tallies: [String: Tally] = [:]
  /// Different records over all files.
  private(set) var distinctRecords = 0
  private var waiting: [ExchangeID: Agenda<Waiting>] = [:]
  private var written: [ExchangeID: Int] = [:]
  private var damages: [ExchangeID: [Damage]]

  init(spec: OfficeSpec) {
    self.spec = spec
    damages = spec.awkward ? Damage.plan : [:]
  }

  /// Records of that exchange so far, those that wait to be written among them.
  func records(of exchange: ExchangeID) -> Int {
    (written[exchange] ?? 0) + (waiting[exchange]?.count ?? 0)
  }

  mutating func add(_ lines: [AsteriskLine], of exchange: ExchangeID) {
    for line in lines {
      waiting[exchange, default: Agenda()].add(.line(line), at: line.writtenAt)
    }
  }

  mutating func add(_ record: FreeSwitchDesk.Record) {
    waiting[.warehouse, default: Agenda()].add(.record(record.bytes), at: record.endedAt)
  }

  private func pending(_ waiting: Waiting, of exchange: ExchangeID) -> Pending {
    switch waiting {
    case .record(let bytes): Pending(bytes: bytes)
    case .line(let line):
      Pending(
        bytes: exchange == .branch
          ? line.customRecord(zone: .berlin)
          : line.csvRecord(layout: spec.layout, zone: .moscow),
        isSales: line.accountCode == "sales",
        isCut: spec.awkward && Self.isCut(line.caller.callerID))
    }
  }

  /// A caller id that was cut in the middle of a character.
  private static func isCut(_ callerID: [UInt8]) -> Bool {
    callerID.count == 79 && !String(decoding: callerID, as: UTF8.self).utf8.elementsEqual(callerID)
  }

  /// Writes every line that ended before `limit`; all channels born before it have their names.
  mutating func flush(before limit: EpochSeconds, into sink: inout some OfficeSink)
    throws(OfficeError)
  {
    for exchange in ExchangeID.allCases {
      while let next = waiting[exchange]?.next(before: limit) {
        try write(pending(next.item, of: exchange), of: exchange, into: &sink)
      }
    }
  }

  private mutating func write(
    _ line: Pending, of exchange: ExchangeID, into sink: inout some OfficeSink
  ) throws(OfficeError) {
    let index = written[exchange] ?? 0
    written[exchange] = index + 1
    distinctRecords += 1
    var isDuplicate = false
    for path in paths(of: exchange, line: index) {
      if exchange == .branch && index == 0 { try writeHeader(path, into: &sink) }
      try write(line, to: path, isCRLF: isCRLF(exchange, index), isDuplicate, into: &sink)
      isDuplicate = true
    }
    if line.isSales && spec.awkward {
      try write(line, to: "cdr/hq/sales.csv", isCRLF: false, true, into: &sink)
    }
    try damage(exchange, after: line, into: &sink)
  }

  private func writeHeader(_ path: String, into sink: inout some OfficeSink) throws(OfficeError) {
    let header = AsteriskLine.customColumns.joined(separator: ",") + "\n"
    try sink.append(Array(header.utf8), to: path)
  }

  private mutating func write(
    _ line: Pending, to path: String, isCRLF: Bool, _ isDuplicate: Bool,
    into sink: inout some OfficeSink
  ) throws(OfficeError) {
    try sink.append(isCRLF ? line.bytes.dropLast() + [0x0D, 0x0A] : line.bytes, to: path)
    tallies[path, default: Tally()].records += 1
    tallies[path, default: Tally()].good += 1
    tallies[path, default: Tally()].duplicates += isDuplicate ? 1 : 0
    guard spec.awkward else { return }
    tallies[path, default: Tally()].crlf += isCRLF ? 1 : 0
    tallies[path, default: Tally()].invalidText += line.isCut ? 1 : 0
    tallies[path, default: Tally()].nul += line.bytes.contains(0) ? 1 : 0
  }

  /// Lines of the rotated copy, and how many of them stand in `Master.csv` too.
  private var rotated: Int { spec.awkward ? min(500, spec.calls / 10) : 0 }
  private var overlap: Int { rotated * 2 / 5 }

  private func paths(of exchange: ExchangeID, line index: Int) -> [String] {
    switch exchange {
    case .branch: return ["cdr/branch/cdr-custom.csv"]
    case .warehouse: return ["cdr/freeswitch/Master.csv"]
    case .hq:
      let old = index < rotated ? ["cdr/hq/Master.csv.1"] : []
      return old + (index < rotated - overlap ? [] : [masterPath(line: index)])
    }
  }

  private func masterPath(line index: Int) -> String {
    guard let records = spec.recordsPerFile else { return "cdr/hq/Master.csv" }
    let number = index / records + 1
    return "cdr/hq/Master-\(number < 10 ? "0" : "")\(number).csv"
  }

  private func isCRLF(_ exchange: ExchangeID, _ index: Int) -> Bool {
    exchange == .hq && spec.awkward && index > rotated && index % 499 == 40
  }

  // MARK: Damage

  private mutating func damage(
    _ exchange: ExchangeID, after line: Pending, into sink: inout some OfficeSink
  ) throws(OfficeError) {
    guard let damage = damages[exchange]?.first, let index = written[exchange],
      index > (exchange == .hq ? rotated : 0) + 12 * (1 + damage.place)
    else { return }
    damages[exchange]?.removeFirst()
    guard let path = paths(of: exchange, line: index).last else { return }
    try sink.append(damage.bytes, to: path)
    tallies[path, default: Tally()].records += 1
    tallies[path, default: Tally()].bad[damage.reason, default: 0] += 1
    // A reader that looks for the closing quote may take the next line down with it: let that be
    // one that it has already.
    if damage.reason == "quote" { try write(line, to: path, isCRLF: false, true, into: &sink) }
  }

  /// The warehouse's file ends in the middle of a record.
  mutating func tear(into sink: inout some OfficeSink) throws(OfficeError) {
    guard spec.awkward, spec.hasBranches, written[.warehouse] != nil else { return }
    let path = "cdr/freeswitch/Master.csv"
    try sink.append(Array("\"Ветров Егор\",\"79265550000\",\"1001\",\"def".utf8), to: path)
    tallies[path, default: Tally()].records += 1
    tallies[path, default: Tally()].bad["torn_tail", default: 0] += 1
  }
}
