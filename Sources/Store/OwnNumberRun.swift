import CallModel
import Postgres

/// A change of our own numbers inside its transaction: legs are put right, their calls assembled
/// and linked again.
struct OwnNumberRun {
  let connection: Connection
  let reading: LegReading
  private var come: [(number: String, exchange: String)] = []
  private var gone: [(number: String, exchange: String)] = []

  init(connection: Connection, reading: @escaping LegReading) {
    self.connection = connection
    self.reading = reading
  }

  mutating func note(_ number: String, _ exchange: String, isOurs: Bool) {
    if isOurs { come.append((number, exchange)) } else { gone.append((number, exchange)) }
  }

  func settle() throws(PostgresError) -> OwnNumberOutcome {
    var outcome = OwnNumberOutcome(isNew: true)
    var calls = try connection.query(
      "select call_id from hide_own_legs($1, $2)", [come.map(\.number), come.map(\.exchange)]
    ).map { row throws(PostgresError) in try row.int64("call_id") }
    calls += try show()
    outcome.legs = calls.count
    guard !calls.isEmpty else { return outcome }
    let distinct = Array(Set(calls)).sorted()
    let rows = try connection.query("select * from reassemble_calls($1)", [distinct])
    outcome.callsChanged = try rows.first?.int("calls_changed") ?? 0
    return outcome
  }

  /// Legs whose outside party is our own no more.
  private func show() throws(PostgresError) -> [Int64] {
    guard !gone.isEmpty else { return [] }
    let learned = try connection.confirmedNumbers()
    let strangers = Set(gone.map(\.number))
    var legs: [Int64] = []
    var read: [LegParties] = []
    let rows = try connection.query(
      "select * from hidden_own_legs($1)", [gone.map(\.exchange)])
    for row in rows {
      guard let parties = reading(try row.string("pbx"), try CallLeg(stored: row), learned),
        let number = parties.externalNumber, strangers.contains(number.e164)
      else { continue }
      legs.append(try row.int64("leg_id"))
      read.append(parties)
    }
    return try connection.query(
      "select call_id from show_own_legs($1, $2, $3, $4, $5)",
      [
        legs, read.map(\.aKind.rawValue), read.map(\.bKind.rawValue),
        read.map { $0.externalRaw ?? "" }, read.map { $0.externalNumber?.e164 ?? "" },
      ]
    ).map { row throws(PostgresError) in try row.int64("call_id") }
  }
}

extension CallLeg {
  /// What a dial plan needs to know of a leg; the rest is empty.
  fileprivate init(stored row: Row) throws(PostgresError) {
    let moment = Instant(seconds: 0)
    self.init(
      key: Key(high: 0, low: 0), startedAt: moment, endedAt: moment, disposition: .noAnswer,
      position: SourcePosition(byteOffset: 0, byteLength: 0, line: 0))
    source = try row.string("source")
    destination = try row.string("destination")
    channel = try row.string("channel")
    destinationChannel = try row.string("destination_channel")
    accountCode = try row.string("account_code")
    userField = try row.string("user_field")
  }
}
