package import Store

/// A report in one language, ready for any renderer: how complete its data is, then the tables.
package struct ReportDocument: Sendable, Hashable {
  /// `coverage`, `leaks`, `funnel`, or the figure whose deals are listed.
  package var key: String
  package var title: String
  package var locale: ReportLocale
  package var period: ReportPeriod
  /// Whether the data has a fault that may make the figures wrong.
  package var isProvisional: Bool
  /// How complete the data is, a sentence each, faults first.
  package var completeness: [String]
  package var tables: [ReportTable]

  package init(
    key: String, title: String, locale: ReportLocale, period: ReportPeriod,
    findings: [CompletenessFinding], tables: [ReportTable]
  ) {
    self.key = key
    self.title = title
    self.locale = locale
    self.period = period
    isProvisional = findings.contains { $0.level == .fault }
    completeness = findings.map { locale.sentence($0) }
    self.tables = [.completeness(findings, locale)] + tables
  }

  /// The period and the moment of the report, a line.
  package var subtitle: String {
    let (first, last) = (locale.date(period.firstDay), locale.date(period.lastDay))
    let span = first == last ? first : "\(first) – \(last)"
    return "\(span), \(Phrase.asOf[locale]) \(locale.date(period.asOf)) (\(period.timeZone))"
  }
}
