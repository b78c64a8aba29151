import Store

/// What shows that a leak is one, in a sentence.
struct LeakProof {
  let row: LeakRow
  let locale: ReportLocale

  init(_ row: LeakRow, _ locale: ReportLocale) {
    self.row = row
    self.locale = locale
  }

  var sentence: String {
    let text =
      switch locale {
      case .en: english
      case .ru: russian
      }
    return row.severity == .warning ? "\(text) \(Phrase.warning[locale])" : text
  }

  /// Business time with wall time beside.
  private var time: String {
    locale.duration(business: row.businessSeconds ?? 0, wall: row.wallSeconds)
  }
  private var wall: String { locale.duration(row.wallSeconds ?? 0, inDays: true) }
  private var limit: String { locale.limit(row.limitSeconds ?? 0) }
  private var attempts: String { locale.plural(row.attempts ?? 0, .attempts) }
  private var talk: String { locale.duration(row.found ?? 0, inDays: false) }
  private var items: String { row.items.joined(separator: ", ") }
  private var wasAttempted: Bool { (row.attempts ?? 0) > 0 }
  private func has(_ mark: String) -> Bool { row.items.contains(mark) }
  private var found: Int { row.found ?? 0 }
  private var hasConversation: Bool { (row.conversations ?? 0) > 0 }

  private var english: String {
    switch LeakClass(rawValue: row.class) {
    case .l1: "no attempt, no answered call for \(time)"
    case .l2:
      "\(locale.plural(found, .misses)), not called back for \(time); "
        + (wasAttempted ? "an attempt did not get through" : "no attempt")
    case .l3: "called back after \(time), limit \(limit)"
    case .l4: "called again and was answered after \(time)"
    case .l8:
      "no task or meeting ahead"
        + (has("overdue") ? "; \(locale.plural(found, .tasks))" : "")
    case .l11: "no call, no meeting for \(wall), limit \(limit)"
    case .l12: "client last reached \(wall) ago, limit \(limit); \(attempts)"
    case .l13:
      "in the stage for \(time), "
        + (has("won_p90") ? "9 of 10 won deals took at most \(limit)" : "limit \(limit)")
        + (has("active") ? "; active but stuck" : "")
    case .l14: "left out: \(items); \(locale.plural(found, .pieces)) there"
    case .l15: "missing: \(kinds)"
    case .l17:
      has("no_attempt") ? "lost, nobody even called" : "lost after \(attempts), no conversation"
    case .l20: "\(talk) of talk with a number that nobody in the CRM has"
    case .l23: "\(talk) of talk, no recording"
    case .l25:
      "waits for \(time), limit \(limit); \(locale.plural(found, .calls)), "
        + (hasConversation ? "spoken with" : "nobody has spoken with him")
    case nil: row.class
    }
  }

  private var russian: String {
    switch LeakClass(rawValue: row.class) {
    case .l1: "ни попытки, ни принятого звонка \(time)"
    case .l2:
      "\(locale.plural(found, .misses)), не перезвонили \(time); "
        + (wasAttempted ? "попытка не удалась" : "попыток не было")
    case .l3: "перезвонили через \(time), срок \(limit)"
    case .l4: "позвонил снова и дозвонился через \(time)"
    case .l8:
      "нет ни задачи, ни встречи впереди"
        + (has("overdue") ? "; \(locale.plural(found, .tasks))" : "")
    case .l11: "ни звонка, ни встречи \(wall), предел \(limit)"
    case .l12: "с клиентом был контакт \(wall) назад, предел \(limit); \(attempts)"
    case .l13:
      "в этапе \(time), "
        + (has("won_p90") ? "9 из 10 выигранных – не дольше \(limit)" : "предел \(limit)")
        + (has("active") ? "; активна, но стоит" : "")
    case .l14: "пропущено: \(items); там \(locale.plural(found, .pieces))"
    case .l15: "не хватает: \(kinds)"
    case .l17:
      has("no_attempt")
        ? "потеряна, никто даже не позвонил" : "потеряна: \(attempts), ни одного разговора"
    case .l20: "разговор \(talk) с номером, которого нет в CRM"
    case .l23: "разговор \(talk), записи нет"
    case .l25:
      "ждёт \(time), срок \(limit); \(locale.plural(found, .calls)), "
        + (hasConversation ? "с ним говорили" : "с ним никто не говорил")
    case nil: row.class
    }
  }

  /// Kinds of evidence in words: `call_made|client_reached`.
  private var kinds: String {
    let or = locale == .en ? " or " : " или "
    return row.items.map { item in
      item.split(separator: "|").map { LeakProof.kind(String($0))[locale] }.joined(separator: or)
    }.joined(separator: ", ")
  }

  private static func kind(_ kind: String) -> Phrase {
    switch kind {
    case "call_made": Phrase("a call", "звонок")
    case "client_reached": Phrase("a conversation", "разговор")
    case "call_received": Phrase("a call from the client", "звонок клиента")
    case "callback_made": Phrase("a call-back", "перезвон")
    case "meeting_booked": Phrase("a meeting booked", "назначенная встреча")
    case "meeting_held": Phrase("a meeting held", "прошедшая встреча")
    case "recording_attached": Phrase("a recording", "запись разговора")
    case "fields_filled": Phrase("fields filled in", "заполненные поля")
    case "task_planned": Phrase("a planned task", "поставленная задача")
    case "form_received": Phrase("a form received", "заявка с сайта")
    case "proposal_sent": Phrase("a proposal sent", "отправленное КП")
    case "contract_signed": Phrase("a contract signed", "подписанный договор")
    case "invoice_sent": Phrase("an invoice sent", "выставленный счёт")
    case "payment_received": Phrase("a payment", "оплата")
    case "work_finished": Phrase("work finished", "завершённые работы")
    case "work_accepted": Phrase("work accepted", "приёмка работ")
    default: Phrase(kind, kind)
    }
  }
}
