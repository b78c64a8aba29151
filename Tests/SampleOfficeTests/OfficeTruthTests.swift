import Testing

@testable import SampleOffice

/// The truth read back from the files alone, with the CRM's export beside it.
@Suite struct OfficeTruthTests {
  @Test("every call's ids stand in its exchange's files, and in no other call")
  func identifiers() throws {
    let office = try Sample.office()
    var legs: [String: Int] = [:]
    var seen: Set<[String]> = []
    for (path, column, prefix) in [
      ("cdr/hq/Master.csv", 16, "hq"), ("cdr/hq/Master.csv.1", 16, "hq"),
      ("cdr/branch/cdr-custom.csv", 14, "branch"), ("cdr/freeswitch/Master.csv", 10, "warehouse"),
    ] {
      for line in CSVText.lines(office.files[path] ?? []) where line.count > column {
        if seen.insert([prefix] + line).inserted {
          legs["\(prefix)/\(line[column])", default: 0] += 1
        }
      }
    }
    var used: Set<String> = []
    for call in office.rows("truth/calls.csv") {
      let ids = call.text("unique_ids").split(separator: ";").map { "\(call.text("pbx"))/\($0)" }
      #expect(ids.allSatisfy { used.insert($0).inserted })
      #expect(ids.reduce(0) { $0 + (legs[$1] ?? 0) } == Int(call.text("legs")), "\(call)")
    }
  }

  @Test("links follow the rules of the design, whatever the seed", arguments: 1...120)
  func links(_ seed: Int) throws {
    try checkLinks(of: SampleOffice.files(.tiny(seed: UInt64(seed))))
  }

  @Test("links follow the rules of the design in the sample")
  func sampleLinks() throws {
    let office = try Sample.office()
    try checkLinks(of: office)
    for method in [
      "crm_hint", "only_open_deal", "manager_extension", "deal_follows_call", "latest_activity",
      "contact_only", "unmatched", "intake",
    ] {
      #expect(office.count("all", "method_\(method)") >= 20, "\(method)")
    }
  }

  private func checkLinks(of office: MemorySink) throws {
    let crm = CRMFacts(office)
    for call in office.rows("truth/calls.csv") where call.text("direction") != "internal" {
      let at = try #require(call.instant("started_at"))
      let contacts = crm.contacts[call.text("external_number")] ?? []
      let open = crm.openDeals(of: contacts, at: at)
      let managers = [call.text("first_manager"), call.text("last_manager")]
      let own = open.filter { managers.contains(crm.owners[$0] ?? "") }
      let coming = crm.dealsCreated(of: contacts, after: at, upTo: at + 1800)
      let expected =
        if contacts.isEmpty {
          call.text("direction") == "inbound" && !call.text("external_number").isEmpty
            ? "intake" : "unmatched"
        } else if open.isEmpty {
          coming.isEmpty ? "contact_only" : "deal_follows_call"
        } else if call.text("expected_method") == "crm_hint" {
          "crm_hint"
        } else if open.count == 1 {
          "only_open_deal"
        } else {
          own.count == 1 ? "manager_extension" : "latest_activity"
        }
      #expect(call.text("expected_method") == expected, "\(call)")
      let isSwitchboard = contacts.count >= 3 && own.isEmpty && expected == "only_open_deal"
      #expect(
        (expected == "latest_activity" || isSwitchboard) == (call.text("ambiguous") == "true"))
      guard !call.text("deal").isEmpty else { continue }
      #expect((open.isEmpty ? coming : open).contains(call.text("deal")))
      #expect(call.text("stage") == crm.stage(of: call.text("deal"), at: at), "\(call)")
    }
  }

  @Test("evidence of calls is what direction, talk and debt make of them", arguments: 1...40)
  func evidence(_ seed: Int) throws {
    let office = try SampleOffice.files(.tiny(seed: UInt64(seed)))
    var found: Set<[String]> = []
    for row in office.rows("truth/evidence.csv") where !row.text("truth_id").isEmpty {
      guard row.text("kind") != "meeting_booked" else { continue }
      #expect(found.insert([row.text("truth_id"), row.text("kind"), row.text("deal")]).inserted)
    }
    var expected: Set<[String]> = []
    for call in office.rows("truth/calls.csv") where !call.text("deal").isEmpty {
      let talk = Int(call.text("talk_seconds")) ?? -1
      #expect(!(8...11).contains(talk) && !(25...35).contains(talk))
      var kinds = [call.text("direction") == "outbound" ? "call_made" : "call_received"]
      if talk >= 30 { kinds.append("client_reached") }
      if call.text("callback_debt") == "called_back" { kinds.append("callback_made") }
      for kind in kinds { expected.insert([call.text("truth_id"), kind, call.text("deal")]) }
    }
    #expect(found == expected)
  }

  @Test("a callback debt is opened once before it is closed")
  func debts() throws {
    let office = try Sample.office()
    var open: Set<String> = []
    let calls = office.rows("truth/calls.csv").sorted {
      ($0.instant("started_at") ?? 0) < ($1.instant("started_at") ?? 0)
    }
    for call in calls where !call.text("callback_debt").isEmpty {
      let contact = call.text("contact")
      let person = contact.isEmpty ? call.text("external_number") : contact
      switch call.text("callback_debt") {
      case "opened": #expect(open.insert(person).inserted)
      case "joined": #expect(open.contains(person))
      default: #expect(open.remove(person) != nil)
      }
    }
    #expect(office.count("all", "callback_debt_called_back") > 50)
    #expect(office.count("all", "callback_debt_self_recovered") > 50)
    #expect(open.count > 20)
  }

  @Test("a booked meeting has its four w's and a conversation in the day before")
  func meetings() throws {
    let office = try Sample.office()
    let tasks = Dictionary(
      office.rows("crm/tasks.csv").map { ($0.text("task"), $0) }, uniquingKeysWith: { $1 })
    let evidence = office.rows("truth/evidence.csv")
    let booked = evidence.filter { $0.text("kind") == "meeting_booked" && $0.text("task") != "" }
    #expect(booked.count > 10)
    for row in booked {
      let task = try #require(tasks[row.text("task")])
      for column in ["owner", "contact", "place", "starts_at", "notes"] {
        #expect(!task.text(column).isEmpty)
      }
      #expect(task.text("cancelled_at").isEmpty)
      let at = try #require(row.instant("at"))
      let grounds = evidence.filter {
        $0.text("kind") == "client_reached" && $0.text("deal") == row.text("deal")
          && $0.text("stage_entered_at") == row.text("stage_entered_at")
      }
      .compactMap { $0.instant("at") }
      #expect(grounds.contains { $0 < at && $0 > at - 86_400 })
    }
    let isLacking = tasks.values.contains { $0.text("kind") == "meeting" && $0.text("place") == "" }
    #expect(isLacking)
  }

  @Test("one gate is clearly open, and one clearly shut")
  func gates() throws {
    let gates = try Sample.office().rows("truth/gates.csv")
    #expect(gates.first?.text("verdict") == "open")
    #expect(gates.count == 6)
    #expect(gates[1].text("missing") == "call_made;client_reached;meeting_booked")
    #expect(gates[2].text("missing") == "client_reached;meeting_booked")
    #expect(gates[3].text("missing") == "meeting_booked")
  }
}
