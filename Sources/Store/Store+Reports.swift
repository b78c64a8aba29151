package import CallModel
import FoundationEssentials
import Postgres

extension Store {
  /// The span of a report in the company's time zone.
  ///
  /// - Parameters:
  ///   - firstDay: `2025-05-31`; nil for `days` days up to the last.
  ///   - lastDay: included; nil for yesterday, or for today when `firstDay` is given.
  ///   - days: length of the span when `firstDay` is nil.
  ///   - asOf: the moment for which the report is made.
  ///   - stage: the CRM's id; nil for all.
  ///   - manager: the CRM's id; nil for all.
  /// - Returns: the span and what is asked of it.
  /// - Throws: `invalid` when a day is none, or the span ends before it begins.
  package func reportScope(
    firstDay: String?, lastDay: String?, days: Int = 30, asOf: Instant, stage: String? = nil,
    manager: String? = nil
  ) throws(StoreError) -> ReportScope {
    let operation = "reckon the report's period"
    let found: ReportScope?
    do throws(StoreError) {
      found = try asking(to: operation) { connection throws(PostgresError) in
        let rows = try connection.query(
          "select * from report_period($1::date, $2::date, $3, $4)",
          [
            firstDay.map(SQLDay.init), lastDay.map(SQLDay.init), Int32(clamping: days),
            PostgresTimestamp(asOf),
          ])
        guard let row = rows.first else { return nil }
        return try ReportScope(
          fromAt: Instant(row.timestamp("from_at")), toAt: Instant(row.timestamp("to_at")),
          asOf: asOf, stage: stage, manager: manager,
          period: ReportPeriod(
            firstDay: row.string("from_day"), lastDay: row.string("to_day"),
            asOf: row.string("as_of_time"), timeZone: row.string("time_zone")))
      }
    } catch {
      guard error.cause?.errorClass == .data else { throw error }
      throw StoreError(
        .invalid, operation: operation,
        message: "A day is not one of the calendar; write it as 2026-10-25.", cause: error.cause)
    }
    guard let found, found.fromAt < found.toAt else {
      throw StoreError(
        .invalid, operation: operation,
        message: "It ends before it begins; the first day must not be after the last.")
    }
    return found
  }

  /// How far the data of the span can be trusted.
  package func completeness(_ scope: ReportScope) throws(StoreError) -> [CompletenessFinding] {
    try decoded(
      "select row_to_json(r)::text as json from data_completeness($1, $2, $3) r",
      scope.span, to: "read how complete the data is")
  }

  /// The coverage audit by stage and manager.
  package func coverage(_ scope: ReportScope) throws(StoreError) -> [CoverageRow] {
    try decoded(
      "select row_to_json(r)::text as json from coverage($1, $2, $3, $4, $5) r",
      scope.span + [scope.stage, scope.manager], to: "reckon coverage")
  }

  /// How new deals are called, by manager.
  package func leadCoverage(_ scope: ReportScope) throws(StoreError) -> [LeadCoverageRow] {
    try decoded(
      "select row_to_json(r)::text as json from lead_coverage($1, $2, $3, $4) r",
      scope.span + [scope.manager], to: "reckon how new deals are called")
  }

  /// How surely calls were tied to deals.
  package func attribution(_ scope: ReportScope) throws(StoreError) -> [AttributionRow] {
    try decoded(
      "select row_to_json(r)::text as json from call_attribution($1, $2, $3) r",
      scope.span, to: "count the links")
  }

  /// How inbound calls were served.
  package func inboundService(_ scope: ReportScope) throws(StoreError) -> [InboundService] {
    try decoded(
      "select row_to_json(r)::text as json from inbound_service($1, $2, $3) r",
      scope.span, to: "reckon how inbound calls were served")
  }

  /// How missed inbound calls were made good.
  package func callbacks(_ scope: ReportScope) throws(StoreError) -> [CallbackSummary] {
    try decoded(
      "select row_to_json(r)::text as json from callback_summary($1, $2, $3) r",
      scope.span, to: "reckon the call-back debts")
  }

  /// What a head of sales may want to ask about; no verdicts.
  package func suspicion(_ scope: ReportScope) throws(StoreError) -> [SuspicionRow] {
    try decoded(
      "select row_to_json(r)::text as json from suspicion($1, $2, $3, $4) r",
      scope.span + [scope.manager], to: "look for what is worth a question")
  }

  /// The funnel by stage.
  package func funnel(_ scope: ReportScope) throws(StoreError) -> [FunnelRow] {
    try decoded(
      "select row_to_json(r)::text as json from funnel($1, $2, $3, $4) r",
      scope.span + [scope.manager], to: "reckon the funnel")
  }

  /// The deals closed in the span.
  package func outcomes(_ scope: ReportScope) throws(StoreError) -> [OutcomeRow] {
    try decoded(
      "select row_to_json(r)::text as json from deal_outcome($1, $2, $3, $4) r",
      scope.span + [scope.manager], to: "count the closed deals")
  }

  /// The visits behind a figure of coverage.
  package func coverageDeals(
    figure: String, _ scope: ReportScope
  ) throws(StoreError) -> [CoverageDealRow] {
    try decoded(
      "select row_to_json(r)::text as json from coverage_deal($1, $2, $3, $4, $5, $6) r",
      [figure] + scope.span + [scope.stage, scope.manager], to: "list the deals of a figure")
  }

  /// The deals behind a figure of lead coverage.
  package func leadDeals(
    figure: String, _ scope: ReportScope
  ) throws(StoreError) -> [LeadDealRow] {
    try decoded(
      "select row_to_json(r)::text as json from lead_deal($1, $2, $3, $4, $5) r",
      [figure] + scope.span + [scope.manager], to: "list the deals of a figure")
  }

  /// The deals behind a figure of the funnel.
  package func funnelDeals(
    figure: String, _ scope: ReportScope
  ) throws(StoreError) -> [FunnelDealRow] {
    try decoded(
      "select row_to_json(r)::text as json from funnel_figure($1, $2, $3, $4, $5, $6) r",
      [figure] + scope.span + [scope.stage, scope.manager], to: "list the deals of a figure")
  }

  /// Rows whose column `json` holds an object with the row's names in snake case.
  private func decoded<Value: Decodable>(
    _ sql: String, _ parameters: [any SQLEncodable], to operation: String
  ) throws(StoreError) -> [Value] {
    let texts = try asking(to: operation) { connection throws(PostgresError) in
      try connection.query(sql, parameters).map { row throws(PostgresError) in
        try row.string("json")
      }
    }
    var values: [Value] = []
    for text in texts { values.append(try Self.decoded(text, to: operation)) }
    return values
  }

  /// An object with a row's names in snake case.
  static func decoded<Value: Decodable>(
    _ json: String, to operation: String
  ) throws(StoreError) -> Value {
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    do {
      return try decoder.decode(Value.self, from: Data(json.utf8))
    } catch {
      throw StoreError(
        .invalid, operation: operation,
        message:
          "The database's answer is not one that this program knows; run tollgate db migrate.")
    }
  }
}

extension ReportScope {
  var span: [any SQLEncodable] {
    [PostgresTimestamp(fromAt), PostgresTimestamp(toAt), PostgresTimestamp(asOf)]
  }
}

/// A day as text, its type left to the server.
private struct SQLDay: SQLEncodable {
  let text: String
  init(_ text: String) { self.text = text }
  var sqlFormat: SQLFormat { .text }
  func encode(into bytes: inout [UInt8]) { bytes.append(contentsOf: text.utf8) }
}
