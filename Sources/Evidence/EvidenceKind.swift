/// The kinds of evidence that Tollgate itself knows. Any other word is a kind from outside.
package enum EvidenceKind: String, Sendable, Hashable, CaseIterable {
  case callMade = "call_made"
  case clientReached = "client_reached"
  case callReceived = "call_received"
  case callbackMade = "callback_made"
  case recordingAttached = "recording_attached"
  case meetingBooked = "meeting_booked"
  case meetingHeld = "meeting_held"
  case formReceived = "form_received"
  case proposalSent = "proposal_sent"
  case contractSigned = "contract_signed"
  case invoiceSent = "invoice_sent"
  case paymentReceived = "payment_received"
  case workFinished = "work_finished"
  case workAccepted = "work_accepted"
  /// Not recorded but looked up: fields of the deal.
  case fieldsFilled = "fields_filled"
  /// Not recorded but looked up: a task with a due time.
  case taskPlanned = "task_planned"
  /// Not in rules: the move leaves out no stage.
  case stagesInOrder = "stages_in_order"

  /// Whether pieces of this kind rest on calls, and so have a talk time and a direction.
  package var restsOnCalls: Bool {
    switch self {
    case .callMade, .clientReached, .callReceived, .callbackMade, .recordingAttached: true
    default: false
    }
  }

  /// Whether it is looked up in the CRM's data at the moment of the question.
  package var isLookedUp: Bool {
    self == .fieldsFilled || self == .taskPlanned
  }

  /// Whether the exchange, the CRM's tasks or a look at the CRM's data give it.
  package var comesByItself: Bool {
    switch self {
    case .meetingBooked, .meetingHeld, .fieldsFilled, .taskPlanned, .stagesInOrder: true
    default: restsOnCalls
    }
  }

  /// The only direction that calls of this kind have; nil when they may have either.
  package var onlyDirection: GateRules.Direction? {
    switch self {
    case .callMade, .callbackMade: .outbound
    case .callReceived: .inbound
    default: nil
    }
  }
}
