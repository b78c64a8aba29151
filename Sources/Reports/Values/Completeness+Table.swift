package import Store

extension ReportTable {
  /// The findings for machines; people read them as sentences.
  static func completeness(
    _ findings: [CompletenessFinding], _ locale: ReportLocale
  ) -> ReportTable {
    ReportTable(
      "completeness", Phrase.completeness[locale],
      columns: [
        ReportColumn("kind", "", .text), ReportColumn("level", "", .text),
        ReportColumn("name", "", .text), ReportColumn("count", "", .count),
        ReportColumn("total", "", .count), ReportColumn("at", "", .time),
        ReportColumn("lag", "", .seconds), ReportColumn("limit", "", .seconds),
      ],
      rows: findings.map { finding in
        [
          .text(finding.kind), .text(finding.level.rawValue), .text(finding.name),
          .count(finding.count), .count(finding.total), .time(finding.atTime),
          .seconds(finding.seconds), .seconds(finding.limitSeconds),
        ]
      },
      isForMachines: true)
  }
}

extension ReportLocale {
  /// A finding as people are told.
  package func sentence(_ finding: CompletenessFinding) -> String {
    let name = finding.name ?? ""
    let at = finding.atTime.map { date($0) }
    let lag = finding.seconds.map { duration($0, inDays: false) } ?? ""
    let number = finding.count ?? 0
    switch (finding.kind, self) {
    case ("watermark", .en):
      guard let at else { return "PBX \(name) has given no call records yet." }
      return "PBX \(name): call records are complete up to \(at)"
        + (finding.level == .fault ? ", \(lag) of business time short of the report's end." : ".")
    case ("watermark", .ru):
      guard let at else { return "АТС \(name) ещё не дала записей о звонках." }
      return "АТС \(name): записи о звонках полны до \(at)"
        + (finding.level == .fault ? ", до конца отчёта не хватает \(lag) рабочего времени." : ".")
    case ("silence", .en):
      return "PBX \(name) has been silent for \(lag) of business time, since \(at ?? "?"): "
        + "longer than usual. Perhaps not the managers are silent, but the pipe is broken."
    case ("silence", .ru):
      return "АТС \(name) молчит \(lag) рабочего времени, с \(at ?? "?"): дольше обычного. "
        + "Возможно, молчат не менеджеры, а порвана связь с АТС."
    case ("quarantine", .en):
      return "\(plural(number, .records)) in quarantine (\(name)): see tollgate quarantine list."
    case ("quarantine", .ru):
      return "В карантине \(plural(number, .records)) (\(name)): tollgate quarantine list."
    case ("gap", .en):
      return "File \(name) has \(plural(number, .gaps)) that no batch accounts for: "
        + "run tollgate verify."
    case ("gap", .ru):
      return "В файле \(name) \(plural(number, .gaps)), не учтённых ни одной загрузкой: "
        + "выполните tollgate verify."
    case ("ambiguous", .en):
      return "Calls tied to a deal without certainty: "
        + "\(rate(Rate(number, of: finding.total ?? 0)))."
    case ("ambiguous", .ru):
      return "Звонки, привязанные к сделке неуверенно: "
        + "\(rate(Rate(number, of: finding.total ?? 0)))."
    case ("internal", .en): return "Internal calls, in no figure: \(count(number))."
    case ("internal", .ru): return "Внутренние звонки, ни в одной цифре: \(count(number))."
    case ("no_calls", .en): return "There is no call in this period at all."
    case ("no_calls", .ru): return "За период нет ни одного звонка."
    case ("no_tasks", .en): return "The CRM gave no tasks, so leak L8 is not looked for."
    case ("no_tasks", .ru): return "CRM не дала задач, поэтому утечка L8 не проверяется."
    default: return "\(finding.kind): \(name)"
    }
  }
}
