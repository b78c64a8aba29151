/// Writes calls as FreeSWITCH's mod_cdr_csv does with its stock template `example`: one record of
/// 15 quoted fields for the a-leg of each call, nothing escaped.
struct FreeSwitchDesk {
  let exchange: Exchange
  let staff: Staff
  private var random: SplitMix64

  init(exchange: Exchange, staff: Staff, seed: UInt64) {
    self.exchange = exchange
    self.staff = staff
    random = SplitMix64(seed: seed)
  }

  struct Record {
    var bytes: [UInt8]
    var uuid: String
    var talkSeconds: Int
    var endedAt: EpochSeconds
  }

  mutating func record(of plan: CallPlan) -> Record {
    let answeredAt = answer(of: plan)
    let end = end(of: plan)
    let billable = answeredAt.map { Int(end - $0) } ?? 0
    let uuid = uuid()
    var writer = RecordWriter()
    let fields = [
      name(of: plan), number(of: plan), destination(of: plan), "default",
      Stamp.local(plan.startedAt, exchange.zone),
      answeredAt.map { Stamp.local($0, exchange.zone) } ?? "", Stamp.local(end, exchange.zone),
      String(end - plan.startedAt), String(billable), Self.cause(plan.scenario), uuid, "", "",
      "PCMA", "PCMA",
    ]
    for field in fields { writer.quoted(field) }
    let talks = plan.scenario.isAnswered && plan.direction != .internal
    return Record(
      bytes: writer.finished(), uuid: uuid, talkSeconds: talks ? billable : 0, endedAt: end)
  }

  private func answer(of plan: CallPlan) -> EpochSeconds? {
    switch plan.scenario {
    case .inMenuHangup, .inAfterHours: plan.startedAt
    case .inVoicemail, .internalVoicemail: plan.startedAt + EpochSeconds(plan.ring)
    case _ where plan.scenario.isAnswered: plan.startedAt + EpochSeconds(plan.ring)
    default: nil
    }
  }

  private func end(of plan: CallPlan) -> EpochSeconds {
    let message = plan.scenario == .inVoicemail || plan.scenario == .internalVoicemail ? 11 : 0
    return plan.startedAt + EpochSeconds(plan.ring + plan.talk + message)
  }

  private func number(of plan: CallPlan) -> String {
    plan.direction == .inbound || plan.scenario == .ownNumber
      ? plan.written : String(plan.telephones[0])
  }

  private func name(of plan: CallPlan) -> String {
    if plan.direction == .inbound || plan.scenario == .ownNumber {
      return plan.callerName.isEmpty ? plan.written : plan.callerName
    }
    let manager = staff.manager(at: plan.telephones[0], on: exchange.id, at: plan.startedAt)
    return manager.map(Staff.name(of:)) ?? "Сервис \(plan.telephones[0])"
  }

  /// Where the call ended up: the menu is 5000, the night's announcement 5001, and a voicemail
  /// box `*99` and the extension, as in the vanilla dialplan.
  private func destination(of plan: CallPlan) -> String {
    switch plan.scenario {
    case .inMenuHangup: "5000"
    case .inAfterHours: "5001"
    case .inVoicemail: "*99\(plan.telephones[0])"
    case .internalVoicemail: "*99\(plan.telephones[1])"
    case .ownNumber: String(plan.telephones[0])
    case _ where plan.direction == .outbound: plan.written
    case _ where plan.direction == .internal: String(plan.telephones[1])
    default: String(plan.telephones[0])
    }
  }

  private static func cause(_ scenario: Scenario) -> String {
    switch scenario {
    case .outBusy: "USER_BUSY"
    case .outUnanswered: "NO_ANSWER"
    case .outCancelled, .inCancelled, .inShortAbandon: "ORIGINATOR_CANCEL"
    case .outCongestion: "NORMAL_TEMPORARY_FAILURE"
    case .outInvalid: "UNALLOCATED_NUMBER"
    default: "NORMAL_CLEARING"
    }
  }

  private mutating func uuid() -> String {
    let digits = hexadecimal(random.next()) + hexadecimal(random.next())
    var text = ""
    for (position, digit) in digits.enumerated() {
      if [8, 12, 16, 20].contains(position) { text.append("-") }
      text.append(position == 12 ? "4" : position == 16 ? "a" : digit)
    }
    return text
  }

  private func hexadecimal(_ number: UInt64) -> String {
    let text = String(number, radix: 16)
    return String(repeating: "0", count: 16 - text.count) + text
  }
}
