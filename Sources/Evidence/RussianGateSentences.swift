import CallModel
import Store

struct RussianGateSentences: GateExplanationSentences {
  var time: @Sendable (Instant) -> String

  var or: String { " или " }
  var noRecords: String { "записей о звонках ещё нет ни с одной АТС" }
  var noWatermark: String { "до какого времени тогда были записи о звонках, не сохранено" }
  var noRulesThen: String { "Тогда у воронки ещё не было правил." }
  var asOfNow: String { "показано состояние на сегодня: прежние значения не хранятся" }
  var applyRules: String {
    "Для этой воронки нет правил: напишите файл и примените его: tollgate gate rules apply ФАЙЛ"
  }

  func met(_ requirement: GateRequirementFacts) -> String {
    if let fields = requirement.facts.fields {
      return "заполнено: " + fields.map(fieldName).joined(separator: ", ")
    }
    if let task = requirement.facts.taskKind { return "есть задача «\(taskName(task))» со сроком" }
    let proofs = requirement.evidence.map { piece in
      let ground = piece.call.map { "звонок \($0)" } ?? "свидетельство \(piece.id)"
      return "\(ground), \(time(piece.at.instant))" + (piece.recording == nil ? "" : ", с записью")
    }
    return proofs.joined(separator: "; ")
  }

  func ambiguous(calls: [Int64]) -> String {
    guard !calls.isEmpty else { return "всё подходящее опирается на звонок с неясной сделкой" }
    let list = calls.map(String.init).joined(separator: ", ")
    return calls.count == 1
      ? "подошёл бы звонок \(list), но неясно, к какой сделке он относится"
      : "подошли бы звонки \(list), но неясно, к какой сделке они относятся"
  }

  func lag(upTo instant: Instant?) -> String {
    let moment = instant.map(time) ?? "неизвестного времени"
    return "записи о звонках есть только до \(moment); о более позднем звонке мы ещё не знаем"
  }

  func missing(_ requirement: GateRequirementFacts) -> [String] {
    let facts = requirement.facts
    if let skipped = facts.skipped {
      let names = skipped.map { "«\($0.name)»" }.joined(separator: ", ")
      return ["переход пропускает " + (skipped.count == 1 ? "этап " : "этапы ") + names]
    }
    if let fields = facts.emptyFields {
      return ["не заполнено: " + fields.map(fieldName).joined(separator: ", ")]
    }
    if let task = facts.taskKind { return ["нет задачи «\(taskName(task))» со сроком"] }
    return [lack(requirement)] + misses(facts) + calls(facts) + meetings(requirement)
  }

  private func lack(_ requirement: GateRequirementFacts) -> String {
    let facts = requirement.facts
    let phrases = requirement.kinds.map { phrase($0, talk: facts.talkSeconds) }
      .joined(separator: or)
    let place = facts.since == .deal ? "по этой сделке" : "на этом этапе"
    let (found, count) = (facts.found ?? 0, facts.count ?? 1)
    return found > 0
      ? "\(place) есть только \(found) из \(count) (нужны ещё: \(requirement.kinds.map(kindName).joined(separator: or)))"
      : "\(place) нет \(phrases)"
  }

  /// In the genitive, after «нет».
  private func phrase(_ kind: String, talk: Int?) -> String {
    switch EvidenceKind(rawValue: kind) {
    case .callMade: "звонка клиенту"
    case .clientReached: "разговора от \(talk ?? 0) с"
    case .callReceived: "звонка от клиента"
    case .callbackMade: "состоявшегося ответного звонка"
    case .recordingAttached: "записанного разговора"
    case .meetingBooked: "назначенной встречи"
    case .meetingHeld: "состоявшейся встречи"
    default: "свидетельства «\(kindName(kind))»"
    }
  }

  private func misses(_ facts: GateNearMiss) -> [String] {
    var clauses: [String] = []
    if facts.neverEntered == true { clauses.append("сделка ещё не была на этом этапе") }
    if let before = facts.before, (facts.tooLate ?? 0) > 0 {
      clauses.append("это было, но только после последнего события «\(kindName(before))»")
    }
    if let elsewhere = facts.elsewhere, elsewhere > 0 {
      let count = RussianPlural.count(
        elsewhere, "такое свидетельство", "таких свидетельства", "таких свидетельств")
      clauses.append("вне этого захода на этап: \(count)")
    }
    return clauses
  }

  private func calls(_ facts: GateNearMiss) -> [String] {
    var clauses: [String] = []
    if facts.hasNumbers == false {
      clauses.append("ни у одного контакта сделки нет читаемого номера телефона")
    }
    if let attempts = facts.attempts, attempts > 0, let last = facts.lastAttemptAt {
      let count = RussianPlural.count(attempts, "попытка", "попытки", "попыток")
      let moment = time(last.instant)
      clauses.append(attempts == 1 ? "\(count), \(moment)" : "\(count), последняя \(moment)")
    }
    if let received = facts.received, received > 0 {
      clauses.append(
        RussianPlural.count(received, "звонок", "звонка", "звонков") + " от клиента")
    }
    if let longest = facts.longestTalk, longest > 0 {
      clauses.append("самый долгий разговор: \(longest) с")
    }
    if let others = facts.ofOthers, others > 0 {
      clauses.append(
        "у другой сделки или ни у какой: "
          + RussianPlural.count(others, "звонок", "звонка", "звонков") + " с теми же людьми")
    }
    return clauses
  }

