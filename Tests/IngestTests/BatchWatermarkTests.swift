import Ingest
import TestSupport
import Testing

@Suite("A batch keeps how far the records reach after it")
struct BatchWatermarkTests {
  @Test("so that the watermark of any moment can be told")
  func kept() async throws {
    let board = try await Switchboard.make()
    let path = try board.spool.write(MasterLog.text(0..<10), to: "Master.csv")
    try await board.take(path)
    try board.run("update batch set committed_at = '2026-03-02T08:00:00Z'")
    try board.spool.append(MasterLog.text(10..<20), to: "Master.csv")
    try await board.take(path)
    let marks = try board.rows(
      """
      select b.complete_up_to = cdr_complete_up_to(b.committed_at), b.complete_up_to < p.complete_up_to
      from batch b, pbx p order by b.batch_id
      """)
    #expect(marks == ["(t,t)", "(t,f)"])
    #expect(
      try board.rows("select cdr_complete_up_to('2026-03-02T07:59:59Z') is null") == ["(t)"])
    #expect(
      try board.rows("select cdr_complete_up_to() = max(b.complete_up_to) from batch b") == ["(t)"])
  }
}
