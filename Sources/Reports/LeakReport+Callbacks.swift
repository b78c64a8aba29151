import Store

extension LeakReport {
  /// The call-back debts of the period, and those still open.
  static func callbackTable(_ sum: CallbackSummary, _ locale: ReportLocale) -> ReportTable {
    let figures: [(String, Phrase, ReportCell)] = [
      ("opened", Phrase("debts opened", "открыто долгов"), .count(sum.opened)),
      ("misses", Phrase("missed calls in them", "пропущенных звонков в них"), .count(sum.misses)),
      ("pending", Phrase("still inside the SLA", "ещё в пределах срока"), .count(sum.pending)),
      (
        "attempted_in_sla", Phrase("attempted within the SLA", "попытка в срок"),
        .rate(Rate(sum.attemptedInSla, of: sum.due))
      ),
      (
        "reached_in_sla", Phrase("reached within the SLA", "дозвон в срок"),
        .rate(Rate(sum.reachedInSla, of: sum.due))
      ),
      (
        "called_back", Phrase("called back in the end", "перезвонили в конце концов"),
        .rate(Rate(sum.calledBack, of: sum.opened))
      ),
      (
        "self_recovered", Phrase("client called again himself", "клиент дозвонился сам"),
        .rate(Rate(sum.selfRecovered, of: sum.opened))
      ),
      (
        "attempt_p50", Phrase("time to the first attempt, P50", "время до первой попытки, P50"),
        .duration(sum.attemptBusinessP50, sum.attemptWallP50)
      ),
      (
        "attempt_p95", Phrase("P95", "P95"),
        .duration(sum.attemptBusinessP95, sum.attemptWallP95)
      ),
      (
        "reach_p50", Phrase("time to the call-back that reached, P50", "время до дозвона, P50"),
        .duration(sum.reachBusinessP50, sum.reachWallP50)
      ),
      ("reach_p95", Phrase("P95", "P95"), .duration(sum.reachBusinessP95, sum.reachWallP95)),
      (
        "remainder", Phrase("open now, of whatever age", "открыто сейчас, любого возраста"),
        .count(sum.remainder)
      ),
      ("open_1_hour", Phrase("up to 1 h", "до 1 ч"), .count(sum.open1Hour)),
      ("open_4_hours", Phrase("1–4 h", "1–4 ч"), .count(sum.open4Hours)),
      ("open_24_hours", Phrase("4–24 h", "4–24 ч"), .count(sum.open24Hours)),
      ("open_longer", Phrase("over 24 h", "больше 24 ч"), .count(sum.openLonger)),
      (
        "lost", Phrase("of them over 7 days: lost", "из них больше 7 дней: потеряны"),
        .count(sum.lost)
      ),
    ]
    return .figures(
      "callbacks", Phrase.callbackTable[locale], figures, locale,
      definitions: Phrase.callbackDefinitions)
  }
}
