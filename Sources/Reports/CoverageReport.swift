package import Store

/// The coverage audit of a period: what was done in stage visits, for new deals, and with inbound
/// calls.
package struct CoverageReport: Sendable, Hashable {
  package var period: ReportPeriod
  package var completeness: [CompletenessFinding]
  /// By stage and manager, by stage, and in total; in that order within a stage.
  package var visits: [CoverageRow]
  /// By manager, and in total.
  package var leads: [LeadCoverageRow]
  package var attribution: [AttributionRow]
  package var inbound: InboundService?

  package init(
    period: ReportPeriod, completeness: [CompletenessFinding], visits: [CoverageRow],
    leads: [LeadCoverageRow], attribution: [AttributionRow], inbound: InboundService?
  ) {
    self.period = period
    self.completeness = completeness
    self.visits = visits
    self.leads = leads
    self.attribution = attribution
    self.inbound = inbound
  }

  package func document(_ locale: ReportLocale) -> ReportDocument {
    ReportDocument(
      key: "coverage", title: Phrase.coverageTitle[locale], locale: locale, period: period,
      findings: completeness,
      tables: [visitTable(locale), leadTable(locale), attributionTable(locale)]
        + (inbound.map { [Self.inboundTable($0, locale)] } ?? []))
  }
}
