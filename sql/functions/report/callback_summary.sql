-- Purpose: how missed inbound calls were made good.
-- Parameters: as for callback_case, which lists the debts behind each figure; those debts where the
-- caller has them already (null or absent: they are reckoned).
-- Returns: one row. Of the debts opened in the span: opened, misses, due (older than
-- callback_sla_minutes, 20, business time), pending, attempted_in_sla and reached_in_sla of due,
-- called_back, self_recovered, percentiles of business and wall seconds to the first attempt and
-- to the call-back that reached. Of all debts still open at as_of: remainder with its bands of
-- wall age, and lost: open for more than 7 days. Reads: callback_case, setting. Writes: nothing.
create or replace function callback_summary(
  from_at timestamptz, to_at timestamptz, as_of timestamptz,
  cases callback_case_row[] default null)
returns table (
  opened bigint, misses bigint, due bigint, pending bigint, attempted_in_sla bigint,
  reached_in_sla bigint, called_back bigint, self_recovered bigint, attempt_n bigint,
  attempt_business_p50 bigint, attempt_business_p95 bigint, attempt_wall_p50 bigint,
  attempt_wall_p95 bigint, reach_n bigint, reach_business_p50 bigint, reach_business_p95 bigint,
  reach_wall_p50 bigint, reach_wall_p95 bigint, remainder bigint, open_1_hour bigint,
  open_4_hours bigint, open_24_hours bigint, open_longer bigint, lost bigint)
language plpgsql stable
set work_mem = '64MB'
set jit = off
set plan_cache_mode = force_custom_plan
as $$
#variable_conflict use_column
declare
  known constant callback_case_row[] := coalesce(
    cases, array(select c from callback_case(from_at, to_at, as_of) c));
  sla constant numeric := setting_number('callback_sla_minutes', 20) * 60;
begin
  return query
  with debt as (
    select
      d.*,
      d.is_in_span and d.age_business_seconds >= sla as is_due,
      d.closed_how is null as is_open
    from unnest(known) d
  ),
  summed as (
    select
      count(*) filter (where d.is_in_span) as opened,
      sum(d.misses) filter (where d.is_in_span) as misses,
      count(*) filter (where d.is_due) as due,
      count(*) filter (where d.is_in_span and not d.is_due) as pending,
      count(*) filter (where d.is_due and d.attempt_business_seconds <= sla) as attempted_in_sla,
      count(*) filter (where d.is_due and d.closed_how = 'called_back'
        and d.close_business_seconds <= sla) as reached_in_sla,
      count(*) filter (where d.is_in_span and d.closed_how = 'called_back') as called_back,
      count(*) filter (where d.is_in_span and d.closed_how = 'self_recovered') as self_recovered,
      count(d.attempt_wall_seconds) filter (where d.is_in_span) as attempt_n,
      percentile_disc(array[0.5, 0.95]) within group (order by d.attempt_business_seconds)
        filter (where d.is_in_span) as attempt_business,
      percentile_disc(array[0.5, 0.95]) within group (order by d.attempt_wall_seconds)
        filter (where d.is_in_span) as attempt_wall,
      percentile_disc(array[0.5, 0.95]) within group (order by d.close_business_seconds)
        filter (where d.is_in_span and d.closed_how = 'called_back') as reach_business,
      percentile_disc(array[0.5, 0.95]) within group (order by d.close_wall_seconds)
        filter (where d.is_in_span and d.closed_how = 'called_back') as reach_wall,
      count(*) filter (where d.is_open) as remainder,
      count(*) filter (where d.is_open and d.age_wall_seconds < 3600) as open_1_hour,
      count(*) filter (where d.is_open and d.age_wall_seconds >= 3600
        and d.age_wall_seconds < 14400) as open_4_hours,
      count(*) filter (where d.is_open and d.age_wall_seconds >= 14400
        and d.age_wall_seconds < 86400) as open_24_hours,
      count(*) filter (where d.is_open and d.age_wall_seconds >= 86400) as open_longer,
      count(*) filter (where d.is_open and d.age_wall_seconds > 7 * 86400) as lost
    from debt d
  )
  select
    s.opened, coalesce(s.misses, 0)::bigint, s.due, s.pending, s.attempted_in_sla,
    s.reached_in_sla, s.called_back, s.self_recovered, s.attempt_n, s.attempt_business[1],
    s.attempt_business[2], s.attempt_wall[1], s.attempt_wall[2], s.called_back,
    s.reach_business[1], s.reach_business[2], s.reach_wall[1], s.reach_wall[2], s.remainder,
    s.open_1_hour, s.open_4_hours, s.open_24_hours, s.open_longer, s.lost
  from summed s;
end
$$;
comment on function callback_summary(
  timestamptz, timestamptz, timestamptz, callback_case_row[]) is
  'How missed inbound calls were made good.';
