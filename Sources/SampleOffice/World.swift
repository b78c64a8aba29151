/// What is so in the office, whether or not any file says so. Managers, contacts and deals are
/// known by their index; `CRMID` turns it into the id that the CRM's export shows.
struct World {
  var contacts: [Contact] = []
  var deals: [Deal] = []
  var tasks: [MeetingOrTask] = []
  var companyCount = 0
  /// Contacts of a number that more than one of them has.
  var sharedNumbers: [NumberDigits: [Int]] = [:]

  struct Phone {
    var number: NumberDigits
    var spelling: Spelling
    var label: String
    /// From when to when it is his; nil: always was, still is.
    var since: EpochSeconds?
    var until: EpochSeconds?

    func isHeld(at instant: EpochSeconds) -> Bool {
      (since ?? .min) <= instant && instant < (until ?? .max)
    }
  }

  struct Contact {
    var name: String
    var company: Int?
    var phones: [Phone]
    var deals: [Int] = []
    /// Shares a number, or a deal, with another contact: the data can't always tell them apart.
    var isEntangled = false
    /// Nobody calls and is called but for a purpose.
    var isQuiet = false
  }

  /// What happens in the stage "appointment", or to the deal as a whole.
  enum Care: Sendable {
    case free, bookedMeeting, reachedWithoutMeeting, attemptsOnly, neverCalled, taskWithoutCall
    /// Never a conversation, in any stage.
    case silent
  }

  struct Visit {
    /// Index in `Stage.funnel`.
    var stage: Int
    var enteredAt: EpochSeconds
  }

  struct Deal {
    var contacts: [Int]
    var owner: Int
    var createdAt: EpochSeconds
    /// When it was won or lost; nil while open.
    var closedAt: EpochSeconds?
    var isWon = false
    var visits: [Visit]
    var amount: Int
    var care: Care = .free
    /// Who took it over, and when; nil when it was its first owner's all the time.
    var succession: Succession?

    func owner(at instant: EpochSeconds) -> Int {
      guard let succession, succession.at <= instant else { return owner }
      return succession.owner
    }
  }

  struct Succession {
    var owner: Int
    var at: EpochSeconds
  }

  /// Companies that have a number of their own.
  var companyNumbers: [(company: Int, phone: Phone)] = []
  /// Deals of those companies.
  var companyDeals: [Int: [Int]] = [:]

  /// The deals of those contacts that are open at that instant, each once.
  func openDeals(of contacts: [Int], at instant: EpochSeconds) -> [Int] {
    var found: [Int] = []
    for contact in contacts {
      for deal in self.contacts[contact].deals
      where isOpen(deal, at: instant) && !found.contains(deal) {
        found.append(deal)
      }
    }
    return found
  }

  func isOpen(_ deal: Int, at instant: EpochSeconds) -> Bool {
    let deal = deals[deal]
    return deal.createdAt <= instant && instant < (deal.closedAt ?? .max)
  }

  /// The deals of those contacts that are created in `(after, upTo]`, each once.
  func dealsCreated(
    of contacts: [Int], after: EpochSeconds, upTo: EpochSeconds
  ) -> [Int] {
    var found: [Int] = []
    for contact in contacts {
      for deal in self.contacts[contact].deals where !found.contains(deal) {
        let createdAt = deals[deal].createdAt
        if createdAt > after && createdAt <= upTo { found.append(deal) }
      }
    }
    return found
  }

  /// The visit of that deal that holds the instant; nil before the deal and after its end.
  func visit(of deal: Int, at instant: EpochSeconds) -> Int? {
    guard isOpen(deal, at: instant) else { return nil }
    return deals[deal].visits.lastIndex { $0.enteredAt <= instant }
  }

  /// When that visit ends; nil while it lasts.
  func end(ofVisit visit: Int, of deal: Int) -> EpochSeconds? {
    let deal = deals[deal]
    return visit + 1 < deal.visits.count ? deal.visits[visit + 1].enteredAt : deal.closedAt
  }

  /// Everyone who has that number; `owner` when it is not shared.
  func contacts(of number: NumberDigits, owner: Int) -> [Int] { sharedNumbers[number] ?? [owner] }
}

/// A task of the CRM. A field that is nil is left empty in the export.
struct MeetingOrTask {
  var deal: Int
  var kind: String
  var createdAt: EpochSeconds
  var dueAt: EpochSeconds?
  var doneAt: EpochSeconds?
  var cancelledAt: EpochSeconds?
  var owner: Int?
  var contact: Int?
  var place: String?
  var startsAt: EpochSeconds?
  var notes: String?
  /// Left out of the export, since the data could not decide what it is worth.
  var isDropped = false

  /// Says who, with whom, where and when.
  var hasAllFourWs: Bool { owner != nil && contact != nil && place != nil && startsAt != nil }
}

/// A stage of the reference funnel.
struct Stage {
  var id: String
  var name: String
  var kind: String

  static let funnel = [
    Stage(id: "incoming", name: "Входящая заявка", kind: "open"),
    Stage(id: "qualification", name: "Классификация", kind: "open"),
    Stage(id: "appointment", name: "Назначение встречи", kind: "open"),
    Stage(id: "meeting", name: "Встреча", kind: "open"),
    Stage(id: "proposal", name: "Отправка КП", kind: "open"),
    Stage(id: "negotiation", name: "Согласование", kind: "open"),
    Stage(id: "invoice", name: "Выставление счёта", kind: "open"),
    Stage(id: "prepayment", name: "Предоплата", kind: "open"),
    Stage(id: "production", name: "В работе", kind: "open"),
    Stage(id: "acceptance", name: "Приём", kind: "open"),
    Stage(id: "paid", name: "Полная оплата", kind: "won"),
    Stage(id: "lost", name: "Закрыто и не реализовано", kind: "lost"),
  ]
  static let incoming = 0
  static let appointment = 2
  static let meeting = 3
  static let proposal = 4
  static let paid = 10
  static let lost = 11
}

/// Ids as the CRM shows them: digits, a range for each kind.
enum CRMID {
  static func manager(_ index: Int) -> String { String(11 + index) }
  static func company(_ index: Int) -> String { String(3001 + index) }
  static func contact(_ index: Int) -> String { String(2_000_001 + index) }
  static func deal(_ index: Int) -> String { String(5_000_001 + index) }
  static func task(_ index: Int) -> String { String(7_000_001 + index) }
}
