import Foundation

/// What a company's database says, without our own numbers and the time of day: two ways to the
/// same facts give the same snapshot.
struct DatabaseSnapshot: Sendable {
  /// Sorted lines by topic.
  private var topics: [String: [String]] = [:]

  /// Reads a whole database.
  ///
  /// - Parameters:
  ///   - bench: whose database.
  ///   - folder: what to leave out of paths, so that copies of a file in several folders agree.
  ///   - places: whether it matters in which file, and where in it, a record was found. Of files
  ///     that overlap and are read at once, either may be first.
  /// - Throws: what the database says.
  init(of bench: Workbench, folder: String, places: Bool = true) throws {
    let placed = ["leg", "source_file", "batch"]
    for (topic, query) in Self.queries {
      if !places, placed.contains(topic) { continue }
      topics[topic] = try bench.values(query).map {
        $0.replacingOccurrences(of: folder, with: "")
      }.sorted()
    }
    let legs = places ? "leg" : "leg without place"
    topics[legs] = try bench.values(places ? Self.leg : Self.legWithoutPlace).map {
      $0.replacingOccurrences(of: folder, with: "")
    }.sorted()
  }

  /// How many lines of a topic there are.
  func count(_ topic: String) -> Int { topics[topic]?.count ?? 0 }

  /// The first lines in which `other` is not the same, for a person; empty when it is.
  func differences(from other: DatabaseSnapshot) -> String {
    Set(topics.keys).union(other.topics.keys).sorted().compactMap { topic in
      let ours = topics[topic] ?? []
      let theirs = other.topics[topic] ?? []
      guard ours != theirs else { return nil }
      let extra = ours.difference(from: theirs)
      let lines = extra.prefix(6).map { change in
        switch change {
        case .insert(_, let line, _): "  + \(line)"
        case .remove(_, let line, _): "  - \(line)"
        }
      }
      return "\(topic): \(ours.count) lines, not \(theirs.count)\n" + lines.joined(separator: "\n")
    }.joined(separator: "\n")
  }

  /// A number of ours stands for something only inside one database.
  private static let leg = """
    select to_jsonb(l) - '{leg_id,pbx_id,call_id,source_file_id}'::text[]
      || jsonb_build_object('pbx', p.name, 'call', c.group_key, 'file', f.path)
    from leg l join pbx p using (pbx_id) join source_file f using (source_file_id)
      join call c using (call_id)
    """

  private static let legWithoutPlace = """
    select to_jsonb(l)
        - '{leg_id,pbx_id,call_id,source_file_id,byte_offset,byte_length}'::text[]
      || jsonb_build_object('pbx', p.name, 'call', c.group_key)
    from leg l join pbx p using (pbx_id) join call c using (call_id)
    """

  private static let queries = [
    "call and link": """
    select to_jsonb(c)
        - '{call_id,pbx_id,manager_id,contact_id,deal_id,stage_period_id,recording_file}'::text[]
      || to_jsonb(r) - '{call_id,recording_file}'::text[]
    from call c join call_row r using (call_id)
    """,
    "live evidence": """
    select to_jsonb(e)
        - '{evidence_id,deal_id,stage_period_id,call_id,task_id,recorded_at}'::text[]
      || jsonb_build_object('deal', d.crm_id, 'stage', s.crm_id, 'entered_at', v.entered_at,
        'call', c.group_key, 'task', t.crm_id)
    from evidence e join deal d using (deal_id)
      left join stage_period v using (stage_period_id) left join stage s using (stage_id)
      left join call c using (call_id) left join task t using (task_id)
    where e.revoked_at is null
    """,
    "quarantine": """
    select jsonb_build_object('pbx', p.name, 'origin', q.origin, 'offset', q.byte_offset,
      'length', q.byte_length, 'line', q.line, 'reason', q.reason, 'raw', md5(q.raw),
      'settled', q.settled_how)
    from quarantine q join pbx p using (pbx_id)
    """,
    "pbx": "select to_jsonb(p) - 'pbx_id' from pbx p",
    "setting": "select to_jsonb(s) from setting s",
    "own_number": "select to_jsonb(o) from own_number o",
    "intake_card": """
    select jsonb_build_object('number', k.number, 'opened_at', k.opened_at, 'due_at', k.due_at,
      'opened_by', c.group_key)
    from intake_card k left join call c on c.call_id = k.opened_by
    where k.closed_at is null
    """,
    "source_file": """
    select to_jsonb(f)
        - '{source_file_id,pbx_id,device,inode,first_seen_at,changed_at}'::text[]
      || jsonb_build_object('pbx', p.name)
    from source_file f join pbx p using (pbx_id)
    """,
    // However it was cut into batches, they tile the file and add up to the same.
    "batch": """
    select jsonb_build_object('file', b.path, 'from', min(b.from_offset), 'to', max(b.to_offset),
      'tiled', bool_and(b.from_offset = b.before), 'records', sum(b.records),
      'accepted', sum(b.accepted), 'accepted_bytes', sum(b.accepted_bytes),
      'duplicate', sum(b.duplicate), 'duplicate_bytes', sum(b.duplicate_bytes),
      'quarantined', sum(b.quarantined), 'quarantined_bytes', sum(b.quarantined_bytes),
      'other_bytes', sum(b.other_bytes))
    from (
      select f.path, b.*, lag(b.to_offset, 1, 0::bigint)
        over (partition by f.source_file_id order by b.from_offset) as before
      from batch b join source_file f using (source_file_id)) b
    group by b.source_file_id, b.path
    """,
  ]
}
