/// Records as Asterisk's cdr_csv writes them: one inbound call a minute, each answered by 101,
/// from 10:00 in Moscow on 2 March 2026.
enum MasterLog {
  /// 2026-03-02T07:00:00Z.
  private static let beginning = 1_772_434_800

  /// One record, without its line end.
  ///
  /// - Parameters:
  ///   - number: minutes since the beginning; also tells its id, channels and caller.
  ///   - account: the account code.
  ///   - talk: seconds from the answer, which came after five, to the end.
  ///   - disposition: Asterisk's word, or none of them.
  ///   - sequence: with it the record has the columns of `newcdrcolumns`, 21 and not 18.
  /// - Returns: the record's text.
  static func record(
    _ number: Int, account: String = "", talk: Int = 40, disposition: String = "ANSWERED",
    sequence: Int? = nil
  ) -> String {
    let caller = "7916\(number + 1_000_000)"
    let id = "\(beginning + 60 * number).\(number)"
    let fields = [
      account, caller, "101", "from-trunk", "\"\"Анна\"\" <\(caller)>",
      "SIP/mtt-\(hexadecimal(2 * number))", "SIP/101-\(hexadecimal(2 * number + 1))", "Dial",
      "SIP/101,20", time(number, 0), time(number, 5), time(number, 5 + talk),
    ]
    let tail = sequence.map { ",\"\",\"\(id)\",\($0)" } ?? ""
    return quoted(fields) + ",\(5 + talk),\(talk),"
      + quoted([disposition, "DOCUMENTATION", id, ""]) + tail
  }

  /// Records with line ends.
  static func text(_ numbers: Range<Int>, lineEnd: String = "\n") -> String {
    numbers.map { record($0) + lineEnd }.joined()
  }

  /// Records in UTF-16 with its mark, as a spreadsheet program may save them.
  static func utf16(_ numbers: Range<Int>) -> [UInt8] {
    [0xFF, 0xFE] + text(numbers).utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
  }

  private static func quoted(_ fields: [String]) -> String {
    fields.map { "\"\($0)\"" }.joined(separator: ",")
  }

  private static func time(_ minutes: Int, _ seconds: Int) -> String {
    let second = 36_000 + 60 * minutes + seconds
    precondition(second < 86_400, "the day of the log ends at midnight")
    let clock = [second / 3600, second / 60 % 60, second % 60].map { $0 < 10 ? "0\($0)" : "\($0)" }
    return "2026-03-02 " + clock.joined(separator: ":")
  }

  private static func hexadecimal(_ number: Int) -> String {
    let digits = String(number, radix: 16)
    return String(repeating: "0", count: max(0, 8 - digits.count)) + digits
  }
}
