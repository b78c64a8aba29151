extension Field {
  /// A one-dimensional array without nulls; the layout is told at `SQLArrayElement.encode`.
  ///
  /// - Parameter decode: reads one element, or gives nil when it is of another type.
  /// - Returns: nil when it is no such array.
  func array<Element>(_ decode: (Field) -> Element?) -> [Element]? {
    guard SQLType.arrays.contains(type), let dimensions = int32(at: 0) else { return nil }
    if dimensions == 0 { return [] }
    guard dimensions == 1, let elementType = int32(at: 8), let count = int32(at: 12), count >= 0
    else { return nil }
    var elements: [Element] = []
    // Each element takes four bytes at least, so a false count reserves no more than was sent.
    elements.reserveCapacity(min(Int(count), bytes.count / 4))
    var offset = 20
    for _ in 0..<count {
      guard let length = int32(at: offset), length >= 0, offset + 4 + Int(length) <= bytes.count
      else { return nil }
      let range = offset + 4..<offset + 4 + Int(length)
      let field = Field(
        type: UInt32(bitPattern: elementType), bytes: UnsafeRawBufferPointer(rebasing: bytes[range])
      )
      guard let element = decode(field) else { return nil }
      elements.append(element)
      offset = range.upperBound
    }
    return elements
  }

  private func int32(at offset: Int) -> Int32? {
    guard offset + 4 <= bytes.count else { return nil }
    return Int32(bigEndian: bytes.loadUnaligned(fromByteOffset: offset, as: Int32.self))
  }
}

extension SQLType {
  /// The array types that can be read.
  static let arrays: Set<UInt32> = [nameArray, int4Array, textArray, varcharArray, int8Array]
}
