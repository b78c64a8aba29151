/// Lines of Asterisk's cdr_csv with 18 columns, put together by what happened on the telephone.
enum CallLog {
  /// 2026-03-02T07:00:00Z, ten in the morning in Moscow.
  private static let beginning = 1_772_434_800

  /// One record with its line end. `at` counts seconds since ten o'clock, `ring` (nil: never
  /// answered) and `last` from there; both parties are a number and a channel, which is empty where
  /// there is none; legs with the same `id` belong together.
  static func leg(
    at: Int, ring: Int? = 5, last: Int, from: (number: String, channel: String),
    to: (number: String, channel: String), application: String = "Dial",
    disposition: String = "NO ANSWER", account: String = "", user: String = "", id: Int
  ) -> String {
    let fields = [
      account, from.number, to.number, "context", "<\(from.number)>", from.channel, to.channel,
      application, "data", time(at), ring.map { time(at + $0) } ?? "", time(at + last),
    ]
    return quoted(fields) + ",\(last),\(ring.map { last - $0 } ?? 0),"
      + quoted([
        ring == nil ? disposition : "ANSWERED", "DOCUMENTATION", "\(beginning).\(id)", user,
      ]) + "\n"
  }

  private static func quoted(_ fields: [String]) -> String {
    fields.map { "\"\($0)\"" }.joined(separator: ",")
  }

  private static func time(_ seconds: Int) -> String {
    let second = 36_000 + seconds
    precondition(second < 86_400, "the day of the log ends at midnight")
    let clock = [second / 3600, second / 60 % 60, second % 60].map { $0 < 10 ? "0\($0)" : "\($0)" }
    return "2026-03-02 " + clock.joined(separator: ":")
  }
}
