import CallModel
import Store

extension RussianGateSentences {
  func logged(_ decision: StoredGateDecision) -> String {
    "Решение \(decision.id) от \(time(decision.decidedAt.instant)), спросил(а) \(decision.askedBy)"
  }

  func question(_ decision: StoredGateDecision) -> String {
    let moment = decision.askedAt.map { "по тому, что произошло до \(time($0.instant))" }
    let knowledge = decision.knownAt.map { "по тому, что было известно \(time($0.instant))" }
    let rules = decision.version.map { "по правилам версии \($0)" } ?? "без правил"
    return "Решено "
      + [moment, knowledge ?? "по всему, что тогда было известно", rules].compactMap { $0 }
      .joined(separator: ", ") + "."
  }

  func demand(_ facts: GateNearMiss) -> String? {
    var parts: [String] = []
    if let count = facts.count, count > 1 { parts.append("не меньше \(count)") }
    if let talk = facts.talkSeconds { parts.append("разговор от \(talk) с") }
    if facts.isCertain == true { parts.append("сделка известна точно") }
    if let way = facts.direction { parts.append(direction(way)) }
    if let before = facts.before { parts.append("раньше, чем «\(kindName(before))»") }
    if facts.since == .deal { parts.append("за всё время сделки") }
    return parts.isEmpty ? nil : "требуется: " + parts.joined(separator: ", ")
  }

  func used(_ piece: UsedEvidence) -> String {
    var parts = ["свидетельство \(piece.id): \(kindName(piece.kind)), \(ground(piece))"]
    if let way = piece.direction { parts.append(direction(way)) }
    if let talk = piece.talkSeconds, talk > 0 { parts.append("разговор \(talk) с") }
    if let recording = piece.recording { parts.append("запись у звонка \(recording)") }
    return parts.joined(separator: ", ") + "; " + standing(piece)
  }

  private func ground(_ piece: UsedEvidence) -> String {
    let moment = time(piece.at.instant)
    if let call = piece.call { return "звонок \(call), \(moment)" }
    if let task = piece.task { return "задача \(task), \(moment)" }
    let who = piece.recordedBy.map { ", записал(а) \($0)" } ?? ""
    return moment + who + (piece.detail.isEmpty ? "" : " (\(piece.detail))")
  }

  private func standing(_ piece: UsedEvidence) -> String {
    guard let revoked = piece.revokedAt else { return "в силе" }
    let who = piece.revokedBy.map { " (\($0))" } ?? ""
    let why = piece.revokedWhy.map { ": \(Self.reasons[$0] ?? $0)" } ?? ""
    return "отозвано \(time(revoked.instant))\(who)\(why)"
      + (piece.successor.map { " Вместо него — свидетельство \($0.id) сделки \($0.deal)." } ?? "")
  }

  /// The program's own reasons, as SQL writes them.
  private static let reasons = [
    "The call is not linked to a deal any more.": "Звонок больше не привязан к сделке.",
    "The call is linked to another deal.": "Звонок привязан к другой сделке.",
    "The call is in another stage visit.": "Звонок попал в другой заход на этап.",
    "The call does not give this any more.": "Звонок этого больше не даёт.",
    "The call was assembled or linked anew.": "Звонок собран или привязан заново.",
    "The call does not close a call-back debt any more.":
      "Звонок больше не закрывает долг перезвонить.",
    "The meeting was called off.": "Встреча отменена.",
    "The task does not give this any more.": "Задача этого больше не даёт.",
    "The task, or what it rests on, has changed.": "Изменилась задача или то, на чём она держится.",
  ]

  func near(_ call: GateNearCall) -> String {
    let talk = call.talkSeconds > 0 ? "разговор \(call.talkSeconds) с" : "без разговора"
    let name =
      "звонок \(call.call), \(time(call.at.instant)), \(direction(call.direction)), \(talk)"
    return "\(name): \(lack(call))"
  }

  private func lack(_ call: GateNearCall) -> String {
    switch call.lacks {
    case .tooShort: "слишком короткий, нужно \(call.neededSeconds) с"
    case .notAnswered: "никто не ответил"
    case .wrongWay: "не то направление"
    case .otherVisit: "в другом заходе этой сделки на этап"
    case .answeringMachine: "похоже на автоответчик"
    case .ambiguous: "неясно, к этой ли сделке он относится: \(doubt(call))"
    case .noDeal: "с теми же людьми, но ни к какой сделке не привязан"
    case .otherDeal:
      "с теми же людьми, но привязан к сделке \(call.deal ?? "")"
        + (call.isAmbiguous ? ", не наверняка: \(doubt(call))" : "")
    }
  }

  private func doubt(_ call: GateNearCall) -> String {
    let why =
      switch call.method {
      case "latest_activity": "было открыто несколько сделок, взята та, что двигалась последней"
      case "deal_follows_call": "вскоре после него создано несколько сделок"
      default: "правило \(call.method ?? "—")"
      }
    return why + " (tollgate call explain \(call.call))"
  }

  func more(_ count: Int) -> String {
    "и ещё " + RussianPlural.count(count, "такой звонок", "таких звонка", "таких звонков")
  }

  private func direction(_ direction: String) -> String {
    direction == "inbound" ? "входящий" : "исходящий"
  }

  func completenessThen(_ instant: Instant?) -> String {
    instant.map { "Записи о звонках были полны до \(time($0))." }
      ?? "До какого времени были записи о звонках, неизвестно."
  }

  func today(_ verdict: GateFacts.Verdict?) -> String {
    guard let verdict else { return "По всему, что известно сегодня, ответ тот же." }
    return "По всему, что известно сегодня, и по сегодняшним правилам: \(word(verdict))."
  }
}
