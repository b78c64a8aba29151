import CallModel
import Postgres
import Store
import Testing

/// Deal d1 of the sample is at `talk` and has been at `new`; won asks for a signed contract.
@Suite("Moves through a shut gate")
struct GateEnforcementTests {
  private static let requirements = """
    [{"stage": "talk", "kinds": ["contract_signed"]},
     {"stage": "new", "kinds": ["client_reached"]}]
    """

  private static let trigger = "select from pg_trigger where tgname = 'stage_period_gate'"

  private static func office() async throws -> CRMOffice {
    let office = try await CRMOffice.make()
    try await office.take(CRMSample.files)
    _ = try await office.store.applyGateRules(
      pipeline: "sales", source: "test", skipping: "shut", requirements: requirements,
      appliedBy: "test")
    return office
  }

  private static func enforce(_ office: CRMOffice, _ isOn: Bool = true) async throws {
    try await office.store.configure(["gate_enforcement": String(isOn)])
  }

  private static func move(_ deal: String, _ stage: String, _ at: String) -> String {
    """
    insert into stage_period (deal_id, stage_id, entered_at)
    select d.deal_id, s.stage_id, '\(at)'
    from deal d join stage s using (pipeline_id)
    where d.crm_id = '\(deal)' and s.crm_id = '\(stage)';
    """
  }

  /// The end of the period before, which the CRM import would write.
  private static func leave(_ deal: String, _ at: String) -> String {
    """
    update stage_period p set left_at = '\(at)' from deal d
    where d.deal_id = p.deal_id and d.crm_id = '\(deal)' and p.left_at = 'infinity';
    """
  }

  @Test("are refused only while that is switched on, and the trigger is there only then")
  func switched() async throws {
    let office = try await Self.office()
    #expect(try office.rows(Self.trigger).isEmpty)
    let move = "begin;" + Self.leave("d1", "2026-05-09") + Self.move("d1", "won", "2026-05-09")
    try office.run(move + "rollback;")
    try await Self.enforce(office)
    #expect(try office.rows(Self.trigger).count == 1)
    let error = #expect(throws: PostgresError.self) { try office.run(move) }
    #expect(error?.sqlState == "TG001")
    #expect(
      error?.message
        == "Deal d1 may not leave stage talk for won yet: contract_signed (0 of 1 in this stage).")
    #expect(error?.hint == "To do: record evidence of kind contract_signed.")
    try await Self.enforce(office, false)
    #expect(try office.rows(Self.trigger).isEmpty)
    try office.run(move + "rollback;")
  }

  @Test("stay refused when the functions are made anew")
  func migrated() async throws {
    let office = try await Self.office()
    try await Self.enforce(office)
    try office.run("delete from schema_object")
    _ = try await office.store.migrate()
    #expect(try office.rows(Self.trigger).count == 1)
  }

  @Test("are let pass where nothing is shut: the first stage, back, lost, unknown, met")
  func passing() async throws {
    let office = try await Self.office()
    try await Self.enforce(office)
    // Calls may be missing, as none were ever taken: unknown.
    for (deal, stage) in [("d1", "new"), ("d1", "lost"), ("d3", "done")] {
      try office.run(
        "begin;" + Self.leave(deal, "2026-05-09") + Self.move(deal, stage, "2026-05-09")
          + "rollback;")
    }
    _ = try await office.store.addEvidence(
      ExternalEvidence(
        deal: "d1", kind: "contract_signed", at: Instant(seconds: 1_778_200_000),
        recordedBy: "Anna"))
    try office.run(
      "begin;" + Self.leave("d1", "2026-05-09") + Self.move("d1", "won", "2026-05-09") + "commit;")
  }

  @Test("are set aside by an import, which takes the rest, and taken once the gate is open")
  func imported() async throws {
    let office = try await Self.office()
    try await Self.enforce(office)
    let history = """
      deal,stage,entered_at
      d1,won,2026-05-10T10:00:00+03:00
      d3,done,2026-05-10T10:00:00+03:00
      """
    let refused = try await office.take([.stageHistory: history])
    #expect(refused.quarantined == 1)
    #expect(refused.files.first { $0.file == .stageHistory }?.new == 1)
    #expect(
      try office.rows("select reason, detail from quarantine where settled_at is null") == [
        "(gate,\"stage_history.csv, line 2: Deal d1 may not leave stage talk for won yet: "
          + "contract_signed (0 of 1 in this stage). To do: record evidence of kind "
          + "contract_signed. The row is taken by itself when that is settled.\")"
      ])
    let stages = """
      select s.crm_id, v.left_at = 'infinity'
      from stage_period v join deal d using (deal_id) join stage s using (stage_id)
      where d.crm_id = 'd1' order by v.entered_at
      """
    #expect(try office.rows(stages) == ["(new,f)", "(talk,t)"])

    // The same rows again change nothing, and are one row in quarantine.
    let again = try await office.take([.stageHistory: history])
    #expect(!again.hasChanges)
    #expect(try office.rows("select from quarantine").count == 1)

    _ = try await office.store.addEvidence(
      ExternalEvidence(
        deal: "d1", kind: "contract_signed", at: Instant(seconds: 1_778_300_000),
        recordedBy: "Anna"))
    let taken = try await office.take([.stageHistory: "deal,stage,entered_at\n"])
    #expect(taken.files.first { $0.file == .stageHistory }?.arrived == 1)
    #expect(try office.rows(stages) == ["(new,f)", "(talk,f)", "(won,t)"])
    #expect(
      try office.rows("select settled_how from quarantine") == ["(arrived)"])
    #expect(try await office.store.faults().rows.isEmpty)
  }

  @Test("are taken in the import that brings what opens the gate")
  func openedByTheImportItself() async throws {
    let office = try await Self.office()
    _ = try await office.store.applyGateRules(
      pipeline: "sales", source: "held", skipping: "shut",
      requirements: #"[{"stage": "talk", "kinds": ["meeting_held"]}]"#, appliedBy: "test")
    try await Self.enforce(office)
    let summary = try await office.take([
      .tasks: """
      task,deal,kind,created_at,done_at
      t9,d1,meeting,2026-05-06T10:00:00+03:00,2026-05-08T13:00:00+03:00
      """,
      .stageHistory: "deal,stage,entered_at\nd1,won,2026-05-10T10:00:00+03:00\n",
    ])
    #expect(summary.quarantined == 0)
    #expect(summary.files.first { $0.file == .stageHistory }?.new == 1)
    #expect(
      try office.rows(
        """
        select s.crm_id from stage_period v join deal d using (deal_id) join stage s using (stage_id)
        where d.crm_id = 'd1' and v.left_at = 'infinity'
        """) == ["(won)"])
    #expect(try await office.store.faults().rows.isEmpty)
  }
}
