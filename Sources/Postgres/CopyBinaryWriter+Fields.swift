/// One overload a type, not a generic one: a generic function is not specialised across modules,
/// and a million rows have tens of millions of fields.
extension CopyBinaryWriter {
  package mutating func appendNull() { beginField(length: -1) }

  package mutating func append(_ value: Bool) {
    beginField(length: 1)
    put(value ? UInt8(1) : 0)
  }

  package mutating func append(_ value: Int16) {
    beginField(length: 2)
    put(value)
  }

  package mutating func append(_ value: Int32) {
    beginField(length: 4)
    put(value)
  }

  package mutating func append(_ value: Int64) {
    beginField(length: 8)
    put(value)
  }

  package mutating func append(_ value: Double) {
    beginField(length: 8)
    put(value.bitPattern)
  }

  package mutating func append(_ value: PostgresTimestamp) {
    beginField(length: 8)
    put(value.serverMicroseconds)
  }

  package mutating func append(_ value: PostgresUUID) {
    beginField(length: 16)
    put(value.high)
    put(value.low)
  }

  /// For a text column. A NUL in it is refused by the server.
  package mutating func append(_ value: String) {
    var value = value
    value.withUTF8 { append(utf8: UnsafeRawBufferPointer($0)) }
  }

  /// For a text column; must be UTF-8 without NUL, or the server refuses it.
  package mutating func append(utf8 bytes: UnsafeRawBufferPointer) {
    beginField(length: bytes.count)
    put(bytes)
  }

  /// For a `bytea` column.
  package mutating func append(_ value: [UInt8]) {
    beginField(length: value.count)
    value.withUnsafeBytes { put($0) }
  }

  /// For a `jsonb` column.
  package mutating func append(_ value: PostgresJSON) {
    var text = value.text
    text.withUTF8 {
      beginField(length: $0.count + 1)
      put(UInt8(1))
      put(UnsafeRawBufferPointer($0))
    }
  }

  /// For any type that a statement's parameter can have; allocates.
  package mutating func append(encoding value: some SQLEncodable) {
    precondition(value.sqlFormat == .binary || value.isSQLNull, "COPY takes binary values only")
    guard !value.isSQLNull else { return appendNull() }
    var bytes: [UInt8] = []
    value.encode(into: &bytes)
    append(bytes)
  }
}

/// Nil is null.
extension CopyBinaryWriter {
  package mutating func append(_ value: Bool?) {
    if let value { append(value) } else { appendNull() }
  }
  package mutating func append(_ value: Int16?) {
    if let value { append(value) } else { appendNull() }
  }
  package mutating func append(_ value: Int32?) {
    if let value { append(value) } else { appendNull() }
  }
  package mutating func append(_ value: Int64?) {
    if let value { append(value) } else { appendNull() }
  }
  package mutating func append(_ value: Double?) {
    if let value { append(value) } else { appendNull() }
  }
  package mutating func append(_ value: PostgresTimestamp?) {
    if let value { append(value) } else { appendNull() }
  }
  package mutating func append(_ value: PostgresUUID?) {
    if let value { append(value) } else { appendNull() }
  }
  package mutating func append(_ value: String?) {
    if let value { append(value) } else { appendNull() }
  }
  package mutating func append(_ value: [UInt8]?) {
    if let value { append(value) } else { appendNull() }
  }
  package mutating func append(_ value: PostgresJSON?) {
    if let value { append(value) } else { appendNull() }
  }
}
