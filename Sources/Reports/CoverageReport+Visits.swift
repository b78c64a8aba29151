import Store

extension CoverageReport {
  /// Stage visits by stage and manager: C1 to C5, C11, C12, C17, C21.
  func visitTable(_ locale: ReportLocale) -> ReportTable {
    ReportTable(
      "coverage", Phrase.coverageTable[locale], columns: Self.visitColumns(locale),
      rows: visits.map { Self.cells($0, locale) },
      definitions: Phrase.coverageDefinitions.map { $0[locale] })
  }

  private static func visitColumns(_ locale: ReportLocale) -> [ReportColumn] {
    let said = { (phrase: Phrase) in phrase[locale] }
    let (seen, work) = (said(.groupVisits), said(.groupWork))
    let (speed, proof) = (said(.groupSpeed), said(.groupEvidence))
    return [
      ReportColumn("level", "", .text, audience: .machines),
      ReportColumn("pipeline", "", .text, audience: .machines),
      ReportColumn("stage", said(.stage), .text),
      ReportColumn("stage_name", "", .text, audience: .machines),
      ReportColumn("manager", said(.manager), .text),
      ReportColumn("manager_name", "", .text, audience: .machines),
      ReportColumn("visits", said(.visits), .count, group: seen),
      ReportColumn("deals", said(.deals), .count, group: seen),
      ReportColumn("passed_through", said(.passedThrough), .count, group: seen),
      ReportColumn("pending", said(.pending), .count, group: seen),
      ReportColumn("called", said(.called), .rate, group: seen),
      ReportColumn("attempted", said(.attempted), .rate, group: seen),
      ReportColumn("reached", said(.reached), .rate, group: seen),
      ReportColumn("never_called", said(.neverCalled), .count, group: seen),
      ReportColumn("dials", said(.dials), .count, group: work),
      ReportColumn("attempts", said(.attempts), .count, group: work),
      ReportColumn("attempts_p50", said(.attemptsP50), .count, group: work),
      ReportColumn("attempts_max", said(.attemptsMax), .count, group: work),
      ReportColumn("connected", said(.connect), .rate, group: work),
      ReportColumn("conversations", said(.conversation), .rate, group: work),
      ReportColumn("talk", said(.talk), .seconds, group: work),
      ReportColumn("talk_p50", said(.talkP50), .seconds, group: work),
      ReportColumn("recorded", said(.recorded), .rate, group: work),
      ReportColumn("first_attempt_n", "n", .count, group: speed),
      ReportColumn("first_attempt_p50", said(.attemptP50), .duration, group: speed),
      ReportColumn("first_attempt_p90", said(.attemptP90), .duration, group: speed),
      ReportColumn("first_reached_n", "n", .count, group: speed),
      ReportColumn("first_reached_p50", said(.reachP50), .duration, group: speed),
      ReportColumn("first_reached_p90", said(.attemptP90), .duration, group: speed),
      ReportColumn("gate_met", said(.complete), .rate, group: proof),
      ReportColumn("gate_shut", said(.shut), .rate, group: proof),
      ReportColumn("gate_unknown", said(.unknown), .count, group: proof),
    ]
  }

  private static func cells(_ row: CoverageRow, _ locale: ReportLocale) -> [ReportCell] {
    let stage: ReportCell =
      row.stage.map { .word($0, row.stageName ?? $0) }
      ?? .word("", Phrase.total[locale])
    let manager: ReportCell =
      row.level == .manager
      ? .word(row.manager ?? "", row.managerName ?? Phrase.nobody[locale])
      : .word("", Phrase.allManagers[locale])
    return [
      .text(row.level.rawValue), .text(row.pipeline), stage, .text(row.stageName), manager,
      .text(row.managerName), .count(row.visits), .count(row.deals), .count(row.passedThrough),
      .count(row.pending), .rate(Rate(row.called, of: row.due)),
      .rate(Rate(row.attempted, of: row.due)), .rate(Rate(row.reached, of: row.due)),
      .count(row.due - row.called), .count(row.dials), .count(row.attempts),
      .count(row.attemptsP50), .count(row.attemptsMax),
      .rate(Rate(row.attemptsAnswered, of: row.attempts)),
      .rate(Rate(row.conversations, of: row.answered)), .seconds(row.talkSeconds),
      .seconds(row.talkP50), .rate(Rate(row.recorded, of: row.expected)), .count(row.attemptN),
      .duration(row.attemptBusinessP50, row.attemptWallP50),
      .duration(row.attemptBusinessP90, row.attemptWallP90), .count(row.reachN),
      .duration(row.reachBusinessP50, row.reachWallP50),
      .duration(row.reachBusinessP90, row.reachWallP90),
      .rate(Rate(row.gateMet, of: row.leftForward)),
      .rate(Rate(row.gateShut, of: row.leftForward)), .count(row.gateUnknown),
    ]
  }
}
