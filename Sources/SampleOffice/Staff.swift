/// The office's exchanges.
package enum ExchangeID: String, Sendable, CaseIterable {
  case hq, branch, warehouse
}

/// Who sits at which telephone, and since when.
///
/// At the head office the last two managers change seats in the middle of the period: the last
/// one takes over the extension of the one before, who gets a new one.
struct Staff {
  let count: Int
  /// Midnight in Moscow from which the seats are the new ones.
  let handoverAt: EpochSeconds
  private let hasBranches: Bool

  init(spec: OfficeSpec) {
    count = spec.managers
    hasBranches = spec.hasBranches
    handoverAt = spec.startsAt + EpochSeconds(spec.days * 2 / 5) * secondsPerDay
  }

  /// One row of `manager_extensions.csv`; `until` is nil for a seat that is still taken.
  struct Seat {
    var manager: Int
    var number: Int
    var exchange: ExchangeID
    var since: EpochSeconds?
    var until: EpochSeconds?
  }

  var seats: [Seat] {
    var seats: [Seat] = []
    for manager in 0..<count {
      seats += headOfficeSeats(of: manager)
      guard hasBranches else { continue }
      if let number = branchSeat(of: manager) {
        seats.append(Seat(manager: manager, number: number, exchange: .branch))
      }
      if let number = warehouseSeat(of: manager) {
        seats.append(Seat(manager: manager, number: number, exchange: .warehouse))
      }
    }
    return seats
  }

  private func headOfficeSeats(of manager: Int) -> [Seat] {
    let first = Seat(
      manager: manager, number: 101 + manager, exchange: .hq, since: nil,
      until: isMoving(manager) ? handoverAt : nil)
    guard isMoving(manager) else { return [first] }
    let number = manager == count - 1 ? 101 + count - 2 : 101 + count
    return [first, Seat(manager: manager, number: number, exchange: .hq, since: handoverAt)]
  }

  private func isMoving(_ manager: Int) -> Bool { count >= 2 && manager >= count - 2 }

  private func branchSeat(of manager: Int) -> Int? {
    manager % 2 == 0 && manager < 60 ? 201 + manager / 2 : nil
  }

  private func warehouseSeat(of manager: Int) -> Int? {
    manager % 3 == 0 && manager < 15 ? 1001 + manager / 3 : nil
  }

  /// The extension of that manager on that exchange; nil when he has none there.
  func number(of manager: Int, on exchange: ExchangeID, at instant: EpochSeconds) -> Int? {
    switch exchange {
    case .branch: return branchSeat(of: manager)
    case .warehouse: return warehouseSeat(of: manager)
    case .hq:
      guard isMoving(manager), instant >= handoverAt else { return 101 + manager }
      return manager == count - 1 ? 101 + count - 2 : 101 + count
    }
  }

  /// The manager whose extension that is; nil for a telephone that is no manager's.
  func manager(at number: Int, on exchange: ExchangeID, at instant: EpochSeconds) -> Int? {
    let guess =
      switch exchange {
      case .branch: (number - 201) * 2
      case .warehouse: (number - 1001) * 3
      case .hq where instant >= handoverAt && number == 101 + count: count - 2
      case .hq where instant >= handoverAt && number == 101 + count - 2: count - 1
      case .hq: number - 101
      }
    guard (0..<count).contains(guess) else { return nil }
    return self.number(of: guess, on: exchange, at: instant) == number ? guess : nil
  }

  static func name(of manager: Int) -> String { Names.person(manager * 5 + 3) }

  /// A mobile telephone of the company's, to which calls are forwarded.
  static func mobile(of manager: Int) -> NumberDigits {
    79_255_540_001 + NumberDigits(manager)
  }
}

/// One exchange: its clock, its lines and its telephones.
struct Exchange {
  let id: ExchangeID
  let zone: Zone
  /// Channel technology, such as `SIP`.
  let technology: String
  /// Peer name of the line to the operator.
  let trunk: String
  /// The line that the company shows outwards.
  let mainNumber: NumberDigits
  /// Extensions that answer calls to the queue, then those of the ring group.
  let queue: [Int]
  let group: [Int]
  /// Telephones that take and make calls, managers' and others'.
  let telephones: [Int]

  init(_ id: ExchangeID, staff: Staff) {
    self.id = id
    let managers = staff.seats.filter { $0.exchange == id }.map(\.number)
    switch id {
    case .hq:
      (zone, technology, trunk, mainNumber) = (.moscow, "SIP", "mtt", 74_955_550_100)
      telephones = Array(Set(managers)).sorted()
      queue = Array(telephones.prefix(3))
      group = Array((101...100 + staff.count).suffix(3))
    case .branch:
      (zone, technology, trunk, mainNumber) = (.berlin, "PJSIP", "trunk-berlin", 49_305_550_200)
      telephones = managers
      queue = Array(managers.prefix(3))
      group = queue
    case .warehouse:
      (zone, technology, trunk, mainNumber) = (.moscow, "", "", 74_995_551_000)
      telephones = managers + [1010, 1011, 1012]
      queue = telephones
      group = telephones
    }
  }

  /// The direct line of that extension.
  func directNumber(of extensionNumber: Int) -> NumberDigits {
    mainNumber / 1000 * 1000 + NumberDigits(extensionNumber % 1000)
  }
}
