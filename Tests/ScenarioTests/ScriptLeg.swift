/// One record of an Asterisk, in the scenarios' words:
///
///     mon 10:00 79160000001 > 101 ANSWERED 5+40
///     mon 10:00 trunk#1(79160000001) > local-101#2;1(600) Queue ANSWERED 3+40 user=MB
///
/// A moment, the two ends, the application (Dial when it is not said), the disposition, and the
/// seconds before and after the answer. An end is an extension, a number on the outside line, or
/// `name#counter(number)`, where the name is an extension, `trunk` or `local-101`, and the same
/// counter is the same channel. Where there is no far channel: `menu`, `voicemail`, `closed`,
/// `conference`.
struct ScriptLeg: Sendable {
  struct End: Sendable {
    /// Such as `SIP/101`; nil when there is no channel.
    var channel: String?
    /// nil: a channel that only this record has.
    var counter: Int?
    /// `;1` or `;2` of a Local channel.
    var half: String
    var number: String
  }

  var startedAt: Moment
  var near: End
  var far: End
  var application: String
  var disposition: String
  var ring: Int
  var talk: Int
  /// `user`, `account`, and `pbx` for the exchange that wrote it.
  var extras: [String: String]

  init(_ text: String) throws {
    var words = text.split(separator: " ").map(String.init)
    startedAt = try Moment.take(&words, text)
    guard words.count >= 5, words[1] == ">" else { throw ScenarioError(text, "A > B is wanted") }
    near = try Self.end(words[0], text)
    far = try Self.end(words[2], text)
    application = Self.places[words[2]]?.application ?? "Dial"
    words.removeFirst(3)
    if Self.dispositions[words[0]] == nil { application = words.removeFirst() }
    guard words.count >= 2, let disposition = Self.dispositions[words[0]] else {
      throw ScenarioError(text, "the disposition is not known")
    }
    self.disposition = disposition
    let seconds = words[1].split(separator: "+").compactMap { Int($0) }
    guard seconds.count == 2 else { throw ScenarioError(text, "seconds such as 5+40 are wanted") }
    (ring, talk) = (seconds[0], seconds[1])
    extras = [:]
    for word in words.dropFirst(2) {
      let parts = word.split(separator: "=", maxSplits: 1).map(String.init)
      guard parts.count == 2, ["user", "account", "pbx"].contains(parts[0]) else {
        throw ScenarioError(text, "\(word) is not known")
      }
      extras[parts[0]] = parts[1]
    }
  }

  private static let dispositions = [
    "ANSWERED": "ANSWERED", "UNANSWERED": "NO ANSWER", "BUSY": "BUSY", "FAILED": "FAILED",
    "CANCEL": "CANCEL",
  ]

  /// Where a record ends that has no far channel.
  private static let places: [String: (number: String, application: String)] = [
    "menu": ("s", "BackGround"), "voicemail": ("vm-101", "VoiceMail"), "closed": ("1", "Hangup"),
    "conference": ("800", "ConfBridge"), "-": ("", ""),
  ]

  private static func end(_ word: String, _ place: String) throws -> End {
    if let known = places[word] { return End(half: "", number: known.number) }
    guard let match = word.wholeMatch(of: /([a-z0-9+-]+)(?:#(\d+)(;[12])?)?(?:\((.*)\))?/) else {
      throw ScenarioError(place, "\(word) is no end")
    }
    let name = String(match.1)
    let isExtension = (2...5).contains(name.count) && name.allSatisfy(\.isNumber)
    let channel =
      if name.hasPrefix("local-") {
        "Local/\(name.dropFirst("local-".count))@from-queue"
      } else if isExtension || name == "trunk" { "SIP/\(name)" } else { "SIP/trunk" }
    return End(
      channel: channel, counter: match.2.flatMap { Int($0) }, half: match.3.map(String.init) ?? "",
      number: match.4.map(String.init) ?? name)
  }
}
