import Store

/// Holds a database against what a scenario expects.
struct Findings {
  let office: ScenarioOffice
  private let calls: [String: [String: String]]

  init(_ office: ScenarioOffice) throws {
    self.office = office
    calls = Dictionary(
      try office.table(Self.callQuery).map { ($0["call"] ?? "", $0) }, uniquingKeysWith: { $1 })
  }

  /// A sentence for each thing that is not as expected.
  func differences(from expected: Expectation) async throws -> [String] {
    var wrong: [String] = []
    for call in expected.calls { wrong += try differences(from: call) }
    if !expected.calls.isEmpty, calls.count != expected.calls.count {
      wrong.append("there are \(calls.count) calls, not \(expected.calls.count)")
    }
    let others = try office.table(Self.otherEvidenceQuery).compactMap { $0["line"] }.sorted()
    if others != expected.evidence.sorted() {
      wrong.append("other evidence is \(others), not \(expected.evidence)")
    }
    for gate in expected.gates {
      let found = try await verdict(gate)
      if found != gate { wrong.append("the gate: \(found), not: \(gate)") }
    }
    return wrong
  }

  private func differences(from expected: Expectation.Call) throws -> [String] {
    let key = expected.key
    guard let call = calls[String(try office.call(key))] else { return ["\(key) is not there"] }
    var wrong: [String] = []
    let link = try link(of: call)
    if link != expected.link { wrong.append("\(key) is linked \(link), not \(expected.link)") }
    let evidence = call["evidence"] ?? ""
    let wanted = expected.evidence.split(separator: ",").map {
      $0.trimmingPrefix(while: { $0 == " " }).description
    }.sorted().joined(separator: ", ")
    if evidence != wanted { wrong.append("\(key) gives (\(evidence)), not (\(wanted))") }
    let facts = [
      call["direction"] ?? "", call["disposition"] ?? "", (call["talk"] ?? "") + "s",
      call["manager"].flatMap { $0.isEmpty ? nil : $0 } ?? "no-manager",
      call["contact"].flatMap { $0.isEmpty ? nil : $0 } ?? "no-contact",
    ]
    for word in (expected.facts ?? "").split(separator: " ") where !facts.contains(String(word)) {
      wrong.append("\(key) is \(facts.joined(separator: " ")), and not \(word)")
    }
    return wrong
  }

  private func link(of call: [String: String]) throws -> String {
    let twin = call["twin"] ?? ""
    if !twin.isEmpty {
      let keys = try office.log.ids.keys.filter { String(try office.call($0)) == twin }
      return "twin of \(keys.first ?? "?")"
    }
    let deal = call["deal"] ?? ""
    let stage = call["stage"] ?? ""
    let words = [
      (call["method"] ?? "").isEmpty ? "none" : call["method"] ?? "",
      deal.isEmpty ? "" : "\(deal)/\(stage.isEmpty ? "-" : stage)",
      call["ambiguous"] == "true" ? "ambiguous" : "",
    ]
    return words.filter { !$0.isEmpty }.joined(separator: " ")
  }

  /// What the gate says to the question of `d1 talk>offer at tue 10:00 is …`, in the same words.
  private func verdict(_ line: String) async throws -> String {
    guard
      let match = line.wholeMatch(of: /(\w+)(?: (\w*))?(?:>(\w+))? at ([a-z0-9: ]+) is (\w+).*/)
    else { throw ScenarioError(line, "is no gate's answer") }
    let from = match.2.map(String.init).flatMap { $0.isEmpty ? nil : $0 }
    let facts = try await office.store.gateFacts(
      deal: String(match.1), from: from, to: match.3.map(String.init),
      at: Moment(String(match.4)).instant)
    let unmet = facts.requirements.filter { $0.state != .met }.map {
      "\($0.kinds.joined(separator: "|")) \($0.reason.rawValue)"
    }
    let question = line.prefix(upTo: match.5.startIndex)
    return question + facts.verdict.rawValue
      + (unmet.isEmpty ? "" : " (\(unmet.joined(separator: ", ")))")
  }

  private static let callQuery = """
    select c.call_id::text as call, c.direction, c.disposition, c.talk_seconds::text as talk,
      m.crm_id as manager, t.crm_id as contact, d.crm_id as deal, s.crm_id as stage,
      c.link_method as method, c.ambiguous::text as ambiguous, c.twin_of::text as twin,
      (select string_agg(e.kind || case when e.certain then '' else '?' end, ', '
          order by e.kind collate "C")
        from evidence e
        where e.call_id = c.call_id and e.revoked_at is null
          and (e.deal_id, e.stage_period_id) is not distinct from (c.deal_id, c.stage_period_id))
        as evidence
    from call c
    left join manager m on m.manager_id = c.manager_id
    left join contact t on t.contact_id = c.contact_id
    left join deal d on d.deal_id = c.deal_id
    left join stage_period v on v.stage_period_id = c.stage_period_id
    left join stage s on s.stage_id = v.stage_id
    """

  private static let otherEvidenceQuery = """
    select concat_ws(' ', t.crm_id, e.kind || case when e.certain then '' else '?' end,
      d.crm_id || '/' || coalesce(s.crm_id, '-')) as line
    from evidence e
    join deal d on d.deal_id = e.deal_id
    left join task t on t.task_id = e.task_id
    left join stage_period v on v.stage_period_id = e.stage_period_id
    left join stage s on s.stage_id = v.stage_id
    where e.revoked_at is null and e.call_id is null
    """
}
