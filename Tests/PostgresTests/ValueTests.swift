import Postgres
import TestSupport
import Testing

@Suite struct ValueTests {
  /// The row that `select` gives for one parameter.
  private func row(_ sql: String, _ parameters: [any SQLEncodable]) async throws -> Row {
    let database = try await TestDatabase.make()
    let connection = try Connection(ConnectionTarget(database.uri))
    return try #require(try connection.query(sql, parameters).first)
  }

  @Test("integers, booleans and doubles come back as they went, extremes included")
  func numbers() async throws {
    let row = try await row(
      "select $1 as a, $2 as b, $3 as c, $4 as d, $5 as e, $6 as f, $7 as g, $8 as h, $9 as i",
      [
        Int16.min, Int32.max, Int64.min, Int.max, true, false, -0.1, Double.infinity,
        Double.leastNonzeroMagnitude,
      ])
    #expect(try row.int32("a") == Int32(Int16.min))
    #expect(try row.int32("b") == Int32.max)
    #expect(try row.int64("c") == Int64.min)
    #expect(try row.int("d") == Int.max)
    #expect(try row.bool("e"))
    #expect(try !row.bool("f"))
    #expect(try row.double("g") == -0.1)
    #expect(try row.double("h") == .infinity)
    #expect(try row.double("i") == .leastNonzeroMagnitude)
    #expect(try row.double("b") == 2_147_483_647)
  }

  @Test(
    "text comes back as it went",
    arguments: ["", "plain", "Ёлка «ж» \"q\" 'a'", "👩‍👩‍👧‍👦", "line\nbreak\ttab\\back", "e\u{301}"])
  func text(value: String) async throws {
    let row = try await row("select $1 as a, $1::varchar as b, $2 as c", [value, [value, value]])
    #expect(try Array(row.string("a").utf8) == Array(value.utf8))
    #expect(try row.string("b") == value)
    #expect(try row.strings("c") == [value, value])
  }

  @Test("text with a NUL is the data's fault")
  func nul() async throws {
    let database = try await TestDatabase.make()
    let connection = try Connection(ConnectionTarget(database.uri))
    let error = #expect(throws: PostgresError.self) { try connection.query("select $1", ["a\0b"]) }
    #expect(error?.errorClass == .data)
  }

