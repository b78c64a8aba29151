import Clibpq

/// The parameters of one statement, encoded into one buffer as libpq wants them.
struct ParameterList {
  private var bytes: [UInt8] = []
  /// Where each value begins in `bytes`; nil is null.
  private var offsets: [Int?] = []
  private var lengths: [Int32] = []
  private var formats: [Int32] = []
  private var types: [Oid] = []

  init(_ parameters: [any SQLEncodable]) {
    for parameter in parameters { append(parameter) }
  }

  private mutating func append(_ parameter: any SQLEncodable) {
    let start = bytes.count
    types.append(parameter.sqlType)
    formats.append(parameter.sqlFormat.rawValue)
    if parameter.isSQLNull {
      offsets.append(nil)
      lengths.append(0)
      return
    }
    parameter.encode(into: &bytes)
    offsets.append(start)
    lengths.append(Int32(truncatingIfNeeded: bytes.count - start))
    // Values in text format are C strings; and an empty value still needs an address.
    bytes.append(0)
  }

  /// Runs a statement by the extended protocol, results in binary format.
  ///
  /// - Returns: libpq's result, to be cleared by the caller; nil when there was none.
  func run(_ sql: String, on connection: OpaquePointer) -> OpaquePointer? {
    bytes.withUnsafeBufferPointer { buffer in
      let start = UnsafeRawPointer(buffer.baseAddress)?.assumingMemoryBound(to: CChar.self)
      let values = offsets.map { offset in offset.flatMap { start?.advanced(by: $0) } }
      return PQexecParams(
        connection, sql, Int32(truncatingIfNeeded: offsets.count), types, values, lengths, formats,
        SQLFormat.binary.rawValue)
    }
  }
}
