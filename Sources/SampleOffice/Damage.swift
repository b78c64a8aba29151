/// A record that no reader can take, and the reason under which it is to be kept. It belongs to no
/// call of the truth.
struct Damage {
  var reason: String
  var bytes: [UInt8]
  /// Counts the damages of one file.
  var place: Int

  private init(_ place: Int, _ reason: String, _ text: String) {
    self.place = place
    self.reason = reason
    bytes = Array(text.utf8)
  }

  static let plan: [ExchangeID: [Damage]] = [
    .hq: [
      Damage(0, "quote", "\"\",\"79265550000\",\"101\",\"ext-lo\n"),
      Damage(1, "columns", "\"\",\"79265550000\",\"101\",\"ext-local\"\n"),
      Damage(2, "time", asterisk(start: "2026-13-45 25:61:00")),
      Damage(3, "number", asterisk(duration: "-17")),
      Damage(4, "disposition", asterisk(disposition: "MELTED")),
      Damage(5, "nul", String(repeating: "\0", count: 64) + "\n"),
    ],
    .branch: [
      Damage(0, "columns", "\"2026-10-01 10:00:00\",\"\"\"\"\" <201>\",\"201\"\n"),
      Damage(1, "disposition", custom(disposition: "MELTED")),
    ],
    .warehouse: [
      Damage(0, "columns", "\"1001\",\"1001\",\"89265550000\",\"default\"\n"),
      Damage(1, "time", freeSwitch(start: "2026-02-30 10:00:00")),
    ],
  ]

  private static func asterisk(
    start: String = "2026-10-01 10:00:00", duration: String = "17",
    disposition: String = "ANSWERED"
  ) -> String {
    "\"\",\"79265550000\",\"101\",\"ext-local\",\"\"\"\"\" <79265550000>\",\"SIP/mtt-0000ffff\","
      + "\"SIP/101-0000fffe\",\"Dial\",\"SIP/101,20,tTr\",\"\(start)\",,\"2026-10-01 10:00:17\","
      + "\(duration),0,\"\(disposition)\",\"DOCUMENTATION\",\"1790838000.65535\",\"\"\n"
  }

  private static func custom(disposition: String) -> String {
    let fields = [
      "2026-10-01 10:00:00", "", "201", "00792655500", "ext-local", "PJSIP/201-0000ffff", "",
      "Dial", "", "1", "0", disposition, "DOCUMENTATION", "", "1790841600.65535", "", "", "", "",
      "", "", "1790841600.65535", "", "65535", "", "2026-10-01 10:00:01",
    ]
    return fields.map { "\"\($0)\"" }.joined(separator: ",") + "\n"
  }

  private static func freeSwitch(start: String) -> String {
    let fields = [
      "1001", "1001", "89265550000", "default", start, "", "2026-10-01 10:00:05", "5", "0",
      "NO_ANSWER", "00000000-0000-4000-a000-000000000000", "", "", "PCMA", "PCMA",
    ]
    return fields.map { "\"\($0)\"" }.joined(separator: ",") + "\n"
  }
}
