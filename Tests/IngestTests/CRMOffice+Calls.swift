import Foundation
import Ingest
import Store

/// A call between a client and extension 101, in May 2026, on Moscow's clocks.
struct OfficeCall: Sendable, Hashable {
  var day: Int
  var hour: Int = 12
  var minute: Int = 0
  /// The client's number, with 7 and without a plus.
  var number: String
  var isOutbound = false
  var talk: Int = 40
  /// What the exchange writes into the user field.
  var userField = ""

  /// As Asterisk's cdr_csv writes it.
  var record: String {
    // 30 April 2026, 21:00 UTC: the month's beginning in Moscow.
    let start = 1_777_582_800 + ((day - 1) * 24 + hour) * 3600 + minute * 60
    let serial = "\(day)\(hour)\(minute)\(isOutbound ? 1 : 0)\(number.suffix(4))"
    let outside = "SIP/mtt-\(serial)"
    let inside = "SIP/101-\(serial)"
    let fields = [
      "", isOutbound ? "101" : number, isOutbound ? number : "101",
      isOutbound ? "from-internal" : "from-trunk", "", isOutbound ? inside : outside,
      isOutbound ? outside : inside, "Dial", "", clock(0), talk > 0 ? clock(5) : "",
      clock(5 + talk), "\(5 + talk)", "\(talk)", talk > 0 ? "ANSWERED" : "NO ANSWER",
      "DOCUMENTATION", "\(start).\(serial)", userField,
    ]
    return fields.map { "\"\($0)\"" }.joined(separator: ",") + "\n"
  }

  private func clock(_ seconds: Int) -> String {
    let parts = [hour, minute + seconds / 60, seconds % 60].map { $0 < 10 ? "0\($0)" : "\($0)" }
    return "2026-05-\(day < 10 ? "0" : "")\(day) " + parts.joined(separator: ":")
  }
}

extension CRMOffice {
  /// Takes a file with these calls.
  func ring(_ calls: [OfficeCall]) async throws {
    let board = try Switchboard(database)
    let path = try board.spool.write(
      calls.map(\.record).joined(), to: UUID().uuidString + ".csv")
    _ = try await board.take(path)
  }

  /// Links and live evidence by the CRM's names; two databases with the same facts give the same.
  func links() throws -> [String] {
    let facts = try OfficeFacts(Switchboard(database))
    return facts.calls.sorted() + facts.evidence.sorted()
  }

  /// The database agrees with itself.
  func faults() async throws -> [String] { try await store.faults().json }
}
