package import Store

/// The funnel of a period: conversion from stage to stage, reached and worked, time and outcome.
package struct FunnelReport: Sendable, Hashable {
  package var period: ReportPeriod
  package var completeness: [CompletenessFinding]
  /// By pipeline and rank.
  package var stages: [FunnelRow]
  package var outcomes: [OutcomeRow]

  package init(
    period: ReportPeriod, completeness: [CompletenessFinding], stages: [FunnelRow],
    outcomes: [OutcomeRow]
  ) {
    self.period = period
    self.completeness = completeness
    self.stages = stages
    self.outcomes = outcomes
  }

  package func document(_ locale: ReportLocale) -> ReportDocument {
    ReportDocument(
      key: "funnel", title: Phrase.funnelTitle[locale], locale: locale, period: period,
      findings: completeness, tables: [stageTable(locale), outcomeTable(locale)])
  }

  func stageTable(_ locale: ReportLocale) -> ReportTable {
    let said = { (phrase: Phrase) in phrase[locale] }
    let (moves, cohort) = (said(.groupConversion), said(.groupCohort))
    let velocity = said(.groupVelocity)
    return ReportTable(
      "funnel", said(.funnelTable),
      columns: [
        ReportColumn("pipeline", "", .text, audience: .machines),
        ReportColumn("rank", "#", .count),
        ReportColumn("stage", said(.stage), .text),
        ReportColumn("stage_name", "", .text, audience: .machines),
        ReportColumn("visits", said(.visits), .count, group: moves),
        ReportColumn("converted", said(.converted), .rate, group: moves),
        ReportColumn("skipped", said(.skipped), .rate, group: moves),
        ReportColumn("lost", said(.lost), .rate, group: moves),
        ReportColumn("there", said(.there), .count, group: moves),
        ReportColumn("cohort", said(.maturity), .text, group: moves),
        ReportColumn("reached", said(.cameSoFar), .count, group: cohort),
        ReportColumn("worked", said(.worked), .rate, group: cohort),
        ReportColumn("not_worked", said(.notWorked), .count, group: cohort),
        ReportColumn("left_n", "n", .count, group: velocity),
        ReportColumn("time_p50", said(.p50), .duration, group: velocity),
        ReportColumn("time_p90", said(.attemptP90), .duration, group: velocity),
        ReportColumn("win_rate", said(.winRate), .rate, group: velocity),
      ],
      rows: stages.map { row in
        [
          .text(row.pipeline), .count(row.rank), .word(row.stage, row.stageName),
          .text(row.stageName), .count(row.visits), .rate(Rate(row.converted, of: row.visits)),
          .rate(Rate(row.skipped, of: row.visits)), .rate(Rate(row.lost, of: row.visits)),
          .count(row.there),
          row.isMature
            ? .word("mature", said(.mature)) : .word("immature", said(.immature)),
          .count(row.reached), .rate(Rate(row.worked, of: row.reached)),
          .count(row.reached - row.worked), .count(row.leftN),
          .duration(row.businessP50, row.wallP50), .duration(row.businessP90, row.wallP90),
          .rate(Rate(row.won, of: row.closed)),
        ]
      },
      definitions: Phrase.funnelDefinitions.map { $0[locale] })
  }

  func outcomeTable(_ locale: ReportLocale) -> ReportTable {
    let said = { (phrase: Phrase) in phrase[locale] }
    return ReportTable(
      "outcomes", said(.outcomeTable),
      columns: [
        ReportColumn("pipeline", said(.pipeline), .text),
        ReportColumn("outcome", said(.outcome), .text),
        ReportColumn("deals", said(.deals), .count),
        ReportColumn("amount", said(.amount), .money),
        ReportColumn("without_amount", said(.withoutAmount), .count),
        ReportColumn("close_p50", said(.closeTime), .seconds),
        ReportColumn("close_p90", said(.closeTime90), .seconds),
        ReportColumn("deal_ids", "", .list, audience: .machines),
      ],
      rows: outcomes.map { row in
        [
          .text(row.pipeline),
          .word(row.outcome.rawValue, said(row.outcome == .won ? .won : .lost)),
          .count(row.deals), row.amount.map { .money([Money($0, row.currency)]) } ?? .none,
          .count(row.withoutAmount), .seconds(row.closeWallP50), .seconds(row.closeWallP90),
          .list(row.dealIds),
        ]
      })
  }
}
