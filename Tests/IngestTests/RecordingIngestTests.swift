import Foundation
import Ingest
import Store
import Testing

@Suite("Recordings")
struct RecordingIngestTests {
  private static let name = "out-89161112233-101-20260302-100000-\(SourceOffice.id()).wav"
  private static let attached =
    "(d1,app,recording_attached,call,t,\"2026-03-02 07:00:00+00\",)"

  @Test("a recording, its call and the CRM in any order", arguments: orders([0, 1, 2]))
  func order(steps: [Int]) async throws {
    let office = try await SourceOffice.make()
    for step in steps {
      switch step {
      case 0: try await office.importCRM()
      case 1: try await office.call(SourceOffice.record())
      default:
        try office.board.spool.write([UInt8](repeating: 1, count: 900), to: Self.name)
        #expect(try await office.scan().recordings == 1)
      }
    }
    #expect(try office.live("recording_attached") == [Self.attached])
    #expect(try await office.scan().recordings == 0)
    try await office.board.expectSound()
  }

  @Test("an empty one is none until it grows; one that is gone was there")
  func plausible() async throws {
    let office = try await SourceOffice.make()
    try await office.importCRM()
    try await office.call(SourceOffice.record())
    try office.board.spool.write([UInt8](), to: Self.name)
    try await office.scan()
    #expect(try office.live("recording_attached").isEmpty)
    #expect(try office.board.rows("select status from recording") == ["(empty)"])
    try office.board.spool.write([UInt8](repeating: 1, count: 44), to: Self.name)
    try await office.scan()
    #expect(try office.board.rows("select status from recording") == ["(header_only)"])
    try office.board.spool.write([UInt8](repeating: 1, count: 900), to: Self.name)
    try await office.scan()
    #expect(try office.live("recording_attached") == [Self.attached])
    try FileManager.default.removeItem(atPath: office.board.spool.path(Self.name))
    try await office.scan()
    #expect(try office.board.rows("select status from recording") == ["(missing)"])
    #expect(try office.live("recording_attached") == [Self.attached])
    try await office.board.expectSound()
  }

  @Test("the evidence follows the call to its deal")
  func follows() async throws {
    let office = try await SourceOffice.make()
    try office.board.spool.write([UInt8](repeating: 1, count: 900), to: Self.name)
    try await office.scan()
    try await office.importCRM(deals: ["d1", "d2"])
    try await office.call(SourceOffice.record())
    let call = try office.number("select call_id from call")
    try await office.board.store.assign(call: call, deal: "d2", by: "Boss", why: "his")
    #expect(try office.live("recording_attached").map { $0.prefix(3) } == ["(d2"])
    try await office.board.expectSound()
  }
}
