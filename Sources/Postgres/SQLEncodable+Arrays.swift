/// A type whose Swift array is one SQL value.
package protocol SQLArrayElement {
  /// Object id of the value that the whole array makes.
  static var sqlArrayType: UInt32 { get }
  static func encode(array: [Self], into bytes: inout [UInt8])
}

extension Array: SQLEncodable where Element: SQLArrayElement {
  package static var sqlType: UInt32 { Element.sqlArrayType }
  package func encode(into bytes: inout [UInt8]) { Element.encode(array: self, into: &bytes) }
}

/// An array of bytes is one `bytea`.
extension UInt8: SQLArrayElement {
  package static var sqlArrayType: UInt32 { SQLType.bytea }
  package static func encode(array: [UInt8], into bytes: inout [UInt8]) {
    bytes.append(contentsOf: array)
  }
}

extension SQLArrayElement where Self: SQLEncodable {
  /// Writes dimensions, a flag for nulls, the element type, length and lower bound, and the
  /// elements each after its length (`array_recv` in src/backend/utils/adt/arrayfuncs.c).
  package static func encode(array: [Self], into bytes: inout [UInt8]) {
    bytes.appendBigEndian(Int32(array.isEmpty ? 0 : 1))
    bytes.appendBigEndian(Int32(0))
    bytes.appendBigEndian(Self.sqlType)
    if array.isEmpty { return }
    bytes.appendBigEndian(Int32(truncatingIfNeeded: array.count))
    bytes.appendBigEndian(Int32(1))
    for element in array {
      let lengthAt = bytes.count
      bytes.appendBigEndian(Int32(0))
      element.encode(into: &bytes)
      let length = Int32(truncatingIfNeeded: bytes.count - lengthAt - 4)
      withUnsafeBytes(of: length.bigEndian) {
        bytes.replaceSubrange(lengthAt..<lengthAt + 4, with: $0)
      }
    }
  }
}

extension String: SQLArrayElement {
  package static var sqlArrayType: UInt32 { SQLType.textArray }
}

extension Int32: SQLArrayElement {
  package static var sqlArrayType: UInt32 { SQLType.int4Array }
}

extension Int64: SQLArrayElement {
  package static var sqlArrayType: UInt32 { SQLType.int8Array }
}
