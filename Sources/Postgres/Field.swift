/// The bytes of one value in binary format, and its type. Each reading gives nil when the type or
/// the length is another.
struct Field {
  /// Object id of the type.
  let type: UInt32
  /// Valid only while the result lives.
  let bytes: UnsafeRawBufferPointer

  var bool: Bool? {
    guard type == SQLType.bool, let byte = bytes.first else { return nil }
    return byte != 0
  }

  var integer: Int64? {
    switch type {
    case SQLType.int8: load(Int64.self)
    case SQLType.int4: load(Int32.self).map(Int64.init)
    case SQLType.int2: load(Int16.self).map(Int64.init)
    case SQLType.oid: load(UInt32.self).map(Int64.init)
    case SQLType.numeric: wholeNumeric
    default: nil
    }
  }

  var double: Double? {
    switch type {
    case SQLType.float8: load(UInt64.self).map(Double.init(bitPattern:))
    case SQLType.float4: load(UInt32.self).map { Double(Float(bitPattern: $0)) }
    case SQLType.numeric: numericText.flatMap(Double.init)
    default: integer.map(Double.init)
    }
  }

  var string: String? {
    switch type {
    case SQLType.numeric: numericText
    case SQLType.date: dateText
    case SQLType.jsonb: bytes.first == 1 ? text(UnsafeRawBufferPointer(rebasing: bytes[1...])) : nil
    case SQLType.text, SQLType.varchar, SQLType.bpchar, SQLType.name, SQLType.char, SQLType.json,
      SQLType.xml, SQLType.unknown, SQLType.firstOfUser...:
      text(bytes)
    default: nil
    }
  }

  var byteArray: [UInt8]? { type == SQLType.bytea ? Array(bytes) : nil }

  var timestamp: PostgresTimestamp? {
    guard type == SQLType.timestamptz, let value = load(Int64.self) else { return nil }
    return PostgresTimestamp(serverMicroseconds: value)
  }

  var uuid: PostgresUUID? {
    guard type == SQLType.uuid, bytes.count == 16 else { return nil }
    return PostgresUUID(
      high: UInt64(bigEndian: bytes.loadUnaligned(fromByteOffset: 0, as: UInt64.self)),
      low: UInt64(bigEndian: bytes.loadUnaligned(fromByteOffset: 8, as: UInt64.self)))
  }

  /// The whole field as one big-endian integer.
  private func load<Integer: FixedWidthInteger & BitwiseCopyable>(
    _: Integer.Type
  ) -> Integer? {
    guard bytes.count == MemoryLayout<Integer>.size else { return nil }
    return Integer(bigEndian: bytes.loadUnaligned(as: Integer.self))
  }

  private func text(_ bytes: UnsafeRawBufferPointer) -> String? {
    // A database of encoding SQL_ASCII may send anything.
    String(validating: bytes, as: UTF8.self)
  }
}
