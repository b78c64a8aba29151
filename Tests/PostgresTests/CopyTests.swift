import Postgres
import TestSupport
import Testing

@Suite struct CopyTests {
  private static let copy = "copy t from stdin (format binary)"

  private func connect(_ table: String) async throws -> Connection {
    let database = try await TestDatabase.make()
    let connection = try Connection(ConnectionTarget(database.uri))
    try connection.script(table)
    return connection
  }

  @Test("a hundred thousand rows arrive whole, sent in pieces")
  func many() async throws {
    let connection = try await connect("create table t (id int8, name text, at timestamptz)")
    var writer = CopyBinaryWriter(columns: 3, capacity: 64)
    try connection.startCopy(Self.copy)
    for number in Int64(0)..<100_000 {
      writer.startRow()
      writer.append(number)
      writer.append("строка \(number)")
      if number % 10 == 0 {
        writer.appendNull()
      } else {
        writer.append(PostgresTimestamp(microseconds: number * 1_000_000))
      }
      if writer.count > 1 << 16 { try connection.send(&writer) }
    }
    writer.finish()
    try connection.send(&writer)
    #expect(try connection.endCopy() == 100_000)
    let row = try #require(
      try connection.query(
        """
        select count(*) as rows, sum(id) as ids, count(at) as times,
          count(*) filter (where name = 'строка ' || id) as names,
          count(*) filter (where extract(epoch from at) = id) as right_times from t
        """
      ).first)
    #expect(try row.int("rows") == 100_000)
    #expect(try row.int("ids") == 4_999_950_000)
    #expect(try row.int("times") == 90_000)
    #expect(try row.int("names") == 100_000)
    #expect(try row.int("right_times") == 90_000)
  }

  @Test("every type of field arrives as it was written, and nil as null")
  func types() async throws {
    let connection = try await connect(
      """
      create table t (a bool, b int2, c int4, d int8, e float8, f text, g bytea, h timestamptz,
        i uuid, j jsonb, k text[])
      """)
    let uuid = PostgresUUID(high: 1, low: 2)
    var writer = CopyBinaryWriter(columns: 11)
    writer.startRow()
    writer.append(true)
    writer.append(Int16.min)
    writer.append(Int32.min)
    writer.append(Int64.min)
    writer.append(-1.5)
    writer.append("Ж")
    writer.append([UInt8]([0, 255]))
    writer.append(PostgresTimestamp(microseconds: -1))
    writer.append(uuid)
    writer.append(PostgresJSON("[1]"))
    writer.append(encoding: ["x", "y"])
    writer.startRow()
    writer.append(Bool?.none)
    writer.append(Int16?.none)
    writer.append(Int32?.none)
    writer.append(Int64?.none)
    writer.append(Double?.none)
    writer.append(String?.none)
    writer.append([UInt8]?.none)
    writer.append(PostgresTimestamp?.none)
    writer.append(PostgresUUID?.none)
    writer.append(PostgresJSON?.none)
    writer.append(encoding: [String]?.none)
    writer.finish()
    try connection.startCopy(Self.copy)
    try connection.send(&writer)
    #expect(try connection.endCopy() == 2)
    let rows = try connection.query("select * from t")
    let row = try #require(rows.first)
    #expect(try row.bool("a"))
    #expect(try row.int32("b") == Int32(Int16.min))
    #expect(try row.int32("c") == .min)
    #expect(try row.int64("d") == .min)
    #expect(try row.double("e") == -1.5)
    #expect(try row.string("f") == "Ж")
    #expect(try row.bytes("g") == [0, 255])
    #expect(try row.timestamp("h") == PostgresTimestamp(microseconds: -1))
    #expect(try row.uuid("i") == uuid)
    #expect(try row.string("j") == "[1]")
    #expect(try row.strings("k") == ["x", "y"])
    let nulls = try #require(rows.last)
    for column in 0..<11 { #expect(try nulls.isNull(column)) }
  }

  @Test("a refused row is named by its line, and its values stay out of the description")
  func refusedRow() async throws {
    let connection = try await connect("create table t (a text)")
    var writer = CopyBinaryWriter(columns: 1)
    for text in ["good", "good", "secret\0value", "good"] {
      writer.startRow()
      writer.append(text)
    }
    writer.finish()
    try connection.startCopy(Self.copy)
    try connection.send(&writer)
    let error = try #require(throws: PostgresError.self) { try connection.endCopy() }
    #expect(error.code == .copy)
    #expect(error.errorClass == .data)
    #expect(error.copyLine == 3)
    #expect(error.context == "COPY t, line 3, column a")
    #expect(!error.description.contains("secret"))
    #expect(try connection.query("select 1 from t").isEmpty)
  }

  @Test("a row that breaks a constraint is named too")
  func constraint() async throws {
    let connection = try await connect(
      "create table t (a int4 constraint t_a_is_positive check (a > 0))")
    var writer = CopyBinaryWriter(columns: 1)
    for number in [Int32(1), -4_155_123] {
      writer.startRow()
      writer.append(number)
    }
    writer.finish()
    try connection.startCopy(Self.copy)
    try connection.send(&writer)
    let error = try #require(throws: PostgresError.self) { try connection.endCopy() }
    #expect(error.sqlState == "23514")
    #expect(error.constraint == "t_a_is_positive")
    #expect(error.copyLine == 2)
    #expect(!error.description.contains("4155123"))
    #expect(error.sensitiveDetail?.contains("4155123") == true)
  }

  @Test("an aborted COPY leaves no rows, and the session goes on")
  func abort() async throws {
    let connection = try await connect("create table t (a int4)")
    var writer = CopyBinaryWriter(columns: 1)
    writer.startRow()
    writer.append(Int32(1))
    try connection.startCopy(Self.copy)
    try connection.send(&writer)
    try connection.abortCopy(reason: "changed our mind")
    #expect(try connection.query("select 1 from t").isEmpty)
  }

  @Test("COPY out of order is an error, and does no harm")
  func misuse() async throws {
    let connection = try await connect("create table t (a int4)")
    #expect(throws: PostgresError.self) { try connection.endCopy() }
    #expect(throws: PostgresError.self) { try connection.startCopy("select 1") }
    #expect(throws: PostgresError.self) { try connection.execute(Self.copy) }
    #expect(throws: PostgresError.self) { try connection.script("copy t to stdout") }
    try connection.startCopy(Self.copy)
    #expect(throws: PostgresError.self) { try connection.query("select 1") }
    #expect(throws: PostgresError.self) { try connection.startCopy(Self.copy) }
    try connection.abortCopy(reason: "test")
    #expect(try connection.query("select 1").count == 1)
  }
}
