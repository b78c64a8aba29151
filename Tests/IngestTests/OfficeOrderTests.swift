import Foundation
import Ingest
import Store
import TestSupport
import Testing

/// Links and live evidence of a database by names that do not depend on the order of arrival.
struct OfficeFacts: Sendable {
  let calls: [String]
  let evidence: [String]
  /// Strangers who wait to be classified.
  let cards: [String]

  init(_ board: Switchboard) throws {
    calls = try board.rows(Self.callQuery)
    evidence = try board.rows(Self.evidenceQuery)
    cards = try board.rows(
      "select number, opened_at, due_at from intake_card where closed_at is null")
  }

  /// The first few of what stands in one and not in the other.
  func differences(from other: OfficeFacts) -> [String] {
    [
      Difference(calls, other.calls), Difference(evidence, other.evidence),
      Difference(cards, other.cards),
    ].flatMap {
      $0.onlyFirst.prefix(3) + $0.onlySecond.prefix(3)
    }
  }

  private static let callQuery = """
    select p.name, c.group_key, c.started_at, c.answered_at, c.ended_at, c.direction,
      c.disposition, c.ring_seconds, c.talk_seconds, c.legs, c.external_number, c.external_raw,
      c.first_extension, c.last_extension, m.crm_id, t.crm_id, d.crm_id, s.crm_id, v.entered_at,
      c.link_method, c.ambiguous, c.suspicion,
      (select w.group_key from call w where w.call_id = c.twin_of),
      (select string_agg(l.leg_key::text, ' ' order by l.leg_key) from leg l
        where l.call_id = c.call_id)
    from call c
    join pbx p on p.pbx_id = c.pbx_id
    left join manager m on m.manager_id = c.manager_id
    left join contact t on t.contact_id = c.contact_id
    left join deal d on d.deal_id = c.deal_id
    left join stage_period v on v.stage_period_id = c.stage_period_id
    left join stage s on s.stage_id = v.stage_id
    """

  private static let evidenceQuery = """
    select d.crm_id, s.crm_id, v.entered_at, e.kind, e.occurred_at, e.source, c.group_key,
      t.crm_id, e.certain, e.talk_seconds, e.direction
    from evidence e
    join deal d on d.deal_id = e.deal_id
    left join stage_period v on v.stage_period_id = e.stage_period_id
    left join stage s on s.stage_id = v.stage_id
    left join call c on c.call_id = e.call_id
    left join task t on t.task_id = e.task_id
    where e.revoked_at is null
    """
}

@Suite("The order in which the office's facts arrive")
struct OfficeOrderTests {
  enum Order: String, CaseIterable, CustomTestStringConvertible {
    case callsFirst = "the calls before the CRM"
    case filesReversed = "the files in reverse order"
    case smallBatches = "batches of 20 kB"
    case crmByRow = "half of the rows of each CRM file before the calls, half after them"
    case crmByFile = "the CRM files that lean on others before the calls, those others after them"

    var testDescription: String { rawValue }
  }

  @Test("makes no difference to links and live evidence", arguments: Order.allCases)
  func order(_ order: Order) async throws {
    let board = try await Switchboard.make()
    try await take(order, board)
    let usual = try OfficeFacts(await OfficeSite.taken())
    #expect(usual.calls.count == 4_999)
    #expect(try OfficeFacts(board).differences(from: usual) == [])
    try await board.expectSound()
  }

  private func take(_ order: Order, _ board: Switchboard) async throws {
    let store = board.store
    let (files, folder) = (OfficeSite.files, OfficeSite.crmFolder)
    switch order {
    case .callsFirst:
      try await OfficeSite.ingest(files, store)
      try await OfficeSite.importCRM(folder, store)
    case .filesReversed:
      try await OfficeSite.importCRM(folder, store)
      try await OfficeSite.ingest(files.reversed(), store)
    case .smallBatches:
      try await OfficeSite.importCRM(folder, store)
      var options = IngestOptions.withoutWaiting
      options.batchBytes = 20_000
      try await OfficeSite.ingest(files, store, options: options)
      // A batch ends with the piece that fills it: two pieces, when a record lies across them.
      #expect(try board.rows("select from batch where to_offset - from_offset > 45000") == [])
    case .crmByRow, .crmByFile:
      let parts = try order == .crmByRow ? rowHalves(board.spool) : fileHalves(board.spool)
      try await OfficeSite.importCRM(parts.first, store)
      try await OfficeSite.ingest(files, store)
      try await OfficeSite.importCRM(parts.second, store)
    }
  }

  private func rowHalves(_ spool: Spool) throws -> (first: String, second: String) {
    let folders = try folders(spool)
    for name in try names() {
      let lines = try text(name).split(separator: "\n")
      let header = lines.prefix(1)
      for (part, folder) in [folders.first, folders.second].enumerated() {
        let rows = lines.enumerated().dropFirst().filter { $0.offset % 2 == part }.map(\.element)
        try write((header + rows).joined(separator: "\n") + "\n", folder, name)
      }
    }
    return folders
  }

  private func fileHalves(_ spool: Spool) throws -> (first: String, second: String) {
    let folders = try folders(spool)
    let others = ["companies", "contacts", "managers", "stages"].map { $0 + ".csv" }
    for name in try names() {
      try write(
        try text(name), others.contains(name) ? folders.second : folders.first, name)
    }
    return folders
  }

  private func folders(_ spool: Spool) throws -> (first: String, second: String) {
    let folders = (spool.path("first"), spool.path("second"))
    for folder in [folders.0, folders.1] {
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    }
    return folders
  }

  private func names() throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: OfficeSite.crmFolder).sorted()
  }

  private func text(_ name: String) throws -> String {
    String(decoding: try Samples.bytes("office/crm/" + name), as: UTF8.self)
  }

  private func write(_ text: String, _ folder: String, _ name: String) throws {
    try Data(text.utf8).write(to: URL(fileURLWithPath: folder + "/" + name))
  }
}
