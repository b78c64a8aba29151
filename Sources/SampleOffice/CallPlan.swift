/// What happened in one call, decided before any line of a CDR is written.
struct CallPlan {
  enum Direction: String { case inbound, outbound, `internal` }

  /// How a perfect linker would find the deal (the words of `call.link_method`).
  enum Method: String {
    case crmHint = "crm_hint"
    case onlyOpenDeal = "only_open_deal"
    case managerExtension = "manager_extension"
    case dealFollowsCall = "deal_follows_call"
    case latestActivity = "latest_activity"
    case contactOnly = "contact_only"
    case unmatched, intake
  }

  var id = 0
  var exchange: ExchangeID
  var startedAt: EpochSeconds
  var scenario: Scenario
  var direction: Direction
  /// The outside party; nil when it hides its number, and for internal calls.
  var number: NumberDigits?
  var contact: Int?
  /// The only contact who has this number.
  var isContactCertain = true
  /// Neither shares a number nor a deal with another contact.
  var isPersonCertain = true
  var deal: Int?
  /// The visit to which the call's evidence goes.
  var visit: Int?
  var method: Method?
  var isAmbiguous = false
  /// Open deals among which the data had to decide.
  var candidates: [Int] = []
  /// Extensions of ours in the order in which they spoke (or were rung, or dialled).
  var telephones: [Int] = []
  /// Managers at those telephones at that time.
  var managers: [Int?] = []
  /// The outside party's name as the trunk gave it.
  var callerName = ""
  /// The number as the exchange writes it.
  var written = ""
  /// Seconds until someone answers or the caller gives up.
  var ring = 12
  /// Seconds that the first and the second person of ours speak with the client.
  var talk = 0
  var secondTalk = 0
  /// The CRM dialled and left the deal's id.
  var hasHint = false
  /// The agent typed the code for "meeting booked".
  var hasBookedCode = false
  var note = ""
}

/// How a call runs, and so which lines the exchange writes.
enum Scenario: String, CaseIterable {
  // Inbound, a person answers
  case inDirect = "in_direct_answered"
  case inQueue = "in_queue600_answered"
  case inMenuThenQueue = "in_ivr_timeout_to_queue_answered"
  case inQueueTwoReject = "in_queue600_two_reject_one_answers"
  case inQueueSecondRound = "in_queue600_answered_in_second_round"
  case inLinearSecond = "in_queue601_first_noanswer_then_other"
  case inLinearRejected = "in_queue601_rejected_then_other"
  case inGroup = "in_ring_group_answered"
  case inPickup = "in_direct_pickup"
  case inBlindTransfer = "in_direct_blind_transfer"
  case inTransferUnanswered = "in_direct_blind_transfer_target_noanswer"
  case inToMobile = "in_direct_blind_transfer_to_mobile"
  case inForwarded = "in_direct_forwarded_to_mobile"
  /// What another exchange logs of a call that is not its own.
  case inRelayed = "in_relayed_to_head_office"
  case inQueueBlindTransfer = "in_queue600_blind_transfer"
  case inLinearBlindTransfer = "in_queue601_blind_transfer"
  case inAttendedTransfer = "in_direct_attended_transfer"
  case inTransferRefused = "in_direct_attended_transfer_target_refuses"
  case inLinearAttendedTransfer = "in_queue601_attended_transfer"
  // Inbound, nobody answers
  case inCancelled = "in_direct_caller_cancels"
  case inShortAbandon = "in_direct_short_abandon"
  case inGroupUnanswered = "in_ring_group_noanswer"
  case inQueueAbandoned = "in_queue600_abandoned"
  case inLinearAbandoned = "in_queue601_abandoned"
  case inMenuHangup = "in_ivr_hangup"
  case inAfterHours = "in_after_hours_playback"
  case inVoicemail = "in_direct_noanswer_voicemail"
  case inBusyVoicemail = "in_direct_busy_voicemail"
  case inQueueVoicemail = "in_queue600_timeout_voicemail"
  // Outbound, the far end answers
  case outAnswered = "out_answered"
  case outFailover = "out_trunk_failover_answered"
  case outReplacedCallerID = "out_trunk_callerid_replaced"
  case outClick = "click2call_answered_callerid_extension"
  case outClickAsCustomer = "click2call_answered_callerid_customer"
  case outBlindTransfer = "out_blind_transfer_to_colleague"
  case outAttendedTransfer = "out_attended_transfer_to_colleague"
  case outMachine = "out_answering_machine"
  case outDialer = "dialer_customer_first_then_queue"
  // Outbound, it does not
  case outBusy = "out_busy"
  case outUnanswered = "out_noanswer"
  case outCancelled = "out_agent_cancels"
  case outCongestion = "out_congestion_503"
  case outInvalid = "out_invalid_404"
  case outUnavailable = "out_unavailable_480"
  case outClickBusy = "click2call_customer_busy"
  // Nobody outside
  case internalAnswered = "internal_answered"
  case internalVoicemail = "internal_noanswer_voicemail"
  case ownNumber = "own_number_calls_in"
  case toOwnMobile = "call_to_own_mobile"

  /// A person of ours and the other side spoke.
  var isAnswered: Bool { Self.answered.contains(self) }

  private static let answered: Set<Scenario> = [
    .inDirect, .inQueue, .inMenuThenQueue, .inQueueTwoReject, .inQueueSecondRound,
    .inLinearSecond, .inLinearRejected, .inGroup, .inPickup, .inBlindTransfer,
    .inTransferUnanswered, .inToMobile, .inQueueBlindTransfer, .inLinearBlindTransfer,
    .inAttendedTransfer, .inTransferRefused, .inLinearAttendedTransfer, .outAnswered,
    .outFailover, .outReplacedCallerID, .outClick, .outClickAsCustomer, .outBlindTransfer,
    .outAttendedTransfer, .outMachine, .outDialer, .internalAnswered, .ownNumber, .toOwnMobile,
    .inForwarded, .inRelayed,
  ]

  /// A second person of ours speaks, or is asked to.
  var hasSecondPerson: Bool {
    switch self {
    case .inBlindTransfer, .inQueueBlindTransfer, .inLinearBlindTransfer, .inAttendedTransfer,
      .inLinearAttendedTransfer, .outBlindTransfer, .outAttendedTransfer:
      true
    default: false
    }
  }

  /// A colleague is asked, or rung in vain, while the client holds the line.
  var asksColleague: Bool {
    switch self {
    case .inTransferUnanswered, .inTransferRefused, .inPickup: true
    default: hasSecondPerson
    }
  }

  /// The disposition of the whole call (the words of `call.disposition`).
  func disposition(on exchange: ExchangeID) -> String {
    switch self {
    case _ where isAnswered: "answered"
    case .inVoicemail, .inBusyVoicemail, .inQueueVoicemail, .internalVoicemail: "voicemail"
    case .outBusy, .outUnavailable, .outClickBusy: "busy"
    case .outCongestion: "failed"
    case .outInvalid: exchange == .warehouse ? "failed" : "no_answer"
    // Only FreeSWITCH says that the caller gave up.
    case .inCancelled, .inShortAbandon, .outCancelled:
      exchange == .warehouse ? "cancelled" : "no_answer"
    default: "no_answer"
    }
  }
}
