import FoundationEssentials
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
    var sums: [String: LeakSum] = [:]
    var total = LeakSum()
    for leak in leaks {
      sums[leak.class, default: LeakSum()].add(leak)
      total.add(leak)
    }
    var rows = LeakClass.allCases.map { item in
      (sums[item.rawValue] ?? LeakSum()).cells(.text(item.rawValue), item.name[locale])
    }
    rows.append(total.cells(.word("total", ""), Phrase.total[locale]))
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
}

/// What the leaks of a class come to.
private struct LeakSum {
  private var leaks = 0
  private var warnings = 0
  private var deals: Set<String> = []
  private var money: [String?: Decimal] = [:]
  private var worth: [String?: Decimal] = [:]

  mutating func add(_ row: LeakRow) {
    switch row.severity {
    case .leak: leaks += 1
    case .warning: warnings += 1
    }
    if let deal = row.deal { deals.insert(deal) }
    guard row.takesMoney else { return }
    if let amount = row.amount { money[row.currency, default: 0] += amount }
    if let worth = row.worth { self.worth[row.currency, default: 0] += worth }
  }

  func cells(_ item: ReportCell, _ name: String) -> [ReportCell] {
    [
      item, .text(name), .count(leaks), .count(warnings), .count(deals.count),
      .money(Money.sums(money.map { Money($0.value, $0.key) })),
      .money(Money.sums(worth.map { Money($0.value, $0.key) })),
    ]
  }
}
