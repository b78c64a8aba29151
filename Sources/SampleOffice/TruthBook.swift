/// What the maker knew: calls, evidence, and counts. Written before, and without, any linking.
struct TruthBook {
  /// False: only counts are kept, for an office whose truth would be larger than its records.
  let isWritten: Bool
  private(set) var counts: [String: Int] = [:]
  /// Kinds of certain evidence of the deals that show how gates decide, by deal.
  private(set) var kindsInAppointment: [Int: Set<String>] = [:]

  init(isWritten: Bool = true) { self.isWritten = isWritten }

  static let callColumns =
    "truth_id,pbx,unique_ids,linked_id,legs,started_at,direction,external_number,disposition,"
    + "talk_seconds,talk_tolerance_seconds,first_manager,last_manager,contact,deal,stage,"
    + "stage_entered_at,expected_method,ambiguous,contact_certain,person_certain,callback_debt,"
    + "note\n"
  static let evidenceColumns =
    "deal,stage,stage_entered_at,kind,at,truth_id,task,ambiguous\n"

  mutating func open(into sink: inout some OfficeSink) throws(OfficeError) {
    guard isWritten else { return }
    try sink.append(Array(Self.callColumns.utf8), to: "truth/calls.csv")
    try sink.append(Array(Self.evidenceColumns.utf8), to: "truth/evidence.csv")
  }

  /// What the exchange made of a call.
  struct Rendering {
    /// Asterisk's channels, whose ids are known a little later; none for FreeSWITCH.
    var channels: [AsteriskChannel] = []
    /// FreeSWITCH's id of the call; empty for Asterisk.
    var uuid = ""
    var legs: Int
    var talkSeconds: Int
    var endedAt: EpochSeconds

    /// When the last of its channels is born.
    var isNamedAfter: EpochSeconds { channels.map(\.bornAt).max() ?? 0 }

    var uniqueIDs: String {
      channels.isEmpty ? uuid : channels.map(\.uniqueID).joined(separator: ";")
    }

    var linkedID: String { AsteriskChannel.oldest(of: channels)?.uniqueID ?? "" }
  }

  mutating func add(
    _ plan: CallPlan, _ rendering: Rendering, debt: String, world: World,
    into sink: inout some OfficeSink
  ) throws(OfficeError) {
    count("calls")
    count("calls_\(plan.direction.rawValue)")
    count("calls_\(plan.exchange.rawValue)")
    if let method = plan.method { count("method_\(method.rawValue)") }
    if plan.isAmbiguous { count("calls_ambiguous") }
    if !debt.isEmpty { count("callback_debt_\(debt)") }
    guard isWritten else { return }
    var row = RecordWriter()
    for field in Self.identity(of: plan, rendering) + Self.subject(of: plan, debt, world) {
      row.rfc(field)
    }
    try sink.append(row.finished(), to: "truth/calls.csv")
  }

  /// Columns from truth_id to talk_tolerance_seconds.
  private static func identity(of plan: CallPlan, _ rendering: Rendering) -> [String] {
    let outside = plan.direction == .internal ? nil : plan.number
    return [
      "t\(plan.id)", plan.exchange.rawValue, rendering.uniqueIDs,
      rendering.linkedID, String(rendering.legs), Stamp.utc(plan.startedAt),
      plan.direction.rawValue, outside.map { "+\($0)" } ?? "",
      plan.scenario.disposition(on: plan.exchange), String(rendering.talkSeconds),
      String(tolerance(of: plan)),
    ]
  }

  /// Columns from first_manager to note.
  private static func subject(of plan: CallPlan, _ debt: String, _ world: World) -> [String] {
    let speakers = speakers(of: plan)
    var fields = [speakers.first, speakers.last].map { speaker in
      (speaker ?? nil).map(CRMID.manager) ?? ""
    }
    fields.append(plan.contact.map(CRMID.contact) ?? "")
    fields.append(plan.deal.map(CRMID.deal) ?? "")
    if let deal = plan.deal, let visit = plan.visit {
      let period = world.deals[deal].visits[visit]
      fields += [Stage.funnel[period.stage].id, Stamp.utc(period.enteredAt)]
    } else {
      fields += ["", ""]
    }
    fields.append(plan.method?.rawValue ?? "")
    for claim in [plan.isAmbiguous, plan.isContactCertain, plan.isPersonCertain] {
      fields.append(String(claim))
    }
    let note = plan.note.isEmpty ? "" : "; \(plan.note)"
    return fields + [debt, plan.scenario.rawValue + note]
  }

  /// Managers who spoke, or who dialled; nobody for a missed inbound call.
  static func speakers(of plan: CallPlan) -> [Int?] {
    guard plan.direction == .outbound || plan.scenario.isAnswered else { return [] }
    if plan.scenario.hasSecondPerson || plan.direction == .internal { return plan.managers }
    return Array(plan.managers.prefix(1))
  }

  /// Seconds by which another fair reading of the same lines may differ.
  private static func tolerance(of plan: CallPlan) -> Int {
    let consultation = Int(AsteriskDesk.consultation)
    switch plan.scenario {
    case .inAttendedTransfer, .outAttendedTransfer, .inTransferRefused: return consultation + 3
    case .inLinearAttendedTransfer: return consultation + plan.ring + 3
    case .inToMobile: return plan.secondTalk + 2
    case .outClick, .outClickAsCustomer: return plan.ring + 2
    case .inTransferUnanswered: return 10
    case .outDialer: return 5
    default: return 2
    }
  }

  mutating func addEvidence(
    _ kind: String, deal: Int, visit: Int, at instant: EpochSeconds, call: Int? = nil,
    task: Int? = nil, isAmbiguous: Bool, world: World, into sink: inout some OfficeSink
  ) throws(OfficeError) {
    count("evidence_\(kind)")
    if isAmbiguous { count("evidence_ambiguous") }
    let period = world.deals[deal].visits[visit]
    if deal < 6 && period.stage == Stage.appointment && !isAmbiguous {
      kindsInAppointment[deal, default: []].insert(kind)
    }
    guard isWritten else { return }
    var row = RecordWriter()
    let fields = [
      CRMID.deal(deal), Stage.funnel[period.stage].id, Stamp.utc(period.enteredAt), kind,
      Stamp.utc(instant), call.map { "t\($0)" } ?? "", task.map(CRMID.task) ?? "",
      String(isAmbiguous),
    ]
    for field in fields { row.rfc(field) }
    try sink.append(row.finished(), to: "truth/evidence.csv")
  }

  mutating func count(_ what: String) { counts[what, default: 0] += 1 }

  /// The gate "appointment to meeting" of the deals made to show it.
  func writeGates(of world: World, into sink: inout some OfficeSink) throws(OfficeError) {
    guard isWritten else { return }
    var text = "deal,from,to,verdict,missing\n"
    for deal in 0..<min(6, world.deals.count)
    where world.deals[deal].visits.last?.stage == Stage.appointment {
      let needed = ["call_made", "client_reached", "meeting_booked"]
      let missing = needed.filter { !(kindsInAppointment[deal] ?? []).contains($0) }
      let verdict = missing.isEmpty ? "open" : "shut"
      text +=
        "\(CRMID.deal(deal)),appointment,meeting,\(verdict),\(missing.joined(separator: ";"))\n"
    }
    try sink.append(Array(text.utf8), to: "truth/gates.csv")
  }
}
