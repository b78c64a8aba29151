/// A figure whose deals can be listed.
package enum ReportFigure: Sendable, Hashable {
  case coverage(String)
  case leads(String)
  case funnel(String)

  /// Keys as they stand in the reports.
  package static let coverageKeys = [
    "visits", "passed_through", "pending", "due", "called", "never_called", "attempted",
    "never_attempted", "reached", "not_reached", "recording_missing", "left_forward", "gate_met",
    "gate_shut", "gate_unknown",
  ]
  package static let leadKeys = [
    "leads", "call_born", "in_sla", "late", "sla_pending", "no_attempt", "contacted",
    "not_contacted", "contact_pending",
  ]
  package static let funnelKeys = [
    "visits", "converted", "skipped", "lost", "there", "reached", "worked", "not_worked",
  ]
}
