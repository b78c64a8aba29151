-- Purpose: how long deals that were won stayed in each stage: the yardstick of leak L13.
-- Parameters: as_of: only deals won by then. Returns: one row per stage: visits (pass-throughs left
-- out) and the 90th percentile of their business seconds, an observed value.
-- Reads: deal, stage_period. Writes: nothing. Safe to repeat.
create or replace function won_stage_time(as_of timestamptz)
returns table (stage_id integer, visits bigint, business_p90 bigint)
language sql stable parallel safe as $$
  with visit as materialized (
    select p.stage_id, p.entered_at, p.left_at
    from deal d
    join stage_period p on p.deal_id = d.deal_id
    where d.outcome = 'won'
      and d.merged_into is null
      and d.closed_at <= as_of
      and p.left_at <= as_of
      and p.left_at >= p.entered_at
        + (select setting_number('pass_through_seconds', 60)::double precision
        * interval '1 second')
  ),
  calendar as materialized (
    select c.bounds, c.worked
    from business_calendar((select min(v.entered_at) from visit v), as_of) c
  )
  select
    v.stage_id,
    count(*),
    percentile_disc(0.9) within group (
      order by business_between(v.entered_at, v.left_at, c.bounds, c.worked))
  from visit v
  cross join calendar c
  group by v.stage_id
$$;
comment on function won_stage_time(timestamptz) is
  'How long deals that were won stayed in each stage.';
