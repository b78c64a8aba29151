import Ingest
import Store
import Testing

/// That `verify` finds what was lost: without this the other tests would prove little.
@Suite("The conservation law")
struct ConservationTests {
  @Test(
    "a loss is found",
    arguments: [
      "delete from leg where leg_id = 2",
      "update leg set byte_length = byte_length - 1 where leg_id = 2",
      "delete from quarantine",
      "delete from batch",
      "update batch set to_offset = to_offset - 1, other_bytes = other_bytes - 1",
      "update source_file set committed_offset = committed_offset + 1",
      "delete from call where call_id = 1",
    ])
  func loss(_ damage: String) async throws {
    let board = try await Switchboard.make()
    let text = "\n\n" + MasterLog.text(0..<5) + "1,2,3\n" + MasterLog.text(5..<7)
    try await board.take(try board.spool.write(text, to: "Master.csv"))
    try await board.expectSound()
    try board.run("set session_replication_role = replica; \(damage)")
    #expect(try await !board.store.faults().rows.isEmpty)
  }
}
