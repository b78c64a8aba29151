extension AgreedPhrases {
  /// What is looked for when the configuration says nothing, in Russian and English.
  package static let standard: [String: [String]] = ["meeting_booked": russian + english]

  private static let russianDays = [
    "в понедельник", "во вторник", "в среду", "в четверг", "в пятницу", "в субботу",
    "в воскресенье", "завтра", "послезавтра", "на следующей неделе",
  ]

  private static let russian =
    [
      "договорились на встречу", "договорились о встрече", "договорились встретиться",
      "договорились на замер*", "договорились о замере", "назначили встречу", "встреча назначена",
      "назначили замер", "замер назначен", "записал* вас на встречу", "записал* вас на замер",
      "жду вас в офисе", "ждем вас в офисе", "приеду к вам", "приедем к вам", "замерщик приедет",
    ]
    + russianDays.flatMap { ["встречаемся \($0)", "до встречи \($0)", "встретимся \($0)"] }

  private static let englishDays = [
    "on", "tomorrow", "next week", "monday", "tuesday", "wednesday", "thursday", "friday",
    "saturday", "sunday",
  ]

  private static let english =
    [
      "agreed to meet", "agreed on a meeting", "meeting is booked", "booked a meeting",
      "meeting is scheduled", "scheduled a meeting", "appointment is booked", "booked you in",
      "set up a meeting", "let's meet on", "let's meet tomorrow", "let's meet next week",
    ] + englishDays.map { "see you \($0)" }
}
