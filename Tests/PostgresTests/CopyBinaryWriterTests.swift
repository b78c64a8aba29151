import Postgres
import Testing

@Suite struct CopyBinaryWriterTests {
  private func bytes(of writer: CopyBinaryWriter) -> [UInt8] { writer.withBytes { Array($0) } }

  @Test("a stream is signature, flags, extension, rows, trailer")
  func layout() {
    var writer = CopyBinaryWriter(columns: 2)
    let header: [UInt8] = Array("PGCOPY\n".utf8) + [0xFF, 0x0D, 0x0A, 0, 0, 0, 0, 0, 0, 0, 0, 0]
    #expect(bytes(of: writer) == header)
    writer.reset()
    writer.startRow()
    writer.append(Int32(258))
    writer.appendNull()
    writer.finish()
    let row: [UInt8] = [0, 2, 0, 0, 0, 4, 0, 0, 1, 2, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF]
    #expect(bytes(of: writer) == row)
    #expect(writer.rowCount == 1)
  }

  @Test("the buffer grows by as much as a field needs and is used again")
  func growth() {
    var writer = CopyBinaryWriter(columns: 1, capacity: 64)
    let long = String(repeating: "ж", count: 5000)
    for _ in 0..<2 {
      writer.reset()
      writer.startRow()
      writer.append(long)
      #expect(writer.count == 2 + 4 + 10_000)
      #expect(bytes(of: writer).suffix(10_000) == Array(long.utf8)[...])
    }
  }
}