  private func meetings(_ requirement: GateRequirementFacts) -> [String] {
    let isBooking = requirement.kinds.contains(EvidenceKind.meetingBooked.rawValue)
    return (requirement.facts.meetings ?? []).compactMap { meeting in
      guard isBooking else {
        return meeting.isDone ? nil : "задача встречи \(meeting.task) не закрыта как выполненная"
      }
      guard meeting.lacks.isEmpty else {
        return "в задаче встречи \(meeting.task) не сказано: "
          + meeting.lacks.map(word).joined(separator: ", ")
      }
      return "задача встречи \(meeting.task) заполнена, но разговора с клиентом перед ней не было"
    }
  }

  private func word(_ lack: GateNearMiss.Meeting.Lack) -> String {
    switch lack {
    case .who: "кто"
    case .withWhom: "с кем"
    case .where: "где"
    case .when: "когда"
    }
  }

  func action(_ requirement: GateRequirementFacts, deal: String) -> String? {
    let facts = requirement.facts
    let kind = requirement.kinds.first ?? ""
    let meeting = facts.meetings?.first
    if facts.hasNumbers == false, requirement.action != .confirmCall {
      return "Добавьте контакту сделки номер телефона"
    }
    switch requirement.action {
    case .confirmCall:
      guard let call = facts.calls?.first else { return "Подтвердите неясный звонок" }
      return
        "Скажите, сюда ли относится звонок \(call): tollgate call assign \(call) --deal \(deal)"
    case .waitForRecords:
      return "Загрузите новые записи о звонках (tollgate ingest) и спросите снова"
    case .repeatAfter: return "Повторите: \(kindName(facts.before ?? kind))"
    case .fillFields:
      return "Заполните: " + (facts.emptyFields ?? []).map(fieldName).joined(separator: ", ")
    case .planTask: return "Поставьте задачу «\(taskName(facts.taskKind ?? ""))» со сроком"
    case .callClient: return "Позвоните клиенту"
    case .callBack: return "Перезвоните клиенту"
    case .reachClient: return "Позвоните клиенту и поговорите не меньше \(facts.talkSeconds ?? 0) с"
    case .findRecording: return "Положите запись звонка в папку записей"
    case .completeMeeting:
      let incomplete = facts.meetings?.first { !$0.lacks.isEmpty } ?? meeting
      let lacks = incomplete?.lacks.map(word).joined(separator: ", ") ?? ""
      return "Допишите в задачу встречи \(incomplete?.task ?? ""): \(lacks)"
    case .bookMeeting: return "Назначьте встречу и запишите: кто, с кем, где, когда"
    case .closeMeeting: return "Проведите встречу и закройте задачу \(meeting?.task ?? "")"
    case .holdMeeting: return "Проведите встречу и закройте её задачу"
    case .enterStage:
      return "Сначала переведите сделку на этап «\(facts.skipped?.first?.name ?? "")»"
    case .addEvidence: return "Запишите: tollgate evidence add --deal \(deal) --kind \(kind)"
    case nil: return nil
    }
  }

  func heading(_ decision: GateDecision) -> String {
    let move = decision.to.map { "«\(decision.from.name)» -> «\($0.name)»" }
    return
      "Сделка \(decision.deal), \(move ?? "«\(decision.from.name)»"): \(word(decision.verdict))"
  }

  func word(_ verdict: GateFacts.Verdict) -> String {
    switch verdict {
    case .open: "открыто"
    case .shut: "закрыто"
    case .unknown: "неизвестно"
    }
  }

  func kindName(_ kind: String) -> String {
    switch EvidenceKind(rawValue: kind) {
    case .callMade: "звонок клиенту"
    case .clientReached: "разговор с клиентом"
    case .callReceived: "звонок от клиента"
    case .callbackMade: "ответный звонок"
    case .recordingAttached: "запись разговора"
    case .meetingBooked: "встреча назначена"
    case .meetingHeld: "встреча прошла"
    case .formReceived: "заявка с формы"
    case .proposalSent: "КП отправлено"
    case .contractSigned: "договор подписан"
    case .invoiceSent: "счёт выставлен"
    case .paymentReceived: "оплата получена"
    case .workFinished: "работа выполнена"
    case .workAccepted: "работа принята"
    case .fieldsFilled: "поля заполнены"
    case .taskPlanned: "задача поставлена"
    case .stagesInOrder: "этапы по порядку"
    case nil: kind
    }
  }

  private func taskName(_ task: String) -> String {
    switch task {
    case "call": "звонок"
    case "meeting": "встреча"
    case "classify": "классифицировать"
    case "follow_up": "побеспокоить"
    default: task
    }
  }

  private func fieldName(_ field: String) -> String {
    switch field {
    case "amount": "сумма"
    case "company": "компания"
    case "contact": "контакт"
    case "currency": "валюта"
    case "owner": "ответственный"
    case "type_of_work": "вид работ"
    default: field
    }
  }

  func toDo(_ action: String) -> String { "Что сделать: \(action)." }

  func completeness(_ instant: Instant?) -> String {
    instant.map { "Записи о звонках полны до \(time($0))." } ?? "Записей о звонках нет."
  }

  func asKnown(_ instant: Instant) -> String {
    "Это то, что было известно \(time(instant)); записанное позже не учтено."
  }
}
