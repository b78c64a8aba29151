package import CallModel

/// The span of a report, as the company's clocks count it.
package struct ReportPeriod: Sendable, Hashable, Codable {
  /// First and last day, both included, `2025-05-31`.
  package var firstDay: String
  package var lastDay: String
  /// The moment for which the report is made, `2025-06-01 09:30`.
  package var asOf: String
  /// The company's IANA zone.
  package var timeZone: String

  package init(firstDay: String, lastDay: String, asOf: String, timeZone: String) {
    self.firstDay = firstDay
    self.lastDay = lastDay
    self.asOf = asOf
    self.timeZone = timeZone
  }
}

/// What a report is asked about.
package struct ReportScope: Sendable, Hashable {
  /// The span, the end not included.
  package var fromAt: Instant
  package var toAt: Instant
  /// What happened later is not seen.
  package var asOf: Instant
  /// The CRM's id of a stage; nil for all.
  package var stage: String?
  /// The CRM's id of a manager; nil for all.
  package var manager: String?
  /// The span as the company's clocks count it.
  package var period: ReportPeriod

  package init(
    fromAt: Instant, toAt: Instant, asOf: Instant, stage: String? = nil, manager: String? = nil,
    period: ReportPeriod
  ) {
    self.fromAt = fromAt
    self.toAt = toAt
    self.asOf = asOf
    self.stage = stage
    self.manager = manager
    self.period = period
  }
}
