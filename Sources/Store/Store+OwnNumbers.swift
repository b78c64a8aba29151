package import CallModel
import Postgres

/// Reads a stored leg again: the name of its PBX, the leg as far as a dial plan needs it, and the
/// numbers that persons confirmed as ours. Nil leaves the leg as it is.
package typealias LegReading = (String, CallLeg, [String]) -> LegParties?

extension Store {
  /// Numbers in E.164 that a person confirmed as ours, whatever the PBX.
  package func confirmedNumbers() throws(StoreError) -> [String] {
    try asking(to: "read our own numbers") { connection throws(PostgresError) in
      try connection.confirmedNumbers()
    }
  }

  /// Numbers of which the configuration or a person says whether they are ours.
  package func ownNumbers() throws(StoreError) -> [OwnNumber] {
    try asking(to: "list our own numbers") { connection throws(PostgresError) in
      try connection.query("select * from own_number_list()").map { row throws(PostgresError) in
        OwnNumber(
          number: try row.string("number"), exchange: try row.string("pbx"),
          state: OwnNumber.State(rawValue: try row.string("state")) ?? .configured,
          by: try row.optionalString("by"))
      }
    }
  }

  /// What trunks showed of our lines in the days before the newest record.
  package func ownNumberSightings(days: Int32) throws(StoreError) -> [OwnNumberSighting] {
    try asking(to: "look for lines of our own") { connection throws(PostgresError) in
      try connection.query("select * from own_number_sighting($1)", [days])
        .map { row throws(PostgresError) in
          OwnNumberSighting(
            exchange: try row.string("pbx"), written: try row.string("written"),
            called: try row.int("called"), shown: try row.int("shown"),
            exampleCall: try row.int64("example_call"))
        }
    }
  }

  /// Puts the configuration's own numbers into force. Calls that are stored already are read as if
  /// the numbers had always been there; without a difference nothing is locked or written.
  ///
  /// - Parameters:
  ///   - numbers: E.164, by the name of the PBX that lists them.
  ///   - reading: reads a leg again, given away to the store's thread.
  /// - Returns: what followed.
  /// - Throws: `database`; then nothing changed.
  package func configureOwnNumbers(
    _ numbers: [String: [String]], reading: sending @escaping LegReading
  ) throws(StoreError) -> OwnNumberOutcome {
    let pairs = numbers.sorted { $0.key < $1.key }.flatMap { exchange, list in
      list.map { (number: $0, exchange: exchange) }
    }
    let listed = pairs.map(\.number)
    let exchanges = pairs.map(\.exchange)
    return try decide(to: "put our own numbers into force") { connection throws(PostgresError) in
      let known = try connection.query(
        "select from own_number_difference($1, $2)", [listed, exchanges])
      guard !known.isEmpty else { return OwnNumberOutcome() }
      var change = OwnNumberRun(connection: connection, reading: reading)
      try connection.execute("select lock_exchanges()")
      let rows = try connection.query(
        "select * from own_number_configure($1, $2)", [listed, exchanges])
      for row in rows {
        try change.note(row.string("number"), row.string("pbx_name"), isOurs: row.bool("is_added"))
      }
      return try change.settle()
    }
  }

  /// A person says that a number is a line of our own, or that it is none.
  ///
  /// - Parameters:
  ///   - number: E.164.
  ///   - isOurs: what he says.
  ///   - who: who says so.
  ///   - reading: reads a leg again, given away to the store's thread.
  /// - Returns: what followed.
  /// - Throws: `invalid` when the configuration says that it is ours.
  package func decideOwnNumber(
    _ number: String, isOurs: Bool, by who: String, reading: sending @escaping LegReading
  ) throws(StoreError) -> OwnNumberOutcome {
    try decide(to: "take your word on the number") { connection throws(PostgresError) in
      try connection.execute("select lock_exchanges()")
      let rows =
        isOurs
        ? try connection.query("select own_number_confirm($1, $2) as is_new", [number, who])
        : try connection.query("select own_number_refuse($1, $2) as is_new", [number, who])
      guard try rows.first?.bool("is_new") == true else { return OwnNumberOutcome() }
      var change = OwnNumberRun(connection: connection, reading: reading)
      change.note(number, "", isOurs: isOurs)
      return try change.settle()
    }
  }
}

extension Connection {
  /// Numbers that a person confirmed as ours, in order.
  func confirmedNumbers() throws(PostgresError) -> [String] {
    try query("select number from own_number_list() where state = 'confirmed' order by number")
      .map { row throws(PostgresError) in try row.string("number") }
  }
}