  @Test("bytes, UUIDs, JSON and arrays come back as they went")
  func others() async throws {
    let bytes = (0...255).map(UInt8.init)
    let uuid = PostgresUUID(high: 0x0123_4567_89AB_CDEF, low: .max)
    let row = try await row(
      "select $1 as a, $2 as b, $2::text as b2, $3 as c, $4 as d, $5 as e, $6 as f, $7 as g",
      [
        bytes, uuid, PostgresJSON(#"{"имя": 1}"#), [Int64.min, 0, .max], [Int32.min, 7],
        [String](), [UInt8](),
      ])
    #expect(try row.bytes("a") == bytes)
    #expect(try row.uuid("b") == uuid)
    #expect(try row.string("b2") == "01234567-89ab-cdef-ffff-ffffffffffff")
    #expect(try row.string("c") == #"{"имя": 1}"#)
    #expect(try row.int64s("d") == [.min, 0, .max])
    #expect(try row.int64s("e") == [Int64(Int32.min), 7])
    #expect(try row.strings("f") == [])
    #expect(try row.bytes("g") == [])
  }

  @Test(
    "an instant is exact to the microsecond",
    arguments: [
      (Int64(0), "1970-01-01 00:00:00+00"), (1, "1970-01-01 00:00:00.000001+00"),
      (-1, "1969-12-31 23:59:59.999999+00"), (946_684_800_000_000, "2000-01-01 00:00:00+00"),
      (1_711_846_799_123_456, "2024-03-31 00:59:59.123456+00"), (.max, "infinity"),
      (.min, "-infinity"),
    ])
  func timestamp(microseconds: Int64, text: String) async throws {
    let value = PostgresTimestamp(microseconds: microseconds)
    let row = try await row("select $1 as a, $1::text as b", [value])
    #expect(try row.timestamp("a") == value)
    #expect(try row.string("b") == text)
  }

  @Test("an instant outside the server's or our range is an error and no other instant")
  func timestampRange() async throws {
    let database = try await TestDatabase.make()
    let connection = try Connection(ConnectionTarget(database.uri))
    let early = PostgresTimestamp(microseconds: .min + 5)
    #expect(throws: PostgresError.self) { try connection.query("select $1", [early]) }
    let late = try connection.query("select timestamptz '294276-01-01 UTC' as a")
    #expect(throws: PostgresError.self) { try late.first?.timestamp("a") }
  }

  @Test(
    "numeric reads as its decimal digits",
    arguments: [
      "0", "0.00", "1", "-1", "10000", "100000000", "12345678901234567890.123456789", "-0.0001",
      "0.00001", "9999.9999", "1000000000000000000000000000000", "NaN", "Infinity", "-Infinity",
      "120.50", "0.1000",
    ])
  func numeric(text: String) async throws {
    let row = try await row("select $1 as a, $1::text as b", [PostgresNumeric(text)])
    #expect(try row.string("a") == text)
    #expect(try row.string("b") == text)
  }

  @Test("a whole numeric, as sum() gives, reads as an integer, another does not")
  func wholeNumeric() async throws {
    let row = try await row("select 120.00 as a, 9223372036854775808 as b, 0.5 as c", [])
    #expect(try row.int64("a") == 120)
    #expect(throws: PostgresError.self) { try row.int64("b") }
    #expect(throws: PostgresError.self) { try row.int64("c") }
    #expect(try row.double("c") == 0.5)
  }

  @Test(
    "a date reads as ISO 8601",
    arguments: ["2000-01-01", "2024-02-29", "1999-12-31", "1900-03-01", "0001-01-01", "9999-12-31"])
  func date(text: String) async throws {
    let row = try await row("select $1::date as a", [text])
    #expect(try row.string("a") == text)
  }

  @Test("nil is null of its type, and null reads as nil")
  func null() async throws {
    let row = try await row(
      "select $1 as a, $2 as b, pg_typeof($3)::text as c, null as d",
      [Int64?.none, String?.none, PostgresUUID?.none])
    #expect(try row.optionalInt64("a") == nil)
    #expect(try row.optionalString("b") == nil)
    #expect(try row.string("c") == "uuid")
    #expect(try row.isNull("d"))
    let error = #expect(throws: PostgresError.self) { try row.string("b") }
    #expect(error?.code == .decode)
    #expect(error?.column == "b")
  }

  @Test("an enum reads as its label")
  func enumeration() async throws {
    let database = try await TestDatabase.make()
    let connection = try Connection(ConnectionTarget(database.uri))
    try connection.script("create type mood as enum ('рад')")
    let row = try #require(try connection.query("select 'рад'::mood as a").first)
    #expect(try row.string("a") == "рад")
  }

  @Test("a wrong column, type or size is an error that names the column")
  func mismatch() async throws {
    let row = try await row(
      "select 'x' as a, 5000000000 as b, 1 as c, 2 as c, array[null] as d", [])
    #expect(throws: PostgresError.self) { try row.int("a") }
    #expect(throws: PostgresError.self) { try row.int32("b") }
    #expect(throws: PostgresError.self) { try row.int("c") }
    #expect(throws: PostgresError.self) { try row.strings("d") }
    #expect(throws: PostgresError.self) { try row.int(7) }
    #expect(throws: PostgresError.self) { try row.int(-1) }
    let error = #expect(throws: PostgresError.self) { try row.uuid("none") }
    #expect(error?.description.contains("none") == true)
    #expect(try row.int(2) == 1)
  }

  @Test("a row outlives its connection")
  func rowLives() async throws {
    let row = try await row("select repeat('a', 100000) as a", [])
    #expect(try row.string("a").utf8.count == 100_000)
  }
}
