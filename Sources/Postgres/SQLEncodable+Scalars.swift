extension Bool: SQLEncodable {
  package static var sqlType: UInt32 { SQLType.bool }
  package func encode(into bytes: inout [UInt8]) { bytes.append(self ? 1 : 0) }
}

extension Int16: SQLEncodable {
  package static var sqlType: UInt32 { SQLType.int2 }
  package func encode(into bytes: inout [UInt8]) { bytes.appendBigEndian(self) }
}

/// A function that takes `integer` is found with an `Int32` only: there is no implicit cast down.
extension Int32: SQLEncodable {
  package static var sqlType: UInt32 { SQLType.int4 }
  package func encode(into bytes: inout [UInt8]) { bytes.appendBigEndian(self) }
}

extension Int64: SQLEncodable {
  package static var sqlType: UInt32 { SQLType.int8 }
  package func encode(into bytes: inout [UInt8]) { bytes.appendBigEndian(self) }
}

/// Sent as `bigint`.
extension Int: SQLEncodable {
  package static var sqlType: UInt32 { SQLType.int8 }
  package func encode(into bytes: inout [UInt8]) { bytes.appendBigEndian(Int64(self)) }
}

extension Double: SQLEncodable {
  package static var sqlType: UInt32 { SQLType.float8 }
  package func encode(into bytes: inout [UInt8]) { bytes.appendBigEndian(bitPattern) }
}

/// Sent as `text`; another type is had by a cast in the statement, such as `$1::interval`.
extension String: SQLEncodable {
  package static var sqlType: UInt32 { SQLType.text }
  package func encode(into bytes: inout [UInt8]) { bytes.append(contentsOf: utf8) }
}

extension PostgresTimestamp: SQLEncodable {
  package static var sqlType: UInt32 { SQLType.timestamptz }
  package func encode(into bytes: inout [UInt8]) { bytes.appendBigEndian(serverMicroseconds) }
}

extension PostgresUUID: SQLEncodable {
  package static var sqlType: UInt32 { SQLType.uuid }
  package func encode(into bytes: inout [UInt8]) {
    bytes.appendBigEndian(high)
    bytes.appendBigEndian(low)
  }
}

extension PostgresJSON: SQLEncodable {
  package static var sqlType: UInt32 { SQLType.jsonb }
  /// jsonb's binary format is its version, 1, before the text (`jsonb_recv` in jsonb.c).
  package func encode(into bytes: inout [UInt8]) {
    bytes.append(1)
    bytes.append(contentsOf: text.utf8)
  }
}

extension PostgresNumeric: SQLEncodable {
  package static var sqlType: UInt32 { SQLType.numeric }
  package var sqlFormat: SQLFormat { .text }
  package func encode(into bytes: inout [UInt8]) { bytes.append(contentsOf: text.utf8) }
}
