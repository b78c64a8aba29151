-- Purpose: a call as the command line and the API give it. Parameters: the call.
-- Returns: JSON with the keys of the contract. Reads: call, leg and the CRM tables.
create or replace function call_json(wanted bigint) returns json
language sql stable as $$
  select json_build_object(
    'id', r.call_id, 'pbx', r.pbx, 'linked_id', r.linked_id,
    'started_at', rfc3339(r.started_at), 'answered_at', rfc3339(r.answered_at),
    'ended_at', rfc3339(r.ended_at), 'direction', r.direction,
    'external_number', r.external_number, 'external_raw', r.external_raw,
    'manager', r.manager, 'extension', r.extension, 'disposition', r.disposition,
    'ring_seconds', r.ring_seconds, 'talk_seconds', r.talk_seconds,
    'legs', (
      select coalesce(json_agg(json_build_object(
        'id', l.leg_id, 'unique_id', l.unique_id, 'started_at', rfc3339(l.started_at),
        'answered_at', rfc3339(l.answered_at), 'ended_at', rfc3339(l.ended_at),
        'source', l.source, 'destination', l.destination, 'channel', l.channel,
        'destination_channel', l.destination_channel, 'application', l.application,
        'disposition', l.disposition, 'billable_seconds', l.billable_seconds,
        'file', f.path, 'byte_offset', l.byte_offset)
        order by l.started_at, l.leg_id), '[]')
      from leg l
      join source_file f on f.source_file_id = l.source_file_id
      where l.call_id = r.call_id),
    'contact', r.contact, 'deal', r.deal, 'stage', r.stage,
    'link_method', r.link_method, 'ambiguous', r.ambiguous,
    'candidates', (
      select coalesce(json_agg(json_build_object(
        'deal', k.deal, 'title', k.title, 'owner', k.owner, 'contact', k.contact,
        'stage', k.stage, 'chosen', k.chosen, 'why', k.why)), '[]')
      from call_candidate_list(r.call_id) k),
    'recordings', (
      select coalesce(json_agg(distinct l.recording_file), '[]')
      from call t
      join leg l on l.call_id = t.call_id and l.recording_file <> ''
      where t.call_id = r.call_id or t.twin_of = r.call_id))
  from call_row r
  where r.call_id = wanted
$$;
comment on function call_json(bigint) is 'A call as the command line and the API give it.';
