/// A value that can be a parameter of a statement.
///
/// A conforming type states `sqlType` once, as a static or as an instance property, and writes its
/// bytes. Nil is sent as null through `Optional`'s conformance.
package protocol SQLEncodable {
  /// Object id of the type, kept for nil too; 0 lets the server infer it.
  static var sqlType: UInt32 { get }
  /// Object id of this value's type; 0 lets the server infer it.
  var sqlType: UInt32 { get }
  /// How `encode` writes; binary unless stated.
  var sqlFormat: SQLFormat { get }
  /// Whether the value is null; then `encode` is not called.
  var isSQLNull: Bool { get }
  /// Appends the value in the server's send/receive format, without a length.
  func encode(into bytes: inout [UInt8])
}

/// The two formats of a value on the wire.
package enum SQLFormat: Int32, Sendable {
  case text = 0
  case binary = 1
}

extension SQLEncodable {
  package static var sqlType: UInt32 { 0 }
  package var sqlType: UInt32 { Self.sqlType }
  package var sqlFormat: SQLFormat { .binary }
  package var isSQLNull: Bool { false }
}

extension Optional: SQLEncodable where Wrapped: SQLEncodable {
  package static var sqlType: UInt32 { Wrapped.sqlType }
  package var sqlType: UInt32 { self?.sqlType ?? Wrapped.sqlType }
  package var sqlFormat: SQLFormat { self?.sqlFormat ?? .binary }
  package var isSQLNull: Bool { self?.isSQLNull ?? true }
  package func encode(into bytes: inout [UInt8]) { self?.encode(into: &bytes) }
}

extension [UInt8] {
  /// Appends an integer in network byte order.
  mutating func appendBigEndian(_ value: some FixedWidthInteger) {
    Swift.withUnsafeBytes(of: value.bigEndian) { append(contentsOf: $0) }
  }
}
