package import CallModel
import Postgres

extension Store {
  /// How the calls were linked, one row per rule.
  package func linkSummary() throws(StoreError) -> Listing {
    try listing("link_summary()", to: "count the links")
  }

  /// How much live evidence there is, one row per kind.
  package func evidenceSummary() throws(StoreError) -> Listing {
    try listing("evidence_summary()", to: "count the evidence")
  }

  /// What was taken of each file.
  package func sourceSummary() throws(StoreError) -> Listing {
    try listing("source_summary()", to: "list the files")
  }

  /// How complete each exchange's records are.
  package func exchangeState() throws(StoreError) -> Listing {
    try listing("exchange_state()", to: "read the state of the exchanges")
  }

  /// Up to when the records of every exchange are complete; nil while one has given none.
  package func completeUpTo() throws(StoreError) -> Instant? {
    try asking(to: "read the watermark") { connection throws(PostgresError) in
      try connection.query("select cdr_complete_up_to() as at").first?
        .optionalTimestamp("at").map { Instant($0) }
    }
  }

  /// Deals that were in a stage (both the CRM's ids), the latest visit first.
  package func deals(visiting stage: String) throws(StoreError) -> [String] {
    try asking(to: "list the deals of stage \(stage)") { connection throws(PostgresError) in
      try connection.query("select deal from visited_deals($1)", [stage])
        .map { row throws(PostgresError) in try row.string("deal") }
    }
  }

  /// The server's version as a number, such as 150018.
  package func serverVersion() throws(StoreError) -> Int {
    try connection.serverVersion
  }
}
