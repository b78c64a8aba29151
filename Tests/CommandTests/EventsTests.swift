import Foundation
import Glibc
import Postgres
import TestSupport
import Testing

/// `tollgate events` and its worker, as a service manager, a script or cron runs them.
@Suite("Events", .timeLimit(.minutes(10)))
struct EventsTests {
  @Test("go out as a line of JSON each, from a place on, and then on and on until SIGTERM")
  func follow() async throws {
    let bench = try await Workbench.withDeals()
    for deal in 1...3 { try bench.record(deal) }
    let all = try await bench.tollgate("events")
    #expect(all.exitCode == 0, "\(all)")
    #expect(try all.lines.map { try JSON($0)["subject"] } == ["d1", "d2", "d3"])
    let some = try await bench.tollgate("events", "--after", "1", "--limit", "1")
    #expect(try some.lines.map { try JSON($0)["sequence"] } == ["0000000000000002"])
    let none = try await bench.tollgate("events", "--type", "tollgate.gate.*")
    #expect(none.exitCode == 0 && none.output == "", "\(none)")

    for stop in [SIGTERM, SIGINT] {
      let program = try bench.start("events", "--follow", "--new")
      try await bench.waitForListeners(1)
      try bench.record(4)
      try await Task.sleep(for: .milliseconds(600))
      program.signal(stop)
      let outcome = try await program.outcome()
      #expect(outcome.exitCode == 0, "\(outcome)")
      #expect(try outcome.lines.map { try JSON($0)["subject"] } == ["d4"])
      #expect(outcome.errors == "")
    }
  }

