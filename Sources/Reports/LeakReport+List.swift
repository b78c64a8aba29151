import Store

extension LeakReport {
  /// Every leak with its proof and the cheapest step that would stop it.
  func listTable(_ locale: ReportLocale) -> ReportTable {
    let said = { (phrase: Phrase) in phrase[locale] }
    return ReportTable(
      "leaks", said(.leakList),
      columns: [
        ReportColumn("class", said(.leakClass), .text),
        ReportColumn("severity", "", .text, audience: .machines),
        ReportColumn("deal", said(.deal), .text),
        ReportColumn("title", "", .text, audience: .machines),
        ReportColumn("call", said(.call), .text),
        ReportColumn("pipeline", "", .text, audience: .machines),
        ReportColumn("stage", said(.stage), .text),
        ReportColumn("stage_name", "", .text, audience: .machines),
        ReportColumn("manager", said(.owner), .text),
        ReportColumn("manager_name", "", .text, audience: .machines),
        ReportColumn("since", said(.since), .time),
        ReportColumn("business_seconds", "", .count, audience: .machines),
        ReportColumn("wall_seconds", "", .count, audience: .machines),
        ReportColumn("limit_seconds", "", .count, audience: .machines),
        ReportColumn("attempts", "", .count, audience: .machines),
        ReportColumn("conversations", "", .count, audience: .machines),
        ReportColumn("found", "", .count, audience: .machines),
        ReportColumn("items", "", .list, audience: .machines),
        ReportColumn("proof", said(.proof), .text, audience: .people),
        ReportColumn("action", said(.next), .text),
        ReportColumn("amount", said(.amount), .money),
        ReportColumn("worth", "", .money, audience: .machines),
        ReportColumn("takes_money", "", .flag, audience: .machines),
        ReportColumn("tags", said(.tags), .list),
      ],
      made: ReportRows(count: leaks.count) { [leaks] index, audience in
        Self.cells(leaks[index], locale, for: audience)
      }, shownPerGroup: 10)
  }

  private static func cells(
    _ row: LeakRow, _ locale: ReportLocale, for audience: ReportColumn.Audience
  ) -> [ReportCell] {
    let money = { (amount: Money?) in amount.map { ReportCell.money([$0]) } ?? .none }
    return [
      .text(row.class), .text(row.severity.rawValue), .text(row.deal), .text(row.title),
      .text(row.call.map(String.init)), .text(row.pipeline),
      row.stage.map { .word($0, row.stageName ?? $0) } ?? .none, .text(row.stageName),
      row.manager.map { .word($0, row.managerName ?? $0) } ?? .none, .text(row.managerName),
      .time(row.sinceTime), .count(row.businessSeconds), .count(row.wallSeconds),
      .count(row.limitSeconds), .count(row.attempts), .count(row.conversations),
      .count(row.found), .list(row.items),
      audience == .machines ? .none : .text(LeakProof(row, locale).sentence),
      .word(row.action, LeakAction.phrase(row.action)[locale]),
      money(row.amount.map { Money($0, row.currency) }),
      money(row.worth.map { Money($0, row.currency) }), .flag(row.takesMoney), .list(row.tags),
    ]
  }
}
