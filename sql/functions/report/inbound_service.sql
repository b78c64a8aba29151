-- Purpose: how inbound calls were served: C25.
-- Parameters: the span of the calls' start [from_at, to_at); as_of.
-- Returns: one row. short: hung up within short_abandon_seconds (5), not held against anyone and
-- not in offered; in_level: answered within service_level_seconds (20); waits in wall seconds from
-- the start of the call to a person's answer. Reads: call, setting. Writes: nothing.
create or replace function inbound_service(
  from_at timestamptz, to_at timestamptz, as_of timestamptz)
returns table (
  offered bigint, answered bigint, abandoned bigint, voicemail bigint, short bigint,
  in_level bigint, level_seconds bigint, wait_p50 bigint, wait_p95 bigint,
  wait_mean double precision)
language sql stable parallel safe as $$
  with inbound as (
    select
      c.*,
      c.disposition = 'answered' as is_answered,
      c.disposition not in ('answered', 'voicemail')
        and c.ring_seconds < (select setting_number('short_abandon_seconds', 5)) as is_short
    from call c
    where c.direction = 'inbound'
      and c.started_at >= from_at
      and c.started_at < to_at
      and c.started_at <= as_of
      and c.twin_of is null
  )
  select
    count(*) filter (where not i.is_short),
    count(*) filter (where i.is_answered),
    count(*) filter (where i.disposition not in ('answered', 'voicemail') and not i.is_short),
    count(*) filter (where i.disposition = 'voicemail'),
    count(*) filter (where i.is_short),
    count(*) filter (
      where i.is_answered
        and i.ring_seconds <= (select setting_number('service_level_seconds', 20))),
    (select setting_number('service_level_seconds', 20))::bigint,
    percentile_disc(0.5) within group (order by i.ring_seconds) filter (where i.is_answered),
    percentile_disc(0.95) within group (order by i.ring_seconds) filter (where i.is_answered),
    avg(i.ring_seconds) filter (where i.is_answered)::double precision
  from inbound i
$$;
comment on function inbound_service(timestamptz, timestamptz, timestamptz) is
  'How inbound calls were served.';
