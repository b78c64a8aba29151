-- Purpose: a call with all that explains it: the contract's keys, and besides who of ours spoke,
-- the records of other exchanges that tell of the same conversation, marks of suspicion, and what
-- it proved. Parameters: the call. Returns: JSON. Reads: call, and by call_json, call_speaker_list
-- and call_evidence_list. Writes: nothing.
create or replace function call_explanation(wanted bigint) returns jsonb
language sql stable as $$
  select call_json(wanted)::jsonb || jsonb_build_object(
    'speakers', (
      select coalesce(jsonb_agg(jsonb_build_object(
        'pbx', s.pbx, 'extension', s.extension, 'manager', s.manager,
        'spoke_at', rfc3339(s.spoke_at), 'talk_seconds', s.talk_seconds)), '[]')
      from call_speaker_list(wanted) s),
    'twin_of', c.twin_of,
    'twins', (
      select coalesce(jsonb_agg(t.call_id order by t.call_id), '[]')
      from call t
      where t.twin_of = wanted),
    'suspicion', case
      when c.suspicion & 1 <> 0 then jsonb_build_array('answering_machine')
      else '[]'
    end,
    'evidence', (
      select coalesce(jsonb_agg(jsonb_build_object(
        'id', e.evidence_id, 'kind', e.kind, 'deal', e.deal, 'stage', e.stage,
        'at', rfc3339(e.occurred_at), 'recorded_at', rfc3339(e.recorded_at), 'state', e.state)),
        '[]')
      from call_evidence_list(wanted) e))
  from call c
  where c.call_id = wanted
$$;
comment on function call_explanation(bigint) is 'A call with all that explains it.';
