package import Store

/// What a head of sales may want to ask about in a period: questions, no verdicts.
package struct SuspicionReport: Sendable, Hashable {
  package var period: ReportPeriod
  package var completeness: [CompletenessFinding]
  /// By kind, then by time.
  package var rows: [SuspicionRow]

  package init(
    period: ReportPeriod, completeness: [CompletenessFinding], rows: [SuspicionRow]
  ) {
    self.period = period
    self.completeness = completeness
    self.rows = rows
  }

  package func document(_ locale: ReportLocale) -> ReportDocument {
    ReportDocument(
      key: "suspicion", title: Phrase.suspicionTitle[locale], locale: locale, period: period,
      findings: completeness, tables: [table(locale)])
  }

  private func table(_ locale: ReportLocale) -> ReportTable {
    ReportTable(
      "suspicion", Phrase.suspicionTable[locale],
      columns: [
        ReportColumn("kind", Phrase.suspicionKind[locale], .text),
        ReportColumn("since", Phrase.since[locale], .time),
        ReportColumn("manager", Phrase.manager[locale], .text),
        ReportColumn("deal", Phrase.deal[locale], .text),
        ReportColumn("title", "", .text, audience: .machines),
        ReportColumn("stage", Phrase.stage[locale], .text),
        ReportColumn("calls", Phrase.calls[locale], .list),
        ReportColumn("seconds", "", .count, audience: .machines),
        ReportColumn("found", "", .count, audience: .machines),
        ReportColumn("items", "", .list, audience: .machines),
        ReportColumn("seen", Phrase.suspicionSeen[locale], .text),
        ReportColumn("why_only_a_question", Phrase.suspicionDoubt[locale], .text),
      ],
      rows: rows.map { Self.cells($0, locale) },
      definitions: [Phrase.suspicionDefinition[locale]])
  }

  private static func cells(_ row: SuspicionRow, _ locale: ReportLocale) -> [ReportCell] {
    let words = SuspicionWords(row, locale)
    return [
      .word(row.kind, words.name), .time(row.sinceTime),
      row.manager.map { .word($0, row.managerName ?? $0) } ?? .none, .text(row.deal),
      .text(row.title), row.stage.map { .word($0, row.stageName ?? $0) } ?? .none,
      .list(row.calls.map(String.init)), .count(row.seconds), .count(row.found),
      .list(row.items), .text(words.seen), .text(words.doubt),
    ]
  }
}
