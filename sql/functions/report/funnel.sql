-- Purpose: the funnel by stage: conversion of the visits entered in a span; of the deals created
-- in it, how many reached each stage and how many were worked there.
-- Parameters: the span [from_at, to_at); as_of; the CRM's id of a manager, null for all.
-- Returns: one row per open stage. is_mature: the cohort is older than the 75th percentile of the
-- business time in the stage, so that its conversion can be read. skipped_part = reached - worked.
-- rate of stage_win_rate is win_rate. Reads: funnel_visit, funnel_deal. Writes: nothing.
create or replace function funnel(
  from_at timestamptz, to_at timestamptz, as_of timestamptz, of_manager text)
returns table (
  pipeline text, stage text, stage_name text, rank bigint, visits bigint, converted bigint,
  skipped bigint, lost bigint, there bigint, is_mature boolean, reached bigint, worked bigint,
  left_n bigint, business_p50 bigint, business_p90 bigint, wall_p50 bigint, wall_p90 bigint,
  closed bigint, won bigint, win_rate double precision)
language plpgsql stable
set work_mem = '64MB'
set jit = off
set plan_cache_mode = force_custom_plan
as $$
#variable_conflict use_column
begin
  return query
  with moved as (
    select
      v.stage_id,
      count(*) as visits,
      count(*) filter (where v.has_converted) as converted,
      count(*) filter (where v.has_skipped) as skipped,
      count(*) filter (where v.is_lost) as lost,
      count(*) filter (where v.is_there) as there,
      count(v.wall_seconds) as left_n,
      percentile_disc(array[0.5, 0.75, 0.9]) within group (order by v.business_seconds)
        as business,
      percentile_disc(array[0.5, 0.9]) within group (order by v.wall_seconds) as wall
    from funnel_visit(from_at, to_at, as_of, of_manager) v
    group by v.stage_id
  ),
  came as (
    select d.stage_id, count(*) as reached, count(*) filter (where d.is_worked) as worked
    from funnel_deal(from_at, to_at, as_of, of_manager) d
    group by d.stage_id
  ),
  age as (
    select business_seconds(least(to_at, as_of), as_of) as seconds
  )
  select
    s.pipeline, s.stage, s.name, s.rank, coalesce(m.visits, 0), coalesce(m.converted, 0),
    coalesce(m.skipped, 0), coalesce(m.lost, 0), coalesce(m.there, 0),
    coalesce((select a.seconds from age a) >= m.business[2], false),
    coalesce(c.reached, 0), coalesce(c.worked, 0), coalesce(m.left_n, 0), m.business[1],
    m.business[3], m.wall[1], m.wall[2], coalesce(w.closed, 0), coalesce(w.won, 0), w.rate
  from stage_rank s
  left join moved m on m.stage_id = s.stage_id
  left join came c on c.stage_id = s.stage_id
  left join stage_win_rate(as_of) w on w.stage_id = s.stage_id
  where s.kind = 'open'
  order by s.pipeline, s.rank, s.stage;
end
$$;
comment on function funnel(timestamptz, timestamptz, timestamptz, text) is
  'The funnel by stage: conversion, reached and worked.';
