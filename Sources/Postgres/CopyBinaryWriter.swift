/// Builds a stream for `COPY … FROM STDIN (format binary)` in one buffer that is used again.
///
/// A stream is a header, rows of a field count and fields each after its length, and a trailer
/// (<https://www.postgresql.org/docs/current/sql-copy.html#id-1.9.3.55.9.4>). The header is written
/// by `init`, the trailer by `finish`; in between the bytes may be sent and dropped at any moment.
///
/// Invariant: a row has exactly the stated number of fields; anything else is our bug and traps.
package struct CopyBinaryWriter {
  /// Memory; only the first `count` bytes are in use.
  private var storage: [UInt8]
  /// Bytes that wait to be sent.
  package private(set) var count = 0
  private let columns: Int
  /// Fields that the open row still lacks.
  private var missing = 0
  /// Rows begun so far in the whole stream.
  package private(set) var rowCount = 0

  /// - Parameters:
  ///   - columns: fields of each row.
  ///   - capacity: bytes to begin with; the buffer grows as needed and never shrinks.
  package init(columns: Int, capacity: Int = 1 << 18) {
    precondition(columns > 0 && columns <= 1600, "a table has at most 1600 columns")
    self.columns = columns
    storage = [UInt8](repeating: 0, count: max(capacity, 64))
    for byte in Array("PGCOPY\n".utf8) + [0xFF, 0x0D, 0x0A, 0x00] { put(byte) }
    // Flags, and the length of a header extension.
    put(Int64(0))
  }

  package mutating func startRow() {
    precondition(missing == 0, "the last row lacks fields")
    missing = columns
    rowCount += 1
    put(Int16(truncatingIfNeeded: columns))
  }

  /// Ends the stream; nothing may follow.
  package mutating func finish() {
    precondition(missing == 0, "the last row lacks fields")
    put(Int16(-1))
  }

  /// The bytes that wait to be sent.
  package func withBytes<Result, Failure: Error>(
    _ body: (UnsafeRawBufferPointer) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    // The closure's error is carried around withUnsafeBytes, which knows no typed throws.
    let outcome = storage.withUnsafeBytes { bytes -> Swift.Result<Result, Failure> in
      do throws(Failure) {
        return .success(try body(UnsafeRawBufferPointer(rebasing: bytes[..<count])))
      } catch {
        return .failure(error)
      }
    }
    return try outcome.get()
  }

  /// Drops the bytes, which were sent; the memory and the stream's state are kept.
  package mutating func reset() { count = 0 }

  /// Counts a field of the row and writes its length.
  mutating func beginField(length: Int) {
    precondition(missing > 0, "the row has more fields than columns")
    missing -= 1
    put(Int32(truncatingIfNeeded: length))
  }

  /// Appends an integer in network byte order.
  mutating func put<Integer: FixedWidthInteger & BitwiseCopyable>(_ value: Integer) {
    let end = count + MemoryLayout<Integer>.size
    if end > storage.count { grow(to: end) }
    storage.withUnsafeMutableBytes {
      $0.storeBytes(of: value.bigEndian, toByteOffset: count, as: Integer.self)
    }
    count = end
  }

  mutating func put(_ bytes: UnsafeRawBufferPointer) {
    guard let source = bytes.baseAddress else { return }
    let end = count + bytes.count
    if end > storage.count { grow(to: end) }
    storage.withUnsafeMutableBytes {
      $0.baseAddress?.advanced(by: count).copyMemory(from: source, byteCount: bytes.count)
    }
    count = end
  }

  private mutating func grow(to needed: Int) {
    let size = max(needed, storage.count * 2)
    storage.append(contentsOf: repeatElement(0, count: size - storage.count))
  }
}
