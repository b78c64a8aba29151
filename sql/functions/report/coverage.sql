-- Purpose: the coverage audit: what was done in stage visits, by stage and manager.
-- Parameters: as for coverage_visit, which lists the visits behind each figure.
-- Returns: one row per stage and manager (level manager), per stage (level stage), and one for all
-- (level total). Figures are defined in docs/metrics.md; percentiles are observed values.
-- Reads: coverage_visit. Writes: nothing. Safe to repeat.
-- plpgsql, as a plan made for the span at hand is many times faster than one for any span.
create or replace function coverage(
  from_at timestamptz, to_at timestamptz, as_of timestamptz, of_stage text, of_manager text)
returns table (
  level text, pipeline text, stage text, stage_name text, manager text, manager_name text,
  visits bigint, deals bigint, passed_through bigint, pending bigint, due bigint, called bigint,
  attempted bigint, reached bigint, dials bigint, attempts bigint, attempts_p50 bigint,
  attempts_max bigint, attempts_answered bigint, answered bigint, conversations bigint,
  talk_seconds bigint, talk_p50 bigint, expected bigint, recorded bigint, attempt_n bigint,
  attempt_business_p50 bigint, attempt_business_p90 bigint, attempt_wall_p50 bigint,
  attempt_wall_p90 bigint, reach_n bigint, reach_business_p50 bigint, reach_business_p90 bigint,
  reach_wall_p50 bigint, reach_wall_p90 bigint, left_forward bigint, gate_met bigint,
  gate_shut bigint, gate_unknown bigint)
language plpgsql stable
set work_mem = '64MB'
set jit = off
set plan_cache_mode = force_custom_plan
as $$
#variable_conflict use_column
begin
  return query
  with visit as materialized (
    select v.* from coverage_visit(from_at, to_at, as_of, of_stage, of_manager) v
  ),
  summed as (
    select
      grouping(v.stage_id, v.manager_id) as absent,
      v.stage_id, v.manager_id,
      count(*) as visits,
      count(distinct v.deal_id) as deals,
      count(*) filter (where v.is_pass_through) as passed_through,
      count(*) filter (where v.is_pending) as pending,
      count(*) filter (where v.is_due) as due,
      count(*) filter (where v.is_due and v.calls > 0) as called,
      count(*) filter (where v.is_due and v.dials > 0) as attempted,
      count(*) filter (where v.is_due and v.conversations > 0) as reached,
      sum(v.dials) filter (where v.is_due) as dials,
      sum(v.attempts) filter (where v.is_due) as attempts,
      percentile_disc(0.5) within group (order by v.attempts) filter (where v.is_due)
        as attempts_p50,
      max(v.attempts) filter (where v.is_due) as attempts_max,
      sum(v.attempts_answered) filter (where v.is_due) as attempts_answered,
      sum(v.answered) filter (where v.is_due) as answered,
      sum(v.conversations) filter (where v.is_due) as conversations,
      sum(v.talk_seconds) filter (where v.is_due) as talk_seconds,
      percentile_disc(0.5) within group (order by v.talk_seconds)
        filter (where v.is_due and v.talk_seconds > 0) as talk_p50,
      sum(v.expected) filter (where v.is_due) as expected,
      sum(v.recorded) filter (where v.is_due) as recorded,
      count(v.attempt_wall_seconds) filter (where v.is_due) as attempt_n,
      percentile_disc(array[0.5, 0.9]) within group (order by v.attempt_business_seconds)
        filter (where v.is_due) as attempt_business,
      percentile_disc(array[0.5, 0.9]) within group (order by v.attempt_wall_seconds)
        filter (where v.is_due) as attempt_wall,
      count(v.reach_wall_seconds) filter (where v.is_due) as reach_n,
      percentile_disc(array[0.5, 0.9]) within group (order by v.reach_business_seconds)
        filter (where v.is_due) as reach_business,
      percentile_disc(array[0.5, 0.9]) within group (order by v.reach_wall_seconds)
        filter (where v.is_due) as reach_wall,
      count(*) filter (where v.left_how in ('forward', 'won') and v.gate is not null)
        as left_forward,
      count(*) filter (where v.gate = 'met') as gate_met,
      count(*) filter (where v.gate = 'shut') as gate_shut,
      count(*) filter (where v.gate = 'unknown') as gate_unknown
    from visit v
    group by grouping sets ((v.stage_id, v.manager_id), (v.stage_id), ())
  )
  select
    case s.absent when 0 then 'manager' when 1 then 'stage' else 'total' end,
    r.pipeline, r.stage, r.name, m.crm_id, m.name,
    s.visits, s.deals, s.passed_through, s.pending, s.due, s.called, s.attempted, s.reached,
    coalesce(s.dials, 0)::bigint, coalesce(s.attempts, 0)::bigint, s.attempts_p50, s.attempts_max,
    coalesce(s.attempts_answered, 0)::bigint, coalesce(s.answered, 0)::bigint,
    coalesce(s.conversations, 0)::bigint, coalesce(s.talk_seconds, 0)::bigint, s.talk_p50,
    coalesce(s.expected, 0)::bigint, coalesce(s.recorded, 0)::bigint,
    s.attempt_n, s.attempt_business[1], s.attempt_business[2], s.attempt_wall[1],
    s.attempt_wall[2], s.reach_n, s.reach_business[1], s.reach_business[2], s.reach_wall[1],
    s.reach_wall[2], s.left_forward, s.gate_met, s.gate_shut, s.gate_unknown
  from summed s
  left join stage_rank r on r.stage_id = s.stage_id
  left join manager m on m.manager_id = s.manager_id
  order by r.pipeline nulls last, r.rank nulls last, r.stage, s.absent, m.name nulls last, m.crm_id;
end
$$;
comment on function coverage(timestamptz, timestamptz, timestamptz, text, text) is
  'The coverage audit: what was done in stage visits, by stage and manager.';
