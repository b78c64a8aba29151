package import Store

/// The deals behind one figure of a report.
package struct FigureReport: Sendable, Hashable {
  package enum Deals: Sendable, Hashable {
    case coverage([CoverageDealRow])
    case leads([LeadDealRow])
    case funnel([FunnelDealRow])
  }

  package var period: ReportPeriod
  package var completeness: [CompletenessFinding]
  /// The figure's key, such as `never_called`.
  package var figure: String
  package var deals: Deals

  package func document(_ locale: ReportLocale) -> ReportDocument {
    ReportDocument(
      key: figure, title: "\(Phrase.deals[locale]): \(figure)", locale: locale, period: period,
      findings: completeness, tables: [table(locale)])
  }

  private func table(_ locale: ReportLocale) -> ReportTable {
    let said = { (phrase: Phrase) in phrase[locale] }
    let name = { (id: String?, name: String?) in
      id.map { ReportCell.word($0, name ?? $0) } ?? .none
    }
    let deal = [
      ReportColumn("deal", said(.deal), .text), ReportColumn("title", "", .text),
      ReportColumn("manager", said(.manager), .text),
      ReportColumn("stage", said(.stage), .text),
    ]
    switch deals {
    case .coverage(let rows):
      return ReportTable(
        "deals", said(.deals),
        columns: deal + [
          ReportColumn("entered", said(.since), .time), ReportColumn("left", "–", .time),
          ReportColumn("calls", said(.calls), .count),
          ReportColumn("attempts", said(.attempts), .count),
          ReportColumn("conversations", said(.reached), .count),
          ReportColumn("talk", said(.talk), .seconds),
          ReportColumn("gate", said(.shut), .text, audience: .machines),
          ReportColumn("missing", "", .list, audience: .machines),
        ],
        rows: rows.map { row in
          [
            .text(row.deal), .text(row.title), name(row.manager, row.managerName),
            .word(row.stage, row.stageName), .time(row.enteredTime), .time(row.leftTime),
            .count(row.calls), .count(row.attempts), .count(row.conversations),
            .seconds(row.talkSeconds), .text(row.gate), .list(row.missing),
          ]
        })
    case .leads(let rows):
      return ReportTable(
        "deals", said(.deals),
        columns: deal.dropLast() + [
          ReportColumn("created", said(.since), .time),
          ReportColumn("attempts", said(.attempts), .count),
          ReportColumn("first_attempt", said(.attemptP50), .duration),
          ReportColumn("first_contact", said(.contacted), .duration),
        ],
        rows: rows.map { row in
          [
            .text(row.deal), .text(row.title), name(row.manager, row.managerName),
            .time(row.createdTime), .count(row.attempts),
            .duration(row.attemptBusinessSeconds, row.attemptWallSeconds),
            .duration(row.contactBusinessSeconds, row.contactWallSeconds),
          ]
        })
    case .funnel(let rows):
      return ReportTable(
        "deals", said(.deals),
        columns: deal + [ReportColumn("entered", said(.since), .time)],
        rows: rows.map { row in
          [
            .text(row.deal), .text(row.title), name(row.manager, row.managerName),
            .word(row.stage, row.stageName), .time(row.enteredTime),
          ]
        })
    }
  }
}
