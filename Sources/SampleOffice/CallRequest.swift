/// A call that somebody wants to make; what comes of it is decided when its time has come.
struct CallRequest {
  /// What the maker wants to come of it.
  enum Outcome {
    case any
    /// A conversation of 36 seconds and more, of 12 to 24, and of 2 to 8: clear of the thresholds
    /// of 30 and 10 seconds whatever a second's rounding does.
    case reached, brief, momentary
    /// Nobody of the other side comes to the telephone.
    case unanswered
    /// The client gives up within 3 seconds.
    case shortAbandon
    /// The office is closed.
    case closed

    var talks: Bool {
      switch self {
      case .reached, .brief, .momentary: true
      default: false
      }
    }
  }

  var direction: CallPlan.Direction
  /// nil: a stranger.
  var contact: Int?
  /// nil: one of the contact's numbers, mostly the first.
  var number: NumberDigits?
  /// The deal that it is to be about, when there is a choice.
  var deal: Int?
  var outcome = Outcome.any
  var exchange: ExchangeID?
  var manager: Int?
  /// The company whose own number it is.
  var company: Int?
  /// Belongs to a deal that is made to show something.
  var isPurposeful = false
  /// The client calls because of a missed call of his own, or we do.
  var isFollowUp = false
  var note = ""
}
