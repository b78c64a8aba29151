import Foundation
import Testing

/// A caller chooses his name; what he puts into it must not command the terminal of who reads it.
@Suite("Terminals", .timeLimit(.minutes(10)))
struct TerminalTests {
  /// Clears the screen, sets the window's title, turns the direction of writing, and does the first
  /// once more with the one-byte introducer that terminals know too.
  private static let attack = "\u{1B}[2J\u{1B}]0;owned\u{07}«–»\u{202E}\u{2066}\u{9B}2Jx\u{7F}"

  private static let crm = [
    "managers.csv": "manager,name\nm1,Anna\(attack)\n",
    "manager_extensions.csv": "manager,extension\nm1,101\n",
    "contacts.csv": "contact,name\nc1,Bob\(attack)\nc2,\n",
    "contact_phones.csv": "contact,phone\nc1,89265550000\n",
    "stages.csv": "pipeline,stage,position,name,kind\nsales,new,1,New\(attack),open\n",
    "deals.csv":
      "deal,title,pipeline,owner,created_at\nd1,Roof\(attack),sales,m1,2026-09-01T10:00:00+03:00\n",
    "deal_contacts.csv": "deal,contact\nd1,c1\nd1,ghost\(attack)\n",
    "stage_history.csv": "deal,stage,entered_at\nd1,new,2026-09-01T10:00:00+03:00\n",
  ]

  @Test("no control character of a name reaches the output, whatever is asked for")
  func names() async throws {
    let folder = try ScratchFolder.make()
    for (name, text) in Self.crm { try folder.write(text, to: "crm/\(name)") }
    let known = AsteriskRecord(number: 0, callerName: Self.attack, userField: Self.attack)
    let hidden = AsteriskRecord(number: 1, source: Self.attack, callerName: Self.attack)
    let broken = "\"\(Self.attack)\",\"short\"\n"
    try folder.write(known.line + hidden.line + broken, to: "calls.csv")
    let bench = try await Workbench.migrated()

    func show(_ command: String, holds word: String? = nil) async throws {
      let arguments = command.split(separator: " ").map(String.init)
      let outcome = try await bench.tollgate(arguments, in: folder)
      #expect([0, 4, 5].contains(outcome.exitCode), "\(command): \(outcome)")
      let harmful = (outcome.output + outcome.errors).unicodeScalars.filter(Self.isHarmful)
      #expect(harmful.isEmpty, "\(command): \(harmful.map { String($0.value, radix: 16) })")
      if let word { #expect(outcome.output.contains(word), "\(command): \(outcome)") }
    }
    try await show("crm import crm")
    try await show("ingest --pbx hq calls.csv")
    let call = try #require(
      try bench.values("select call_id from call where deal_id is not null").first)
    for json in ["", " --json"] {
      try await show("calls\(json)", holds: call)
      try await show("call show \(call)\(json)", holds: "d1")
      try await show("call explain \(call)\(json)", holds: "d1")
      try await show("unmatched\(json)")
      try await show("intake\(json)")
      try await show("gate check --deal d1\(json)", holds: "d1")
      try await show("evidence list --deal d1\(json)", holds: "client_reached")
      try await show("quarantine list\(json)", holds: "columns")
      for id in try bench.values("select quarantine_id from quarantine") {
        try await show("quarantine show \(id)\(json)", holds: "raw")
      }
      try await show("quarantine replay\(json)")
      try await show("report leaks --as-of 2026-09-10\(json)", holds: "d1")
      try await show("report coverage --as-of 2026-09-10\(json)", holds: "Anna")
    }
    try await show("report leaks --as-of 2026-09-10 --format json", holds: "Roof")
  }

  private static func isHarmful(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator: scalar != "\n"
    default: false
    }
  }
}
