extension Phrase {
  static let coverageTitle = Phrase("Coverage", "Охват")
  static let coverageTable = Phrase(
    "Stage visits by stage and manager", "Заходы в этап по этапам и менеджерам")
  static let groupVisits = Phrase("Were the clients called?", "Звонили ли клиентам?")
  static let groupWork = Phrase("How much work was it?", "Сколько сделано?")
  static let groupSpeed = Phrase("How soon after the deal came?", "Как скоро после прихода сделки?")
  static let groupEvidence = Phrase("Moved on with evidence?", "Продвинуты ли с доказательствами?")

  static let visits = Phrase("visits", "заходы")
  static let passedThrough = Phrase("passed through", "проскочили")
  static let pending = Phrase("pending", "ждут срока")
  static let called = Phrase("with a call", "со звонком")
  static let attempted = Phrase("with an attempt", "с попыткой")
  static let reached = Phrase("reached", "дозвонились")
  static let neverCalled = Phrase("never called", "без звонка")
  static let dials = Phrase("dials", "наборы")
  static let attempts = Phrase("attempts", "попытки")
  static let attemptsP50 = Phrase("per visit P50", "на заход P50")
  static let attemptsMax = Phrase("max", "макс.")
  static let connect = Phrase("connected", "соединились")
  static let conversation = Phrase("conversations of answered", "разговоры из принятых")
  static let talk = Phrase("talk", "разговор")
  static let talkP50 = Phrase("talk P50", "разговор P50")
  static let recorded = Phrase("recorded", "записано")
  static let attemptP50 = Phrase("1st attempt P50", "1-я попытка P50")
  static let attemptP90 = Phrase("P90", "P90")
  static let reachP50 = Phrase("reached P50", "дозвон P50")
  static let complete = Phrase("evidence complete", "всё доказано")
  static let shut = Phrase("gate shut", "ворота закрыты")
  static let unknown = Phrase("unknown", "неизвестно")

  static let leadTable = Phrase("New deals by manager", "Новые сделки по менеджерам")
  static let groupLeadSpeed = Phrase("How soon was the first attempt?", "Как скоро первая попытка?")
  static let groupLeadContact = Phrase("Was the client reached?", "Дозвонились ли?")
  static let groupLeadEffort = Phrase("How often was it tried?", "Сколько раз пытались?")
  static let leads = Phrase("new deals", "новые сделки")
  static let callBorn = Phrase("came by a call", "пришли звонком")
  static let inSLA = Phrase("in SLA", "в срок")
  static let neverAttempted = Phrase("no attempt", "без попытки")
  static let band5 = Phrase("0–5 min", "0–5 мин")
  static let band15 = Phrase("5–15", "5–15")
  static let band60 = Phrase("15–60", "15–60")
  static let bandOver = Phrase("60+", "60+")
  static let p50 = Phrase("P50", "P50")
  static let p95 = Phrase("P95", "P95")
  static let contacted = Phrase("contacted", "был разговор")
  static let perLead = Phrase("per deal P50", "на сделку P50")
  static let perUnreached = Phrase("of those not reached", "из них без дозвона")

  static let attributionTable = Phrase(
    "How calls were tied to deals", "Как звонки привязаны к сделкам")
  static let method = Phrase("rule", "правило")
  static let calls = Phrase("calls", "звонки")
  static let withDeal = Phrase("with a deal", "со сделкой")
  static let ambiguous = Phrase("uncertain", "неуверенно")
  static let allExternal = Phrase("all external", "все внешние")

  static let inboundTable = Phrase("Inbound calls", "Входящие звонки")
}

extension Phrase {
  static let coverageDefinitions = [
    Phrase(
      "A visit is one stay of a deal in a stage, counted on the day it began; the manager is the deal's owner.",
      "Заход – одно пребывание сделки в этапе, по дню начала; менеджер – ответственный за сделку."),
    Phrase(
      "Shares are of the visits that are due: neither pending (younger than the stage's grace period) nor passed through (left within 60 s). From n = 20 on they are percentages.",
      "Доли – от заходов, чей срок настал: без ждущих (моложе отсрочки этапа) и проскочивших (меньше 60 с). С n = 20 – проценты."
    ),
    Phrase(
      "An attempt is an outbound call, answered or not; redials of one person within 60 s are one. Reached: a conversation of at least the configured talk, in either direction.",
      "Попытка – исходящий звонок, принятый или нет; повторы одному человеку в течение 60 с – одна. Дозвонились: разговор не короче порога, в любую сторону."
    ),
    Phrase(
      "Times are business time, wall time in brackets; P50 and P90 are values that were observed.",
      "Время рабочее, в скобках – по часам; P50 и P90 – наблюдавшиеся значения."),
    Phrase(
      "Evidence complete: forward moves from stages with rules, judged by the rules now in force and by what had happened at the move.",
      "Всё доказано: переходы вперёд из этапов с правилами, по действующим правилам и по тому, что случилось к переходу."
    ),
    Phrase(
      "Recorded: conversations whose call record names a recording, of those on exchanges that record; the file itself is not looked at.",
      "Записано: разговоры, в записи о которых назван файл, из разговоров на АТС, которые пишут; сам файл не проверяется."
    ),
  ]
  static let leadDefinitions = [
    Phrase(
      "Deals created in the period. The first attempt is due within the SLA; deals that an answered inbound call brought owe none and count as contacted at once.",
      "Сделки, созданные за период. Первая попытка – в срок SLA; сделки, пришедшие принятым звонком, её не требуют и считаются с разговором сразу."
    ),
    Phrase(
      "Contacted: a conversation within the window (7 days unless configured); younger deals are pending. Attempts are those of the window.",
      "Был разговор: в пределах окна (7 дней, если не задано иначе); более молодые сделки ждут срока. Попытки – в пределах окна."
    ),
  ]
  static let inboundDefinitions = [
    Phrase(
      "Callers who hung up within 5 s are counted apart and held against nobody.",
      "Повесившие трубку за 5 с считаются отдельно и никому не ставятся в вину.")
  ]
}
