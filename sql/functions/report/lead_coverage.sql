-- Purpose: how fast and how often new deals are called, by manager: C6, C7, C10, C13.
-- Parameters: as for lead_response, which lists the deals behind each figure.
-- Returns: one row per manager (level manager) and one for all (level total). The bands are of
-- first attempts in business minutes; in_sla of sla_due; contacted of contact_due; percentiles
-- are observed values over the deals that have one. Reads: lead_response. Writes: nothing.
create or replace function lead_coverage(
  from_at timestamptz, to_at timestamptz, as_of timestamptz, of_manager text)
returns table (
  level text, manager text, manager_name text, leads bigint, call_born bigint, sla_due bigint,
  in_sla bigint, sla_pending bigint, never_attempted bigint, band_5 bigint, band_15 bigint,
  band_60 bigint, band_over bigint, attempt_n bigint, attempt_business_p50 bigint,
  attempt_business_p95 bigint, attempt_wall_p50 bigint, attempt_wall_p95 bigint, contact_n bigint,
  contact_business_p50 bigint, contact_business_p95 bigint, contact_wall_p50 bigint,
  contact_wall_p95 bigint, contact_due bigint, contacted bigint, contact_pending bigint,
  dials bigint, attempts bigint, attempts_p50 bigint, attempts_max bigint, attempts_0 bigint,
  attempts_1 bigint, attempts_2 bigint, attempts_3 bigint, attempts_6 bigint, unreached bigint,
  unreached_attempts bigint)
language plpgsql stable
set work_mem = '64MB'
set jit = off
set plan_cache_mode = force_custom_plan
as $$
#variable_conflict use_column
begin
  return query
  with lead as materialized (
    select
      r.*,
      (select setting_number('first_attempt_sla_minutes', 15) * 60) as sla_seconds
    from lead_response(from_at, to_at, as_of, of_manager) r
  ),
  summed as (
    select
      grouping(l.manager_id) as absent, l.manager_id,
      count(*) as leads,
      count(*) filter (where l.is_call_born) as call_born,
      count(*) filter (where not l.is_call_born and l.attempt_is_due) as sla_due,
      count(*) filter (where not l.is_call_born and l.attempt_is_due
        and l.attempt_business_seconds <= l.sla_seconds) as in_sla,
      count(*) filter (where not l.is_call_born and not l.attempt_is_due) as sla_pending,
      count(*) filter (where not l.is_call_born and l.attempt_is_due
        and l.attempt_wall_seconds is null) as never_attempted,
      count(*) filter (where not l.is_call_born and l.attempt_business_seconds < 300) as band_5,
      count(*) filter (where not l.is_call_born
        and l.attempt_business_seconds >= 300 and l.attempt_business_seconds < 900) as band_15,
      count(*) filter (where not l.is_call_born
        and l.attempt_business_seconds >= 900 and l.attempt_business_seconds < 3600) as band_60,
      count(*) filter (where not l.is_call_born and l.attempt_business_seconds >= 3600)
        as band_over,
      count(l.attempt_wall_seconds) filter (where not l.is_call_born) as attempt_n,
      percentile_disc(array[0.5, 0.95]) within group (order by l.attempt_business_seconds)
        filter (where not l.is_call_born) as attempt_business,
      percentile_disc(array[0.5, 0.95]) within group (order by l.attempt_wall_seconds)
        filter (where not l.is_call_born) as attempt_wall,
      count(l.contact_wall_seconds) as contact_n,
      percentile_disc(array[0.5, 0.95]) within group (order by l.contact_business_seconds)
        as contact_business,
      percentile_disc(array[0.5, 0.95]) within group (order by l.contact_wall_seconds)
        as contact_wall,
      count(*) filter (where l.contact_is_due) as contact_due,
      count(*) filter (where l.contact_is_due and l.contacted_in_window) as contacted,
      count(*) filter (where not l.contact_is_due) as contact_pending,
      sum(l.dials) as dials,
      sum(l.attempts) as attempts,
      percentile_disc(0.5) within group (order by l.attempts) as attempts_p50,
      max(l.attempts) as attempts_max,
      count(*) filter (where l.attempts = 0) as attempts_0,
      count(*) filter (where l.attempts = 1) as attempts_1,
      count(*) filter (where l.attempts = 2) as attempts_2,
      count(*) filter (where l.attempts between 3 and 5) as attempts_3,
      count(*) filter (where l.attempts >= 6) as attempts_6,
      count(*) filter (where l.contact_is_due and not l.contacted_in_window) as unreached,
      sum(l.attempts) filter (where l.contact_is_due and not l.contacted_in_window)
        as unreached_attempts
    from lead l
    group by grouping sets ((l.manager_id), ())
  )
  select
    case s.absent when 0 then 'manager' else 'total' end, m.crm_id, m.name,
    s.leads, s.call_born, s.sla_due, s.in_sla, s.sla_pending, s.never_attempted, s.band_5,
    s.band_15, s.band_60, s.band_over, s.attempt_n, s.attempt_business[1], s.attempt_business[2],
    s.attempt_wall[1], s.attempt_wall[2], s.contact_n, s.contact_business[1],
    s.contact_business[2], s.contact_wall[1], s.contact_wall[2], s.contact_due, s.contacted,
    s.contact_pending, coalesce(s.dials, 0)::bigint, coalesce(s.attempts, 0)::bigint,
    s.attempts_p50, s.attempts_max, s.attempts_0, s.attempts_1, s.attempts_2, s.attempts_3,
    s.attempts_6, s.unreached, coalesce(s.unreached_attempts, 0)::bigint
  from summed s
  left join manager m on m.manager_id = s.manager_id
  order by s.absent, m.name nulls last, m.crm_id;
end
$$;
comment on function lead_coverage(timestamptz, timestamptz, timestamptz, text) is
  'How fast and how often new deals are called, by manager.';
