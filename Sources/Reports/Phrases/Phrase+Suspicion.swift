extension Phrase {
  static let suspicionTitle = Phrase("Worth a question", "Стоит спросить")
  static let suspicionTable = Phrase("Questions, no verdicts", "Вопросы, а не выводы")
  static let suspicionKind = Phrase("kind", "что")
  static let suspicionSeen = Phrase("seen", "что видно")
  static let suspicionDoubt = Phrase("why only a question", "почему это лишь вопрос")
  static let suspicionDefinition = Phrase(
    "Nothing here counts against anybody: no figure, gate or leak but the certainty of \"client reached\" of a call that a machine may have answered depends on it.",
    "Никому ничего не засчитывается: ни показатели, ни этапы от этого не зависят, кроме достоверности «дозвонились» у звонка, на который мог ответить автоответчик."
  )

  /// A kind of question, with what else it may mean.
  enum Suspicion: String {
    case answeringMachine = "answering_machine"
    case announcement
    case gateFarming = "gate_farming"
    case shortRun = "short_run"
    case ownCall = "own_call"
    case manyDeals = "many_deals"

    var name: Phrase {
      switch self {
      case .answeringMachine: Phrase("answering machine?", "автоответчик?")
      case .announcement: Phrase("announcement?", "сообщение оператора?")
      case .gateFarming: Phrase("moved right after a call", "перевод сразу после звонка")
      case .shortRun: Phrase("run of very short calls", "серия очень коротких")
      case .ownCall: Phrase("call to our own line", "звонок на свой номер")
      case .manyDeals: Phrase("one number, many deals", "один номер, много сделок")
      }
    }

    var doubt: Phrase {
      switch self {
      case .answeringMachine:
        Phrase(
          "a busy client may cut off each call alike; listen to one",
          "занятый клиент мог каждый раз отвечать так же коротко; послушайте одну запись")
      case .announcement:
        Phrase(
          "some of these may be short talks with people; listen to a few",
          "часть может быть короткими разговорами с людьми; послушайте несколько")
      case .gateFarming:
        Phrase(
          "a short talk can settle a matter, and moving the deal at once is good order",
          "вопрос можно решить и коротко, а переводить сделку сразу – хорошая привычка")
      case .shortRun:
        Phrase(
          "a bad line or a client who hangs up looks the same; see whether he was reached later",
          "так же выглядят плохая связь и клиент, который сбрасывает; посмотрите, дозвонились ли позже"
        )
      case .ownCall:
        Phrase(
          "he may have tested the line, called a colleague or his own mobile",
          "возможно, проверял линию, звонил коллеге или на свой мобильный")
      case .manyDeals:
        Phrase(
          "a switchboard, an agent or a dealer has many deals behind one number",
          "за одним номером может стоять коммутатор, посредник или дилер")
      }
    }
  }
}

extension Plural {
  static let calls = Plural(en: ("call", "calls"), ru: ("звонок", "звонка", "звонков"))
}
