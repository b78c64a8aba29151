-- Purpose: the stage visits of the funnel's cohort and what became of each: the drill-down of
-- conversion and of the losses.
-- Parameters: the span of entry [from_at, to_at); as_of; the CRM's id of a manager, null for all.
-- Returns: one row per visit of an open stage, pass-throughs included. has_converted: the deal
-- entered the next ranked stage later; has_skipped: it entered a higher one, but not the next.
-- is_lost: it was lost from this visit. business_seconds: in the stage, null while it is there.
-- Reads: stage_visit, stage_period, stage_rank. Writes: nothing. Safe to repeat.
create or replace function funnel_visit(
  from_at timestamptz, to_at timestamptz, as_of timestamptz, of_manager text)
returns table (
  stage_period_id integer, deal_id integer, stage_id integer, manager_id integer,
  entered_at timestamptz, has_converted boolean, has_skipped boolean, is_lost boolean,
  is_there boolean, is_pass_through boolean, business_seconds bigint, wall_seconds bigint)
language sql stable parallel safe as $$
  with calendar as materialized (
    select c.bounds, c.worked from business_calendar(from_at, as_of) c
  ),
  visit as materialized (
    select v.*
    from stage_visit(from_at, to_at, as_of) v
    where v.entered_at >= from_at
      and (of_manager is null or v.manager_id in (
        select m.manager_id from manager m where m.crm_id = of_manager))
  ),
  -- Found before their ranks are asked for: else each visit is held against each stage.
  followed as materialized (
    select v.stage_period_id, v.pipeline_id, v.rank, p.stage_id
    from visit v
    join stage_period p
      on p.deal_id = v.deal_id and p.entered_at >= v.left_at and p.entered_at <= as_of
      and p.stage_period_id <> v.stage_period_id
  ),
  later as (
    select
      f.stage_period_id,
      bool_or(s.rank = f.rank + 1) as has_next,
      bool_or(s.rank > f.rank + 1) as has_higher
    from followed f
    join stage_rank s on s.stage_id = f.stage_id and s.pipeline_id = f.pipeline_id
    group by f.stage_period_id
  )
  select
    v.stage_period_id, v.deal_id, v.stage_id, v.manager_id, v.entered_at,
    coalesce(l.has_next, false) or (v.left_how = 'won' and coalesce(v.skipped, 0) = 0),
    (coalesce(l.has_higher, false) or (v.left_how = 'won' and v.skipped > 0))
      and not coalesce(l.has_next, false),
    v.left_how = 'lost' and v.left_how is not null, v.left_at is null, v.is_pass_through,
    business_between(v.entered_at, v.left_at, c.bounds, c.worked),
    wall_between(v.entered_at, v.left_at)
  from visit v
  cross join calendar c
  left join later l on l.stage_period_id = v.stage_period_id
$$;
comment on function funnel_visit(timestamptz, timestamptz, timestamptz, text) is
  'The stage visits of the funnel''s cohort and what became of each.';
