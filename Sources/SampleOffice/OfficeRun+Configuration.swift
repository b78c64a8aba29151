/// The office's `tollgate.yaml`, and the counts that ingest is to come to.
extension OfficeRun {
  mutating func writeConfiguration() throws(OfficeError) {
    var text = """
      company: {name: "ООО Пример", timezone: Europe/Moscow, region: RU, locale: ru}
      pbx:

      """
    for id in ExchangeID.allCases {
      guard let exchange = exchanges[id] else { continue }
      text += entry(exchange)
    }
    text += "spools:\n"
    for id in ExchangeID.allCases where exchanges[id] != nil { text += spool(id) }
    text += "evidence: {min_talk_seconds: 30, callback_sla: 20m, meeting_window: 24h, "
    text += "deal_follows_call: 30m}\n"
    try sink.append(Array(text.utf8), to: "tollgate.yaml")
  }

  private func entry(_ exchange: Exchange) -> String {
    var lines = ["  - name: \(exchange.id.rawValue)"]
    switch exchange.id {
    case .hq:
      lines += [
        "    timezone: Europe/Moscow", "    region: RU", "    extensions: \"[1-9][0-9]{2}\"",
        "    trunks: \"SIP/mtt-.*\"", "    crm_hint: \"deal:([0-9]+)\"",
        "    outcomes: {meeting_booked: [\"MB\"]}",
      ]
    case .branch:
      lines += [
        "    timezone: Europe/Berlin", "    region: DE", "    extensions: \"[1-9][0-9]{2}\"",
        "    trunks: \"PJSIP/trunk-berlin-.*\"",
      ]
    case .warehouse:
      lines += [
        "    timezone: Europe/Moscow", "    region: RU", "    extensions: \"10[01][0-9]\"",
      ]
    }
    lines.append("    own_numbers: [\(ownNumbers(exchange).joined(separator: ", "))]")
    return lines.joined(separator: "\n") + "\n"
  }

  /// Every line of the company's, its managers' mobiles too, for each exchange: whoever of us calls
  /// another is never the client.
  private func ownNumbers(_ exchange: Exchange) -> [String] {
    var numbers: [NumberDigits] = []
    for id in ExchangeID.allCases {
      guard let other = exchanges[id] else { continue }
      numbers += [other.mainNumber, other.mainNumber + 70]
      if id == exchange.id { numbers += other.telephones.map(other.directNumber(of:)) }
    }
    // In an intricate office the CRM knows them as telephones of the managers.
    if !spec.intricate && (exchange.id == .hq || exchange.id == .branch) {
      numbers += (0..<staff.count).map(Staff.mobile(of:))
    }
    return numbers.map { "\"+\($0)\"" }
  }

  private func spool(_ id: ExchangeID) -> String {
    let folder = id == .warehouse ? "freeswitch" : id.rawValue
    return "  - {path: cdr/\(folder), glob: \"*.csv*\", pbx: \(id.rawValue), after: leave}\n"
  }

  mutating func writeCounts() throws(OfficeError) {
    var text = "file,what,count\n"
    for (path, tally) in files.tallies.sorted(by: { $0.key < $1.key }) {
      text += "\(path),records,\(tally.records)\n\(path),good,\(tally.good)\n"
      text += "\(path),duplicates,\(tally.duplicates)\n"
      for (reason, count) in tally.bad.sorted(by: { $0.key < $1.key }) {
        text += "\(path),bad_\(reason),\(count)\n"
      }
      text += "\(path),crlf,\(tally.crlf)\n\(path),invalid_utf8,\(tally.invalidText)\n"
      text += "\(path),nul_in_text,\(tally.nul)\n"
    }
    text += "all,distinct_good_records,\(files.distinctRecords)\n"
    for (what, count) in truth.counts.sorted(by: { $0.key < $1.key }) {
      text += "all,\(what),\(count)\n"
    }
    text += "crm/deal_contacts.csv,unknown_reference,\(spec.awkward ? 1 : 0)\n"
    text += "crm/stage_history.csv,unknown_reference,\(spec.awkward ? 1 : 0)\n"
    let visits = world.deals.reduce(0) { $0 + $1.visits.count }
    text += "crm/stage_history.csv,stage_periods,\(visits)\n"
    text += "crm/tasks.csv,tasks,\(world.tasks.count { !$0.isDropped })\n"
    try sink.append(Array(text.utf8), to: "truth/expected_counts.csv")
  }
}
