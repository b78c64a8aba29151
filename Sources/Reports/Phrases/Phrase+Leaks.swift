extension Phrase {
  static let leaksTitle = Phrase("Leaks", "Утечки")
  static let leakSummary = Phrase("Leaks by class", "Утечки по видам")
  static let leakList = Phrase("The leaks", "Утечки поимённо")
  static let leakClass = Phrase("class", "вид")
  static let leakName = Phrase("what", "что")
  static let leakCount = Phrase("leaks", "утечки")
  static let warnings = Phrase("warnings", "предупр.")
  static let money = Phrase("money at leak", "деньги в утечке")
  static let worth = Phrase("worth by own win rate", "с учётом своей доли побед")
  static let owner = Phrase("owner", "ответственный")
  static let since = Phrase("since", "с")
  static let proof = Phrase("proof", "доказательство")
  static let next = Phrase("next step", "следующий шаг")
  static let amount = Phrase("amount", "сумма")
  static let tags = Phrase("also", "также")
  static let warning = Phrase("(warning)", "(предупреждение)")
  static let call = Phrase("call", "звонок")
  static let callbackTable = Phrase("Missed inbound calls", "Пропущенные входящие")

  static let leakDefinitions = [
    Phrase(
      "Each deal's money stands under the first class only; its other classes are tags. Warnings and deals won since take no money.",
      "Деньги сделки стоят только в первом виде утечки; прочие виды – пометки. Предупреждения и выигранные сделки денег не берут."
    ),
    Phrase(
      "Open deals and open debts are looked at as of the report's moment; moves, losses and single calls where they fall into the period.",
      "Открытые сделки и долги – на момент отчёта; переходы, потери и отдельные звонки – те, что попали в период."
    ),
  ]
  static let callbackDefinitions = [
    Phrase(
      "A debt opens at the end of an inbound call that nobody answered, one per person, and is closed only by contact: our call of at least 10 s of talk, or the client's own that was answered.",
      "Долг открывает непринятый входящий, один на человека; закрывает только контакт: наш звонок с разговором от 10 с или принятый звонок самого клиента."
    )
  ]
}

/// A class of leak, in the order in which classes take a deal's money.
package enum LeakClass: String, Sendable, Hashable, CaseIterable {
  case l1 = "L1"
  case l2 = "L2"
  case l3 = "L3"
  case l4 = "L4"
  case l8 = "L8"
  case l11 = "L11"
  case l12 = "L12"
  case l13 = "L13"
  case l14 = "L14"
  case l15 = "L15"
  case l17 = "L17"
  case l20 = "L20"
  case l23 = "L23"
  case l25 = "L25"

  package var name: Phrase {
    switch self {
    case .l1: Phrase("untouched new deal", "новая сделка без касания")
    case .l2: Phrase("missed, not called back", "пропущен, не перезвонили")
    case .l3: Phrase("called back late", "перезвонили поздно")
    case .l4: Phrase("client called again himself", "клиент дозвонился сам")
    case .l8: Phrase("no next step", "нет следующего шага")
    case .l11: Phrase("silent", "тишина")
    case .l12: Phrase("rotting", "остывает")
    case .l13: Phrase("stalled in its stage", "застряла в этапе")
    case .l14: Phrase("skipped a stage", "этап пропущен")
    case .l15: Phrase("moved without evidence", "продвинута без доказательств")
    case .l17: Phrase("lost without a conversation", "потеряна без разговора")
    case .l20: Phrase("conversation that became no deal", "разговор, не ставший сделкой")
    case .l23: Phrase("conversation without a recording", "разговор без записи")
    case .l25: Phrase("stranger not classified in time", "не разобран в срок")
    }
  }
}

/// What would stop a leak.
enum LeakAction {
  static func phrase(_ action: String) -> Phrase {
    switch action {
    case "call_client": Phrase("call the client", "позвонить клиенту")
    case "reach_client": Phrase("get through to the client", "дозвониться до клиента")
    case "call_back": Phrase("call back now", "перезвонить сейчас")
    case "review_callback":
      Phrase("ask why nobody called back in time", "разобрать, почему не перезвонили вовремя")
    case "plan_task": Phrase("plan a task with a date", "поставить задачу со сроком")
    case "review_deal": Phrase("decide: go on or close", "решить: вести дальше или закрыть")
    case "return_deal":
      Phrase("return the deal to the skipped stage", "вернуть сделку в пропущенный этап")
    case "add_evidence":
      Phrase("bring the evidence, or return the deal", "добыть доказательство или вернуть сделку")
    case "review_loss": Phrase("call before giving it up", "позвонить, прежде чем терять")
    case "create_card": Phrase("make a card and a deal", "завести карточку и сделку")
    case "find_recording": Phrase("find the recording", "найти запись")
    default: Phrase(action, action)
    }
  }
}