  @Test("end without a word when nobody reads them any more")
  func closedPipe() async throws {
    let bench = try await Workbench.withDeals()
    for deal in 1...3 { try bench.record(deal) }
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/bin/sh")
    process.arguments = [
      "-c", "{ \"$0\" events --follow; echo \"exit $?\" >&2; } | head -n 1", Program.path,
    ]
    process.environment = ["TOLLGATE_DATABASE": bench.database.uri, "PATH": "/usr/bin:/bin"]
    let output = Pipe()
    let errors = Pipe()
    process.standardOutput = output
    process.standardError = errors
    try process.run()
    let lines = String(
      decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    let said = String(decoding: errors.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    #expect(try JSON(lines)["subject"] == "d1")
    #expect(said == "exit 0\n")
  }

  @Test("that a killed worker had sent and not written down are sent again, with the same ids")
  func killed() async throws {
    let receiver = try WebhookReceiver { $0.evidence == 3 ? .silence : .status(200) }
    defer { receiver.stop() }
    let bench = try await Workbench.withDeals(receiver)
    try await bench.expectDelivered(0)
    for _ in 1...3 { try bench.record(1) }
    let program = try bench.start("events", "deliver", "--follow")
    try await receiver.wait(for: 3)
    program.signal(SIGKILL)
    #expect(try await program.outcome().signal == SIGKILL)
    #expect(try bench.values("select delivered from webhook") == ["0"])
    receiver.answer { _ in .status(200) }
    try await bench.expectDelivered(3)
    let ids = receiver.deliveries.map(\.id)
    #expect(ids == (["1", "2", "3"] + ["1", "2", "3"]).map { "tollgate:tollgate:recorded-" + $0 })
    let verdict = try await bench.tollgate("verify")
    #expect(verdict.exitCode == 0, "\(verdict)")
  }

  @Test("are delivered as they come by a service that ends on SIGTERM with all written down")
  func service() async throws {
    let receiver = try WebhookReceiver { _ in .status(200) }
    defer { receiver.stop() }
    let bench = try await Workbench.withDeals(receiver)
    let program = try bench.start("events", "deliver", "--follow")
    try await bench.waitForListeners(1)
    try bench.record(1)
    try await receiver.wait(for: 1)
    for deal in 1...3 { try bench.record(deal) }
    try await receiver.wait(for: 4)
    program.signal(SIGTERM)
    let outcome = try await program.outcome()
    #expect(outcome.exitCode == 0, "\(outcome)")
    #expect(outcome.errors == "")
    #expect(try bench.values("select delivered from webhook") == ["4"])
  }

  @Test("that are not delivered are told by doctor, listed, and replayed")
  func trouble() async throws {
    let receiver = try WebhookReceiver { _ in .status(500) }
    defer { receiver.stop() }
    let bench = try await Workbench.withDeals(receiver)
    try await bench.expectDelivered(0)
    try bench.record(1)
    let failed = try await bench.tollgate("events", "deliver", "--once", "--json")
    #expect(
      failed.output == "{\"webhook\":\"127.0.0.1\",\"delivered\":0,\"failed\":1,\"dead\":0}\n")
    let doctor = try await bench.tollgate("doctor")
    #expect(doctor.output.contains("events to 127.0.0.1: failing since"), "\(doctor)")
    #expect(doctor.output.contains("status 500; 1 undelivered"), "\(doctor)")

    try bench.script(
      "update webhook_delivery set attempts = 9, due_at = now(), scheduled_at = now()")
    let given = try await bench.tollgate("events", "deliver")
    #expect(given.output == "127.0.0.1: 0 delivered, 0 attempts failed, 1 given up.\n")
    let dead = try await bench.tollgate("events", "dead", "--json")
    #expect(try JSON(dead.output)["id"] == "tollgate:tollgate:recorded-1", "\(dead)")
    receiver.answer { _ in .status(200) }
    let replayed = try await bench.tollgate("events", "replay", "--webhook", "127.0.0.1")
    #expect(replayed.output == "1 dead letters are tried again.\n", "\(replayed)")
    try await bench.expectDelivered(1)
    let since = try await bench.tollgate(
      "events", "replay", "--webhook", "127.0.0.1", "--since", "2020-01-01")
    #expect(since.exitCode == 0, "\(since)")
    try await bench.expectDelivered(1)

    receiver.answer { _ in .status(410) }
    try bench.record(2)
    try await bench.expectDelivered(0)
    let off = try await bench.tollgate("doctor")
    #expect(off.exitCode == 1 && off.output.contains("switched off: it answered 410"), "\(off)")
    let list = try await bench.tollgate("events", "webhooks", "--json")
    #expect(try JSON(list.output)["state"] == "off")
    #expect(!list.output.contains("key=1"), "what may be a key is shown: \(list)")
    receiver.answer { _ in .status(200) }
    let on = try await bench.tollgate("events", "webhooks", "--switch-on", "127.0.0.1")
    #expect(on.exitCode == 0, "\(on)")
    try await bench.expectDelivered(1)
  }

  @Test(
    "are not sent as a wrong configuration says, which is named with what to do",
    arguments: [
      ("[{url: \"http://crm.example.com/\", secret_file: s}]", "insecure: true"),
      ("[{url: \"https://crm.example.com/\"}]", "secret_file"),
      ("[{url: \"https://crm.example.com/\", secret_file: nowhere}]", "urandom"),
      (
        "[{url: \"https://a.example.com/\", secret_file: s, events: [tollgate.evidnce.*]}]", "Known"
      ),
      ("[{url: \"https://a.example.com/\", secret_file: s, timeout: 1h}]", "2m"),
      ("[{url: \"https://a.example.com/\", secret_file: s, secrets: x}]", "secret_file"),
      (
        "[{url: \"https://a.example.com/1\", secret_file: s}, "
          + "{url: \"https://a.example.com/2\", secret_file: s}]", "Give each a name"
      ), ("[]", "docs/webhooks.md"),
    ])
  func configuration(_ webhooks: String, _ words: String) async throws {
    let folder = try ScratchFolder.make()
    let path = try folder.write("webhooks: \(webhooks)\n", to: "tollgate.yaml")
    let bench = try await Workbench.migrated(configuration: path)
    let outcome = try await bench.tollgate("events", "deliver")
    #expect(outcome.exitCode == 78, "\(outcome)")
    #expect(outcome.errors.contains(words), "\(outcome)")
  }
}

extension Workbench {
  /// A company with deals d1 to d9, and a webhook to the receiver.
  fileprivate static func withDeals(_ receiver: WebhookReceiver? = nil) async throws -> Workbench {
    var configuration: String?
    if let receiver {
      let folder = try ScratchFolder.make()
      let secret = try folder.write(
        "whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=\n", to: "secret")
      chmod(secret, 0o600)
      configuration = try folder.write(
        "webhooks: [{url: \"\(receiver.url)\", secret_file: secret}]\n", to: "tollgate.yaml")
    }
    let bench = try await migrated(configuration: configuration)
    try bench.script(
      """
      insert into pipeline (crm_id) values ('sales');
      insert into deal (crm_id, title, pipeline_id, created_at)
      select 'd' || d, 'Deal', 1, now() from generate_series(1, 9) d;
      """)
    return bench
  }

  fileprivate func record(_ deal: Int) throws {
    try script(
      """
      insert into evidence (deal_id, kind, occurred_at, source, certain)
      values (\(deal), 'payment_received', now(), 'external', true)
      """)
  }

  fileprivate func expectDelivered(_ count: Int) async throws {
    let outcome = try await tollgate("events", "deliver", "--json")
    #expect(outcome.exitCode == 0, "\(outcome)")
    #expect(outcome.output.contains("\"delivered\":\(count),"), "\(outcome)")
  }

  /// Waits until so many sessions listen for events.
  fileprivate func waitForListeners(_ count: Int) async throws {
    let query = """
      select pid from pg_stat_activity
      where datname = current_database() and query ilike 'listen%'
      """
    while try values(query).count < count { try await Task.sleep(for: .milliseconds(20)) }
  }
}
