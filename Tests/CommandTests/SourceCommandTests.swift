import Foundation
import TestSupport
import Testing

@Suite("Calendars, sidecars and recordings on the command line")
struct SourceCommandTests {
  private static let configuration = """
    company: {timezone: Europe/Moscow, region: RU}
    pbx:
      - name: hq
      - name: branch
    evidence: {phrases: {contract_signed: ["подписываем"]}}
    spools:
      - {path: spool, glob: "*", pbx: hq}
    recordings:
      - {root: monitor, pbx: hq}
    """
  private static let facts = """
    insert into pbx (name, time_zone, region) values ('hq', 'Europe/Moscow', 'RU');
    insert into pipeline (crm_id) values ('s');
    insert into stage (pipeline_id, crm_id, position, name, kind) values (1, 'app', 1, 'A', 'open');
    insert into manager (crm_id, name, email) values ('m1', 'Anna', 'Anna.Petrova@office.example');
    insert into contact (crm_id, name, attributes)
    values ('c1', 'Boris', '{"email": "Boris@client.example"}');
    insert into contact_phone (contact_id, phone, number) values (1, '8916', '+79160000001');
    insert into deal (crm_id, title, pipeline_id, owner_id, created_at)
    values ('881', 'D', 1, 1, '2024-03-01T09:00:00Z');
    insert into deal_contact (deal_id, contact_id) values (1, 1);
    insert into stage_period (deal_id, stage_id, entered_at) values (1, 1, '2024-03-01T09:00:00Z');
    insert into call (
      pbx_id, group_key, started_at, answered_at, ended_at, direction, disposition, ring_seconds,
      talk_seconds, legs, external_number, external_raw, did, deal_id, stage_period_id, contact_id,
      link_method)
    values (1, '1709287200.5', '2024-03-01T10:00:00Z', '2024-03-01T10:00:05Z',
      '2024-03-01T10:02:00Z', 'outbound', 'answered', 5, 100, 1, '+79160000001', '', '', 1, 1, 1,
      'only_open_deal');
    """

  private func bench() async throws -> (Workbench, ScratchFolder) {
    let folder = try ScratchFolder.make()
    let path = try folder.write(Self.configuration, to: "tollgate.yaml")
    for name in ["spool", "monitor"] {
      try FileManager.default.createDirectory(
        atPath: folder.path + "/" + name, withIntermediateDirectories: true)
    }
    let bench = try await Workbench.migrated(configuration: path)
    try bench.script(Self.facts)
    return (bench, folder)
  }

  @Test("a calendar needs no PBX, and counts in the summary; a torn one leaves with 4, once")
  func calendar() async throws {
    let (bench, folder) = try await bench()
    let sample = Samples.path("calendar/outlook-moscow.ics")
    let taken = try await bench.tollgate("ingest", "--json", sample)
    #expect(taken.exitCode == 0, "\(taken)")
    #expect(taken.output.contains("\"evidence_recorded\":1"))
    #expect(taken.output.contains("\"calendar_entries\":1"))
    let again = try await bench.tollgate("ingest", "--quiet", sample)
    #expect(again.exitCode == 0 && again.output.isEmpty)
    let text = try String(contentsOfFile: sample, encoding: .utf8)
    let torn = try folder.write(String(text.dropLast(40)), to: "torn.ics")
    #expect(try await bench.tollgate("ingest", torn).exitCode == 4)
    #expect(try await bench.tollgate("ingest", torn).exitCode == 0)
    #expect(try await bench.tollgate("ingest", "nowhere.ics").exitCode == 66)
    let list = try await bench.tollgate("evidence", "list", "--deal", "881", "--json")
    #expect(list.lines.count == 1)
    #expect(list.output.contains("\"source\":\"calendar\""))
    #expect(list.output.contains("\"status\":\"live\""))
  }

