package import Store

/// The leaks of a period: where a client is lost or about to be, and how missed calls were made
/// good.
package struct LeakReport: Sendable, Hashable {
  package var period: ReportPeriod
  /// L24, printed first, because it puts the rest in doubt.
  package var completeness: [CompletenessFinding]
  /// In the order of the classes; within a class leaks before warnings, then by amount.
  package var leaks: [LeakRow]
  package var callbacks: CallbackSummary?

  package init(
    period: ReportPeriod, completeness: [CompletenessFinding], leaks: [LeakRow],
    callbacks: CallbackSummary?
  ) {
    self.period = period
    self.completeness = completeness
    self.leaks = leaks
    self.callbacks = callbacks
  }

  package func document(_ locale: ReportLocale) -> ReportDocument {
    ReportDocument(
      key: "leaks", title: Phrase.leaksTitle[locale], locale: locale, period: period,
      findings: completeness,
      tables: [summaryTable(locale)] + (callbacks.map { [Self.callbackTable($0, locale)] } ?? [])
        + [listTable(locale)])
  }

  /// Leaks, deals and money of each class.
  func summaryTable(_ locale: ReportLocale) -> ReportTable {
    let byClass = Dictionary(grouping: leaks, by: \.class)
    var rows = LeakClass.allCases.map { item in
      Self.summary(
        .text(item.rawValue), item.name[locale], byClass[item.rawValue] ?? [])
    }
    rows.append(Self.summary(.word("total", ""), Phrase.total[locale], leaks))
    return ReportTable(
      "summary", Phrase.leakSummary[locale],
      columns: [
        ReportColumn("class", Phrase.leakClass[locale], .text),
        ReportColumn("name", Phrase.leakName[locale], .text, audience: .people),
        ReportColumn("leaks", Phrase.leakCount[locale], .count),
        ReportColumn("warnings", Phrase.warnings[locale], .count),
        ReportColumn("deals", Phrase.deals[locale], .count),
        ReportColumn("money", Phrase.money[locale], .money),
        ReportColumn("worth", Phrase.worth[locale], .money),
      ],
      rows: rows, definitions: Phrase.leakDefinitions.map { $0[locale] })
  }

  private static func summary(
    _ item: ReportCell, _ name: String, _ leaks: [LeakRow]
  ) -> [ReportCell] {
    let counted = leaks.filter(\.takesMoney)
    return [
      item, .text(name), .count(leaks.count { $0.severity == .leak }),
      .count(leaks.count { $0.severity == .warning }), .count(Set(leaks.compactMap(\.deal)).count),
      .money(Money.sums(counted.compactMap { row in row.amount.map { Money($0, row.currency) } })),
      .money(Money.sums(counted.compactMap { row in row.worth.map { Money($0, row.currency) } })),
    ]
  }
}
