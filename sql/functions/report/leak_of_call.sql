-- Purpose: the leaks of single calls: L20 (conversation with a stranger that became no lead) and
-- L23 (conversation without a recording).
-- Parameters: the span of the call's start [from_at, to_at); as_of.
-- Returns: one row per call; see leak. A call waits deal_follows_call_minutes (30) for its lead and
-- recording_grace_hours (24) for its recording before it is listed.
-- Reads: call, stage_period, gate rules, evidence, setting. Writes: nothing. Safe to repeat.
create or replace function leak_of_call(
  from_at timestamptz, to_at timestamptz, as_of timestamptz)
returns table (
  class text, severity text, deal_id integer, call_id bigint, stage_period_id integer,
  stage_id integer, manager_id integer, since timestamptz, business_seconds bigint,
  wall_seconds bigint, limit_seconds bigint, attempts bigint, conversations bigint, found bigint,
  items text[], action text)
language plpgsql stable parallel safe
cost 300000
as $$
#variable_conflict use_column
begin
  return query
  with conversation as materialized (
    select
      c.call_id, c.pbx_id, c.started_at, c.ended_at, c.talk_seconds, c.manager_id, c.contact_id,
      c.deal_id, c.stage_period_id, c.link_method, c.recording_file
    from call c
    where c.started_at >= from_at
      and c.started_at < to_at
      and c.started_at <= as_of
      and c.direction <> 'internal'
      and c.twin_of is null
      and c.talk_seconds >= (select setting_number('min_talk_seconds', 30))
  ),
  exchange as materialized (
    select x.pbx_id, x.records from recording_expected(as_of) x
  ),
  strict_stage as materialized (
    select distinct q.stage_id
    from gate_requirement q
    join (
      select distinct on (r.pipeline_id) r.gate_rules_id
      from gate_rules r
      order by r.pipeline_id, r.version desc
    ) n on n.gate_rules_id = q.gate_rules_id
    where 'recording_attached' = any (q.kinds)
  )
  select
    'L20', 'leak', null::integer, c.call_id, null::integer, null::integer, c.manager_id,
    c.started_at, null::bigint, wall_between(c.started_at, as_of), null::bigint, null::bigint,
    null::bigint, c.talk_seconds::bigint, '{}'::text[], 'create_card'
  from conversation c
  where c.deal_id is null
    and c.contact_id is null
    and coalesce(c.link_method, 'unmatched') in ('intake', 'unmatched')
    and c.started_at <= as_of - (select setting_number('deal_follows_call_minutes', 30))
      ::double precision * interval '1 minute'
  union all
  select
    'L23', 'leak', c.deal_id, c.call_id, c.stage_period_id, p.stage_id, c.manager_id,
    c.started_at, null, wall_between(c.ended_at, as_of), null, null, null, c.talk_seconds, '{}',
    'find_recording'
  from conversation c
  -- No look at each call where nothing is to be recorded.
  join exchange x
    on x.pbx_id = c.pbx_id and (x.records or exists (select from strict_stage))
  left join stage_period p on p.stage_period_id = c.stage_period_id
  where c.recording_file is null
    and not exists (
      select from call t where t.twin_of = c.call_id and t.recording_file is not null)
    and (x.records or p.stage_id in (select s.stage_id from strict_stage s))
    and c.ended_at <= as_of - (select setting_number('recording_grace_hours', 24))
      ::double precision * interval '1 hour'
    and not exists (
      select from evidence e
      where e.call_id = c.call_id
        and e.kind = 'recording_attached'
        and e.revoked_at is null);
end
$$;
comment on function leak_of_call(timestamptz, timestamptz, timestamptz) is
  'The leaks of single calls: orphan conversations, recording gaps.';
