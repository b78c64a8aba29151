import Store

extension CoverageReport {
  /// New deals by manager: C6, C7, C10, C13.
  func leadTable(_ locale: ReportLocale) -> ReportTable {
    ReportTable(
      "leads", Phrase.leadTable[locale], columns: Self.leadColumns(locale),
      rows: leads.map { Self.cells($0, locale) },
      definitions: Phrase.leadDefinitions.map { $0[locale] })
  }

  private static func leadColumns(_ locale: ReportLocale) -> [ReportColumn] {
    let said = { (phrase: Phrase) in phrase[locale] }
    let (speed, contact) = (said(.groupLeadSpeed), said(.groupLeadContact))
    let effort = said(.groupLeadEffort)
    return [
      ReportColumn("level", "", .text, audience: .machines),
      ReportColumn("manager", said(.manager), .text),
      ReportColumn("manager_name", "", .text, audience: .machines),
      ReportColumn("leads", said(.leads), .count, group: speed),
      ReportColumn("call_born", said(.callBorn), .count, group: speed),
      ReportColumn("in_sla", said(.inSLA), .rate, group: speed),
      ReportColumn("sla_pending", said(.pending), .count, group: speed),
      ReportColumn("never_attempted", said(.neverAttempted), .count, group: speed),
      ReportColumn("band_5", said(.band5), .count, group: speed),
      ReportColumn("band_15", said(.band15), .count, group: speed),
      ReportColumn("band_60", said(.band60), .count, group: speed),
      ReportColumn("band_over", said(.bandOver), .count, group: speed),
      ReportColumn("first_attempt_n", "n", .count, group: speed),
      ReportColumn("first_attempt_p50", said(.p50), .duration, group: speed),
      ReportColumn("first_attempt_p95", said(.p95), .duration, group: speed),
      ReportColumn("contacted", said(.contacted), .rate, group: contact),
      ReportColumn("contact_pending", said(.pending), .count, group: contact),
      ReportColumn("first_contact_n", "n", .count, group: contact),
      ReportColumn("first_contact_p50", said(.p50), .duration, group: contact),
      ReportColumn("first_contact_p95", said(.p95), .duration, group: contact),
      ReportColumn("dials", said(.dials), .count, group: effort),
      ReportColumn("attempts", said(.attempts), .count, group: effort),
      ReportColumn("attempts_p50", said(.perLead), .count, group: effort),
      ReportColumn("attempts_max", said(.attemptsMax), .count, group: effort),
      ReportColumn("attempts_0", "0", .count, group: effort),
      ReportColumn("attempts_1", "1", .count, group: effort),
      ReportColumn("attempts_2", "2", .count, group: effort),
      ReportColumn("attempts_3", "3–5", .count, group: effort),
      ReportColumn("attempts_6", "6+", .count, group: effort),
      ReportColumn("unreached", said(.perUnreached), .count, group: effort),
      ReportColumn("unreached_attempts", said(.attempts), .count, group: effort),
    ]
  }

  private static func cells(_ row: LeadCoverageRow, _ locale: ReportLocale) -> [ReportCell] {
    let manager: ReportCell =
      row.level == .manager
      ? .word(row.manager ?? "", row.managerName ?? Phrase.nobody[locale])
      : .word("", Phrase.allManagers[locale])
    return [
      .text(row.level.rawValue), manager, .text(row.managerName), .count(row.leads),
      .count(row.callBorn), .rate(Rate(row.inSla, of: row.slaDue)), .count(row.slaPending),
      .count(row.neverAttempted), .count(row.band5), .count(row.band15), .count(row.band60),
      .count(row.bandOver), .count(row.attemptN),
      .duration(row.attemptBusinessP50, row.attemptWallP50),
      .duration(row.attemptBusinessP95, row.attemptWallP95),
      .rate(Rate(row.contacted, of: row.contactDue)), .count(row.contactPending),
      .count(row.contactN), .duration(row.contactBusinessP50, row.contactWallP50),
      .duration(row.contactBusinessP95, row.contactWallP95), .count(row.dials),
      .count(row.attempts), .count(row.attemptsP50), .count(row.attemptsMax),
      .count(row.attempts0), .count(row.attempts1), .count(row.attempts2), .count(row.attempts3),
      .count(row.attempts6), .count(row.unreached), .count(row.unreachedAttempts),
    ]
  }
}