  @Test("a suggestion is listed and marked, opens no gate, and is confirmed or dismissed by number")
  func suggestion() async throws {
    let (bench, folder) = try await bench()
    let rules = try folder.write(
      "pipeline: s\nstages: {app: [contract_signed]}\n", to: "gates.yaml")
    #expect(try await bench.tollgate("gate", "rules", "apply", rules).exitCode == 0)
    let sidecar = try folder.write(
      "{\"uniqueid\":\"1709287200.5\",\"transcript\":\"Завтра подписываем!\"}", to: "a.json")
    let taken = try await bench.tollgate("ingest", sidecar, "--json")
    #expect(taken.output.contains("\"sidecars\":1"), "\(taken)")
    let list = try await bench.tollgate("evidence", "list", "--deal", "881", "--json")
    #expect(list.output.contains("\"status\":\"suggestion\""))
    let shut = try await bench.tollgate("gate", "check", "--deal", "881")
    #expect(shut.exitCode == 3 || shut.exitCode == 5)
    let id = try #require(try bench.values("select suggestion_id from suggestion").first)
    let suggestions = try await bench.tollgate("evidence", "suggestions", "--deal", "881", "--json")
    #expect(suggestions.output.contains("\"suggestion_id\":\(id)"))
    let confirmed = try await bench.tollgate(
      "evidence", "confirm", id, "--by", "Boss", "--why", "listened", "--json")
    #expect(confirmed.output.contains("\"new\":true"), "\(confirmed)")
    #expect(try await bench.tollgate("gate", "check", "--deal", "881").exitCode == 0)
    #expect(try await bench.tollgate("verify").exitCode == 0)
    let revoked = try await bench.tollgate("evidence", "revoke", id, "--why", "no", "--json")
    #expect(revoked.output == "{\"id\":\(id),\"new\":true}\n")
    #expect(try await bench.tollgate("gate", "check", "--deal", "881").exitCode != 0)
    #expect(try await bench.tollgate("evidence", "confirm", "999", "--why", "x").exitCode == 1)
    #expect(try await bench.tollgate("evidence", "confirm", id).exitCode == 64)
  }

  @Test("cron takes spools and folders of recordings, sidecars among them, and then nothing again")
  func cron() async throws {
    let (bench, folder) = try await bench()
    let old = [FileAttributeKey.modificationDate: Date(timeIntervalSince1970: 1_709_287_320)]
    let files = [
      "monitor/2024/out-1-2-1709287200.5.wav": String(repeating: "x", count: 500),
      "monitor/2024/out-1-2-1709287200.5.json": "{\"tags\":[\"contract_signed\"]}",
      "spool/meeting.ics": try String(
        contentsOfFile: Samples.path("calendar/outlook-moscow.ics"), encoding: .utf8),
    ]
    try FileManager.default.createDirectory(
      atPath: folder.path + "/monitor/2024", withIntermediateDirectories: true)
    for (name, text) in files {
      try FileManager.default.setAttributes(old, ofItemAtPath: folder.write(text, to: name))
    }
    let first = try await bench.tollgate("ingest", "--json")
    #expect(first.exitCode == 0, "\(first)")
    for count in ["calendar_entries", "sidecars", "recordings"] {
      #expect(first.output.contains("\"\(count)\":1"), "\(first)")
    }
    #expect(
      try bench.values("select kind from evidence where revoked_at is null order by 1")
        .contains("recording_attached"))
    let second = try await bench.tollgate("ingest", "--json")
    #expect(second.output.contains("\"files\":0"))
    for count in ["calendar_entries", "sidecars", "recordings", "evidence_recorded"] {
      #expect(second.output.contains("\"\(count)\":0"), "\(second)")
    }
    #expect(try await bench.tollgate("verify").exitCode == 0)
  }

  @Test("evidence add tells in JSON what became of a fact, always with the same keys")
  func add() async throws {
    let (bench, _) = try await bench()
    let add = ["evidence", "add", "--deal", "881", "--kind", "paid", "--key", "k1", "--json"]
    let first = try await bench.tollgate(add, in: nil)
    #expect(first.output == "{\"id\":1,\"new\":true,\"revoked\":false}\n", "\(first)")
    #expect(
      try await bench.tollgate(add, in: nil).output
        == "{\"id\":1,\"new\":false,\"revoked\":false}\n")
    _ = try await bench.tollgate("evidence", "revoke", "1", "--why", "sent back")
    #expect(
      try await bench.tollgate(add, in: nil).output == "{\"id\":1,\"new\":false,\"revoked\":true}\n"
    )
    let other = try await bench.tollgate(
      "evidence", "add", "--deal", "881", "--kind", "signed", "--key", "k1")
    #expect(other.exitCode == 1 && other.errors.contains("another fact"))
  }
}
