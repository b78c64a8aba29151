-- Purpose: what waits for a person's word by the facts as they are: findings of sidecars whose call
-- is known, and meetings of calendars where something is open.
-- Parameters: calls and meetings that are looked at; null for all.
-- Returns: one row per suggestion; deal_id is null when it is not clear which.
-- Reads: sidecar, sidecar_finding, document, call; by calendar_fact. Writes: nothing.
create or replace function suggestion_given(calls bigint[], entries bigint[])
returns table (
  kind text, deal_id integer, stage_period_id integer, occurred_at timestamptz, source text,
  call_id bigint, calendar_entry_id bigint, ground text, detail text)
language sql stable as $$
  -- Of several sidecars of a call that say the same one speaks, whichever came first.
  (select distinct on (c.call_id, f.kind)
    f.kind, c.deal_id, c.stage_period_id, c.started_at, 'sidecar', c.call_id, null::bigint,
    f.ground, format('A sidecar of call %s says so.', c.call_id)
  from sidecar s
  join sidecar_finding f on f.sidecar_id = s.sidecar_id
  join document d on d.document_id = s.document_id
  join call c on c.call_id = s.call_id
  where s.call_id is not null
    and (calls is null or s.call_id = any (calls))
    and c.direction <> 'internal'
    -- The agent's code says it already.
    and c.outcome_code is distinct from f.kind
  order by c.call_id, f.kind, d.digest, d.name)
  union all
  select
    'meeting_booked', f.deal_id, f.stage_period_id, f.created_at, 'calendar', null,
    f.calendar_entry_id, f.uid,
    concat_ws(' ',
      case when 'who' = any (f.lacks) then 'The calendar names no seller of ours.' end,
      case when 'where' = any (f.lacks) then 'It does not say where.' end,
      case when f.deal_id is null
        then format('It may be of deal %s.', array_to_string(f.deals, ' or ')) end)
  from calendar_fact(entries) f
  where f.deal_id is null or f.lacks <> '{}'
$$;
comment on function suggestion_given(bigint[], bigint[]) is
  'What waits for a person''s word by the facts as they are.';
