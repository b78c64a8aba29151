import FoundationEssentials
import Postgres

/// The leaks of a span, and how its missed calls were made good.
package struct LeakList: Sendable {
  /// In the order of the classes.
  package var leaks: [LeakRow] = []
  package var callbacks: CallbackSummary?
}

extension Store {
  /// The leaks with the call-back debts, which are reckoned once for both.
  ///
  /// There may be a hundred thousand leaks: they come through a cursor, a portion at a time, and
  /// not as JSON, which would take longer to read than to reckon.
  package func leakList(_ scope: ReportScope) throws(StoreError) -> LeakList {
    let operation = "look for leaks"
    var summary: String?
    var list = LeakList()
    list.leaks = try transaction(to: operation) { connection throws(PostgresError) in
      try connection.execute(
        "declare leak_list no scroll cursor for select * from leak_list($1, $2, $3, $4, $5)",
        scope.span + [scope.stage, scope.manager])
      var leaks: [LeakRow] = []
      var names = NameTable()
      while true {
        let portion = try connection.query("fetch forward 2000 from leak_list")
        if portion.isEmpty { return leaks }
        for row in portion {
          if let text = try row.optionalString(0) {
            summary = text
          } else {
            leaks.append(try LeakRow(row, &names))
          }
        }
      }
    }
    if let summary { list.callbacks = try Self.decoded(summary, to: operation) }
    return list
  }

  /// The leaks, in the order of their classes.
  package func leaks(_ scope: ReportScope) throws(StoreError) -> [LeakRow] {
    try leakList(scope).leaks
  }
}

/// Names that many rows have, kept once.
private struct NameTable {
  private var known: [String: String] = [:]

  mutating func shared(_ name: String?) -> String? {
    guard let name else { return nil }
    if let kept = known[name] { return kept }
    known[name] = name
    return name
  }
}

extension LeakRow {
  /// - Parameters:
  ///   - row: its columns in the order of the SQL function `leak_list`.
  ///   - names: those that rows before it had.
  /// - Throws: `.decode` when a column is not what this program knows.
  fileprivate init(_ row: Row, _ names: inout NameTable) throws(PostgresError) {
    let severity = try row.string(2)
    guard let known = Severity(rawValue: severity) else {
      throw PostgresError(
        .decode, operation: "read a leak",
        message: "the severity \(severity) is not one that this program knows.")
    }
    self.init(
      class: try row.string(1), severity: known, deal: try row.optionalString(3),
      title: names.shared(try row.optionalString(4)), call: try row.optionalInt64(5),
      pipeline: try row.optionalString(6), stage: names.shared(try row.optionalString(7)),
      stageName: names.shared(try row.optionalString(8)),
      manager: try row.optionalString(9), managerName: names.shared(try row.optionalString(10)),
      sinceTime: try row.string(11), businessSeconds: try row.optionalInt(12),
      wallSeconds: try row.optionalInt(13), limitSeconds: try row.optionalInt(14),
      attempts: try row.optionalInt(15), conversations: try row.optionalInt(16),
      found: try row.optionalInt(17), items: try row.strings(18), action: try row.string(19),
      amount: try row.optionalString(20).flatMap { Decimal(string: $0) },
      currency: try row.optionalString(21),
      worth: try row.optionalString(22).flatMap { Decimal(string: $0) },
      takesMoney: try row.bool(23), tags: try row.strings(24))
  }
}
