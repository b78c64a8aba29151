/// The calls of the sample office as the program sees them, each found by the ids of its records.
struct OfficeCalls {
  private var calls: [String: [String: String]] = [:]

  var count: Int { calls.count }

  init(_ board: Switchboard) throws {
    for call in try board.table(Self.linkedCalls) { calls[Self.key(call)] = call }
  }

  /// The call that has exactly the records of a row of the truth; nil when there is none.
  subscript(_ truth: [String: String]) -> [String: String]? { calls[Self.key(truth)] }

  private static func key(_ row: [String: String]) -> String {
    let ids = row.text("unique_ids").split(separator: ";").sorted().joined(separator: ";")
    return row.text("pbx") + " " + ids
  }

  private static let second = "'YYYY-MM-DD\"T\"HH24:MI:SS\"Z\"'"

  private static let linkedCalls = """
    select
      c.call_id::text as call_id, p.name as pbx,
      to_char(c.started_at at time zone 'UTC', \(second)) as started_at,
      c.direction, coalesce(c.external_number, '') as external_number, c.disposition,
      c.talk_seconds::text as talk_seconds, coalesce(m.crm_id, '') as last_manager,
      coalesce(t.crm_id, '') as contact, coalesce(d.crm_id, '') as deal,
      coalesce(s.crm_id, '') as stage,
      coalesce(to_char(v.entered_at at time zone 'UTC', \(second)), '') as stage_entered_at,
      coalesce(c.link_method, '') as link_method, c.ambiguous::text as ambiguous,
      (select string_agg(distinct l.unique_id, ';') from leg l where l.call_id = c.call_id)
        as unique_ids
    from call c
    join pbx p on p.pbx_id = c.pbx_id
    left join manager m on m.manager_id = c.manager_id
    left join contact t on t.contact_id = c.contact_id
    left join deal d on d.deal_id = c.deal_id
    left join stage_period v on v.stage_period_id = c.stage_period_id
    left join stage s on s.stage_id = v.stage_id
    """

  /// The live evidence that rests on no guess, in the truth's columns and `call`.
  static let certainEvidence = """
    select
      d.crm_id as deal, coalesce(s.crm_id, '') as stage,
      coalesce(to_char(v.entered_at at time zone 'UTC', \(second)), '') as stage_entered_at,
      e.kind, to_char(e.occurred_at at time zone 'UTC', \(second)) as at,
      coalesce(e.call_id::text, '') as call, coalesce(t.crm_id, '') as task
    from evidence e
    join deal d on d.deal_id = e.deal_id
    left join stage_period v on v.stage_period_id = e.stage_period_id
    left join stage s on s.stage_id = v.stage_id
    left join task t on t.task_id = e.task_id
    where e.revoked_at is null and e.certain
    """
}

/// How calls were tied to deals, by what the truth expects.
struct Confusion {
  struct Counts {
    var right = 0
    var wrong = 0
    /// Said to be uncertain, though the deal is the right one.
    var doubtedRight = 0
    /// Said to be uncertain, and it is another deal.
    var doubtedOther = 0

    var calls: Int { right + wrong + doubtedRight + doubtedOther }

    static func + (left: Counts, right: Counts) -> Counts {
      Counts(
        right: left.right + right.right, wrong: left.wrong + right.wrong,
        doubtedRight: left.doubtedRight + right.doubtedRight,
        doubtedOther: left.doubtedOther + right.doubtedOther)
    }
  }

  private var counts: [String: Counts] = [:]

  var total: Counts { counts.values.reduce(Counts(), +) }

  mutating func add(_ method: String, isRight: Bool, isUncertain: Bool) {
    switch (isRight, isUncertain) {
    case (true, false): counts[method, default: Counts()].right += 1
    case (false, false): counts[method, default: Counts()].wrong += 1
    case (true, true): counts[method, default: Counts()].doubtedRight += 1
    case (false, true): counts[method, default: Counts()].doubtedOther += 1
    }
  }

  var table: String {
    let head = Self.row(
      "method", ["calls", "linked right", "linked wrong", "ambiguous, right", "ambiguous, other"])
    let rows = counts.sorted { $0.key < $1.key }.map { Self.row($0.key, Self.cells($0.value)) }
    return ([head] + rows + [Self.row("all", Self.cells(total))]).joined(separator: "\n")
  }

  private static func cells(_ counts: Counts) -> [String] {
    [counts.calls, counts.right, counts.wrong, counts.doubtedRight, counts.doubtedOther].map(
      String.init)
  }

  private static func row(_ name: String, _ cells: [String]) -> String {
    "  " + name + String(repeating: " ", count: max(1, 18 - name.count))
      + cells.map { String(repeating: " ", count: max(1, 18 - $0.count)) + $0 }.joined()
  }
}

/// What two collections have in common, each as often as it stands there.
struct Difference {
  let onlyFirst: [String]
  let onlySecond: [String]
  let common: Int

  init(_ first: [String], _ second: [String]) {
    var counts: [String: Int] = [:]
    for line in second { counts[line, default: 0] += 1 }
    var extra: [String] = []
    for line in first {
      if let count = counts[line], count > 0 {
        counts[line] = count - 1
      } else {
        extra.append(line)
      }
    }
    onlyFirst = extra.sorted()
    onlySecond = counts.flatMap { Array(repeating: $0.key, count: $0.value) }.sorted()
    common = first.count - extra.count
  }
}
