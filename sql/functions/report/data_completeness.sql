-- Purpose: how far the data of a report can be trusted: L24, printed first.
-- Parameters: the span of the report [from_at, to_at); as_of.
-- Returns: one row per finding. level: fault when it makes the report provisional, note otherwise.
--   watermark: per exchange, seconds by which it lags the end of the span (business time)
--   silence: per exchange, business seconds since its last call, where that is more than 3 times
--     the 99th percentile of its gaps in the 30 days before (at least 20 gaps)
--   quarantine: records that wait, per reason · gap: bytes of a file that no batch accounts for
--   ambiguous: of total calls of the span · internal: calls that no figure counts
--   no_tasks: the CRM gave none, so L8 is not looked for · no_calls: none in the span
-- Reads: pbx, call, quarantine, batch, source_file, task, setting. Writes: nothing.
create or replace function data_completeness(
  from_at timestamptz, to_at timestamptz, as_of timestamptz)
returns table (
  kind text, level text, name text, count bigint, total bigint, at_time text, seconds bigint,
  limit_seconds bigint)
language plpgsql stable
set jit = off
set plan_cache_mode = force_custom_plan
as $$
#variable_conflict use_column
declare
  until_at constant timestamptz := least(to_at, as_of);
  grace constant bigint := setting_number('watermark_grace_minutes', 60) * 60;
  most constant numeric := setting_number('ambiguous_limit_percent', 5);
begin
  return query
  with calendar as materialized (
    select c.bounds, c.worked
    from business_calendar(as_of - interval '60 days', as_of) c
  ),
  watermark as (
    select
      p.name, p.complete_up_to,
      business_between(
        greatest(p.complete_up_to, as_of - interval '60 days'), until_at,
        c.bounds, c.worked) as lag
    from pbx p
    cross join calendar c
  ),
  last_call as (
    select
      p.pbx_id, p.name, l.last_at,
      business_between(l.last_at, as_of, k.bounds, k.worked) as silent
    from pbx p
    cross join calendar k
    cross join lateral (
      select c.started_at as last_at
      from call c
      where c.pbx_id = p.pbx_id
        and c.started_at > as_of - interval '30 days'
        and c.started_at <= as_of
      order by c.started_at desc
      limit 1
    ) l
  ),
  -- Only an exchange that is silent now is held against its gaps, which costs a look at each call.
  quiet_now as materialized (
    select l.* from last_call l where l.silent > 0
  ),
  spaced as (
    select
      c.pbx_id,
      business_clock(c.started_at, k.bounds, k.worked) as clock,
      c.started_at
    from call c
    cross join calendar k
    join quiet_now q on q.pbx_id = c.pbx_id
    where c.started_at > as_of - interval '30 days'
      and c.started_at <= as_of
  ),
  -- As business_between reckons it, with the clock read once for each call.
  gap as (
    select
      s.pbx_id,
      floor(s.clock - lag(s.clock) over (partition by s.pbx_id order by s.started_at)
        + 0.0000005)::bigint as seconds
    from spaced s
  ),
  usual as (
    select
      g.pbx_id, count(g.seconds) as gaps,
      3 * percentile_disc(0.99) within group (order by g.seconds) as most
    from gap g
    group by g.pbx_id
  ),
  silence as (
    select q.name, q.last_at, u.most, q.silent
    from usual u
    join quiet_now q on q.pbx_id = u.pbx_id
    where u.gaps >= 20
  ),
  tiled as (
    select
      b.source_file_id, b.from_offset,
      coalesce(lag(b.to_offset) over (
        partition by b.source_file_id order by b.from_offset, b.to_offset), 0)
        as due_offset
    from batch b
  ),
  hole as (
    select f.path, count(*) as holes, sum(t.from_offset - t.due_offset) as bytes
    from tiled t
    join source_file f on f.source_file_id = t.source_file_id
    where t.from_offset > t.due_offset
    group by f.path
  ),
  spoken as (
    select
      count(*) filter (where c.direction <> 'internal') as calls,
      count(*) filter (where c.direction = 'internal') as internal,
      count(*) filter (where c.ambiguous) as ambiguous
    from call c
    where c.started_at >= from_at
      and c.started_at < to_at
      and c.started_at <= as_of
      and c.twin_of is null
  ),
  finding as (
    select
      1 as place, 'watermark' as kind,
      case when w.complete_up_to is null or w.lag > grace then 'fault' else 'note' end as level,
      w.name, null::bigint as count, null::bigint as total,
      office_time(w.complete_up_to) as at_time, w.lag as seconds, grace as limit_seconds
    from watermark w
    union all
    select 2, 'silence', 'fault', s.name, null, null, office_time(s.last_at), s.silent, s.most
    from silence s
    where s.silent > s.most
    union all
    select 3, 'quarantine', 'fault', q.reason, count(*), null, null, null, null
    from quarantine q
    where q.settled_at is null
    group by q.reason
    union all
    select 4, 'gap', 'fault', h.path, h.holes, h.bytes::bigint, null, null, null
    from hole h
    union all
    select
      5, 'ambiguous', case when s.ambiguous * 100 > most * s.calls then 'fault' else 'note' end,
      null, s.ambiguous, s.calls, null, null, null
    from spoken s
    where s.calls > 0
    union all
    select 6, 'internal', 'note', null, s.internal, null, null, null, null
    from spoken s
    union all
    select 7, 'no_calls', 'fault', null, null, null, null, null, null
    from spoken s
    where s.calls = 0
    union all
    select 8, 'no_tasks', 'note', null, null, null, null, null, null
    where not exists (select from task)
  )
  select f.kind, f.level, f.name, f.count, f.total, f.at_time, f.seconds, f.limit_seconds
  from finding f
  order by f.level, f.place, f.name;
end
$$;
comment on function data_completeness(timestamptz, timestamptz, timestamptz) is
  'How far the data of a report can be trusted.';
