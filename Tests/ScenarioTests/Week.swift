import CallModel

/// Moments of the scenarios: `mon 10:00` and `tue 10:00:30` in the week of Monday, 2 March 2026,
/// `last fri 10:00` in the one before, `next mon 10:00` in the one after; all in Moscow.
struct Moment: Sendable, Hashable {
  /// Seconds since midnight in Moscow with which the week begins.
  let second: Int

  static let days = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
  /// 2 March 2026, 00:00 in Moscow.
  private static let beginning = 1_772_398_800

  init(second: Int) { self.second = second }

  init(_ text: String) throws {
    var words = text.split(separator: " ").map(String.init)
    let moment = try Self.take(&words, text)
    guard words.isEmpty else { throw ScenarioError(text, "is no moment, such as mon 10:00") }
    self = moment
  }

  /// Takes a moment's words from the beginning.
  static func take(_ words: inout [String], _ place: String) throws -> Moment {
    let week = ["last": -7, "next": 7][words.first ?? ""] ?? 0
    if week != 0 { words.removeFirst() }
    guard words.count >= 2, let day = days.firstIndex(of: words[0]) else {
      throw ScenarioError(place, "has no moment, such as mon 10:00")
    }
    let clock = words[1].split(separator: ":").compactMap { Int($0) }
    guard clock.count == 2 || clock.count == 3 else {
      throw ScenarioError(place, "has no time of day, such as 10:00")
    }
    words.removeFirst(2)
    return Moment(
      second: (day + week) * 86_400 + clock[0] * 3600 + clock[1] * 60
        + (clock.dropFirst(2).first ?? 0))
  }

  var epoch: Int { Self.beginning + second }

  var instant: Instant { Instant(seconds: Int64(epoch)) }

  func later(_ seconds: Int) -> Moment { Moment(second: second + seconds) }

  /// As the exchange writes it.
  var local: String {
    let day = Int((Double(second) / 86_400).rounded(.down))
    let rest = second - day * 86_400
    // February had 28 days.
    let date = day < -1 ? "2026-02-\(Self.two(30 + day))" : "2026-03-\(Self.two(2 + day))"
    return "\(date) \(Self.two(rest / 3600)):\(Self.two(rest / 60 % 60)):\(Self.two(rest % 60))"
  }

  /// As the CRM writes it.
  var iso: String { local.replacing(" ", with: "T") + "+03:00" }

  private static func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
}
