import Store

extension CoverageReport {
  /// How calls were tied to deals: C23.
  func attributionTable(_ locale: ReportLocale) -> ReportTable {
    let external = attribution.filter { $0.method != "internal" }
    let all = external.map(\.calls).reduce(0, +)
    var rows = attribution.map { row in
      row.method == "internal"
        ? [.text(row.method), .count(row.calls), .none, .none, .none]
        : Self.cells(
          .text(row.method), calls: row.calls, withDeal: row.withDeal, ambiguous: row.ambiguous,
          of: all)
    }
    rows.append(
      Self.cells(
        .word("total", Phrase.allExternal[locale]), calls: all,
        withDeal: external.map(\.withDeal).reduce(0, +),
        ambiguous: external.map(\.ambiguous).reduce(0, +), of: all))
    return ReportTable(
      "attribution", Phrase.attributionTable[locale],
      columns: [
        ReportColumn("method", Phrase.method[locale], .text),
        ReportColumn("calls", Phrase.calls[locale], .count),
        ReportColumn("share", "%", .rate),
        ReportColumn("with_deal", Phrase.withDeal[locale], .rate),
        ReportColumn("ambiguous", Phrase.ambiguous[locale], .rate),
      ],
      rows: rows)
  }

  private static func cells(
    _ name: ReportCell, calls: Int, withDeal: Int, ambiguous: Int, of all: Int
  ) -> [ReportCell] {
    [
      name, .count(calls), .rate(Rate(calls, of: all)), .rate(Rate(withDeal, of: calls)),
      .rate(Rate(ambiguous, of: calls)),
    ]
  }

  /// How inbound calls were served: C25.
  static func inboundTable(_ service: InboundService, _ locale: ReportLocale) -> ReportTable {
    let level = locale.duration(service.levelSeconds, inDays: false)
    let figures: [(String, Phrase, ReportCell)] = [
      ("offered", Phrase("offered", "поступило"), .count(service.offered)),
      (
        "answered", Phrase("answered by a person", "принял человек"),
        .rate(Rate(service.answered, of: service.offered))
      ),
      (
        "in_level", Phrase("answered within \(level)", "принято за \(level)"),
        .rate(Rate(service.inLevel, of: service.offered))
      ),
      (
        "abandoned", Phrase("hung up unanswered", "повесили трубку"),
        .rate(Rate(service.abandoned, of: service.offered))
      ),
      (
        "voicemail", Phrase("went to voicemail", "ушло на автоответчик"),
        .rate(Rate(service.voicemail, of: service.offered))
      ),
      (
        "short", Phrase("hung up at once (apart)", "сразу повесили (отдельно)"),
        .count(service.short)
      ),
      (
        "wait_p50", Phrase("wait of the answered, P50", "ожидание принятых, P50"),
        .seconds(service.waitP50)
      ),
      (
        "wait_p95", Phrase("wait of the answered, P95", "ожидание принятых, P95"),
        .seconds(service.waitP95)
      ),
      (
        "wait_mean", Phrase("mean (ASA)", "среднее (ASA)"),
        .seconds(service.waitMean.map { Int($0.rounded()) })
      ),
    ]
    return .figures(
      "inbound", Phrase.inboundTable[locale], figures, locale,
      definitions: Phrase.inboundDefinitions)
  }
}

extension ReportTable {
  /// A table of a name and a value a row.
  static func figures(
    _ key: String, _ title: String, _ figures: [(key: String, name: Phrase, value: ReportCell)],
    _ locale: ReportLocale, definitions: [Phrase]
  ) -> ReportTable {
    ReportTable(
      key, title,
      columns: [
        ReportColumn("figure", Phrase.figure[locale], .text),
        ReportColumn("value", Phrase.value[locale], .figure),
      ],
      rows: figures.map { [.word($0.key, $0.name[locale]), $0.value] },
      definitions: definitions.map { $0[locale] })
  }
}
