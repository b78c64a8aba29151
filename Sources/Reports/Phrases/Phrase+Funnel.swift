extension Phrase {
  static let funnelTitle = Phrase("Funnel", "Воронка")
  static let funnelTable = Phrase("By stage", "По этапам")
  static let groupConversion = Phrase(
    "Visits that began in the period", "Заходы, начатые за период")
  static let groupCohort = Phrase("Deals created in the period", "Сделки, созданные за период")
  static let groupVelocity = Phrase(
    "Time in the stage, and the win rate", "Время в этапе и доля побед")
  static let converted = Phrase("to the next stage", "в следующий этап")
  static let skipped = Phrase("past it", "мимо него")
  static let lost = Phrase("lost", "потеряны")
  static let there = Phrase("still there", "ещё там")
  static let maturity = Phrase("cohort", "когорта")
  static let mature = Phrase("mature", "зрелая")
  static let immature = Phrase("immature", "незрелая")
  static let cameSoFar = Phrase("reached", "дошли")
  static let worked = Phrase("worked", "отработаны")
  static let notWorked = Phrase("skipped part", "пропущено")
  static let winRate = Phrase("win rate of all closed", "доля побед закрытых")
  static let outcomeTable = Phrase("Deals closed in the period", "Сделки, закрытые за период")
  static let pipeline = Phrase("pipeline", "воронка")
  static let outcome = Phrase("outcome", "исход")
  static let won = Phrase("won", "выиграны")
  static let withoutAmount = Phrase("without amount", "без суммы")
  static let closeTime = Phrase("days to close P50", "до закрытия P50")
  static let closeTime90 = Phrase("P90", "P90")

  static let funnelDefinitions = [
    Phrase(
      "To the next stage: the deal later entered the next ranked stage itself; a stage that was jumped over is never credited.",
      "В следующий этап: сделка позже вошла именно в следующий по порядку; перепрыгнутый этап не засчитывается."
    ),
    Phrase(
      "Reached: the highest rank the deal came to is this one or beyond. Worked: it stayed here for 60 s at least and left with all evidence. The difference is the skipped part.",
      "Дошли: высший этап сделки – этот или дальше. Отработаны: пробыла здесь от 60 с и ушла со всеми доказательствами. Разница – пропущенное."
    ),
    Phrase(
      "A cohort is immature while it is younger than the 75th percentile of the time in the stage.",
      "Когорта незрелая, пока она моложе 75-го процентиля времени в этапе."),
  ]
}
