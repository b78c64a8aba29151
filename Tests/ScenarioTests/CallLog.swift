/// Writes the records of a scenario's calls as the exchange's `Master.csv` has them, and keeps the
/// ids by which each call is found again.
struct CallLog {
  /// Ids of the records of each call.
  private(set) var ids: [String: Set<String>] = [:]
  private(set) var exchanges: [String: String] = [:]
  private var numbers: [String: Int] = [:]
  private var births: [String: Moment] = [:]
  private var lone = 0
  /// Whether records carry the linked id of their call.
  private let isLinked: Bool
  private var linkedIDs: [String: String] = [:]
  private var sequence = 0

  init(isLinked: Bool) { self.isLinked = isLinked }

  /// The exchanges' new lines, in the order in which the records ended.
  mutating func lines(of calls: [(key: String, legs: [ScriptLeg])]) -> [String: String] {
    var written: [String: [(end: Int, line: String)]] = [:]
    for (key, legs) in calls {
      if numbers[key] == nil { numbers[key] = numbers.count + 1 }
      let exchange = legs.lazy.compactMap { $0.extras["pbx"] }.first ?? "hq"
      exchanges[key] = exchange
      for leg in legs {
        let line = record(leg, of: key)
        let end = leg.startedAt.second + leg.ring + leg.talk
        written[exchange, default: []].append((end, line))
      }
    }
    return written.mapValues { lines in
      lines.enumerated().sorted { ($0.element.end, $0.offset) < ($1.element.end, $1.offset) }
        .map { $0.element.line + "\n" }.joined()
    }
  }

  private mutating func record(_ leg: ScriptLeg, of key: String) -> String {
    let near = channel(leg.near, leg, key)
    let far = channel(leg.far, leg, key)
    ids[key, default: []].insert(near.id)
    let answeredAt = leg.startedAt.later(leg.ring)
    // A queue has answered before anybody in it does.
    let isUp = leg.disposition == "ANSWERED" || leg.application == "Queue"
    let texts = [
      leg.extras["account"] ?? "", leg.near.number, leg.far.number, "from-internal",
      "\"\" <\(leg.near.number)>", near.name, far.name, leg.application, "", leg.startedAt.local,
    ]
    let end = leg.startedAt.later(leg.ring + leg.talk).local
    var tail = [leg.disposition, "DOCUMENTATION", near.id, leg.extras["user"] ?? ""]
    if isLinked {
      let linkedID = linkedIDs[key] ?? near.id
      linkedIDs[key] = linkedID
      sequence += 1
      tail += ["", linkedID, "\(sequence)"]
    }
    return texts.map(Self.quoted).joined(separator: ",") + ","
      + (isUp ? Self.quoted(answeredAt.local) : "") + "," + Self.quoted(end)
      + ",\(leg.ring + leg.talk),\(isUp ? leg.talk : 0),"
      + tail.map(Self.quoted).joined(separator: ",")
  }

  private mutating func channel(
    _ end: ScriptLeg.End, _ leg: ScriptLeg, _ key: String
  ) -> (name: String, id: String) {
    guard let channel = end.channel else { return ("", "") }
    if end.counter == nil { lone += 1 }
    let counter = (numbers[key] ?? 0) * 100 + (end.counter ?? 0)
    let number = end.counter == nil ? 100_000 + lone : counter
    let name = "\(channel)-" + Self.hexadecimal(number) + end.half
    if births[name] == nil { births[name] = leg.startedAt }
    let bornAt = births[name] ?? leg.startedAt
    // The halves of a Local channel are two channels.
    let id = "\(bornAt.epoch).\(end.half == ";2" ? number + 50_000 : number)"
    return (name, id)
  }

  private static func hexadecimal(_ number: Int) -> String {
    let digits = String(number, radix: 16)
    return String(repeating: "0", count: max(0, 8 - digits.count)) + digits
  }

  private static func quoted(_ text: String) -> String {
    "\"" + text.replacing("\"", with: "\"\"") + "\""
  }
}
