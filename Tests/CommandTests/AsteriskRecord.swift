/// A record of an Asterisk in Moscow, written as `cdr_csv` does: an inbound call that extension 101
/// answered.
struct AsteriskRecord {
  /// Counts the records of a file; each begins a minute after the one before.
  var number: Int
  var source = "79265550000"
  /// The caller's name as the exchange got it from the network.
  var callerName = ""
  var userField = ""

  var line: String {
    // 1 October 2026, 10:00 in Moscow.
    let epoch = 1_790_838_000 + number * 60
    let time = "2026-10-01 \(Self.two(10 + number / 60)):\(Self.two(number % 60)):"
    let fields = [
      "", source, "101", "from-trunk", "\"\(callerName)\" <\(source)>",
      "SIP/mtt-\(hex(2 * number))", "SIP/101-\(hex(2 * number + 1))", "Dial", "SIP/101,20",
      "\(time)00", "\(time)05", "\(time)50", "50", "45", "ANSWERED", "DOCUMENTATION",
      "\(epoch).\(2 * number)", userField,
    ]
    return fields.map { "\"\($0.replacing("\"", with: "\"\""))\"" }.joined(separator: ",") + "\n"
  }

  private static func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }

  private func hex(_ number: Int) -> String {
    let digits = String(number, radix: 16)
    return String(repeating: "0", count: 8 - digits.count) + digits
  }
}

extension AsteriskRecord {
  /// So many records, one a minute.
  static func lines(_ count: Int) -> String {
    (0..<count).map { AsteriskRecord(number: $0).line }.joined()
  }
}
