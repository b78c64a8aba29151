-- Purpose: where recordings, sidecars, calendars and suggestions disagree with a recomputation.
-- Returns: one row per fault; none is good. Reads: by the functions that derive them; evidence,
-- suggestion. Writes: nothing.
create or replace function source_fault()
returns table (what text, fault text)
language sql stable as $$
  select format('recording %s', m.recording_id), 'It is tied to another call than its name gives.'
  from recording_match(null) m
  join recording r on r.recording_id = m.recording_id
  where r.call_id is distinct from m.call_id
  union all
  select format('sidecar %s', m.sidecar_id), 'It is tied to another call than it tells of.'
  from sidecar_match(null) m
  join sidecar s on s.sidecar_id = m.sidecar_id
  where s.call_id is distinct from m.call_id
  union all
  select format('calendar entry %s', coalesce(g.calendar_entry_id, e.calendar_entry_id)),
    format('Its evidence meeting_booked is %s.',
      case when g.calendar_entry_id is null then 'there without ground' else 'missing' end)
  from calendar_evidence(null) g
  full join (
    select * from evidence v
    where v.source = 'calendar' and (v.revoked_at is null or v.revoked_by is not null)
  ) e
    on e.calendar_entry_id = g.calendar_entry_id and e.deal_id = g.deal_id
    and (e.revoked_by is not null
      or (e.stage_period_id is not distinct from g.stage_period_id and e.certain = g.certain))
  where (g.calendar_entry_id is null and e.revoked_at is null) or e.evidence_id is null
  union all
  select format('suggestion of %s', coalesce(s.ground, g.ground)),
    case when g.kind is null then 'It waits without ground.'
      else 'It is missing, or not what the facts give.' end
  from (
    select v.*, concat_ws(' ', v.call_id, v.kind, v.calendar_entry_id) as key
    from suggestion_given(null, null) v
  ) g
  full join (
    select v.*, concat_ws(' ', v.call_id, v.kind, v.calendar_entry_id) as key
    from suggestion v
    where v.status <> 'withdrawn'
  ) s on s.key = g.key
  where (g.kind is null and s.status = 'waiting')
    or s.suggestion_id is null
    or (s.status = 'waiting' and (s.deal_id, s.stage_period_id)
      is distinct from (g.deal_id, g.stage_period_id))
$$;
comment on function source_fault() is
  'Where recordings, sidecars, calendars and suggestions disagree with a recomputation.';
