-- Purpose: the leaks of deals that are open at a moment: L1, L8, L11, L12 and L13.
-- Parameters: as_of. Returns: one row per leak; see leak. Reads: open_deal, setting.
-- Writes: nothing. Safe to repeat.
-- L1 untouched lead · L8 no next step (only where the CRM gives tasks at all) · L11 silent ·
-- L12 rotting · L13 stalled. docs/metrics.md has the definitions.
create or replace function leak_of_deal(as_of timestamptz)
returns table (
  class text, severity text, deal_id integer, call_id bigint, stage_period_id integer,
  stage_id integer, manager_id integer, since timestamptz, business_seconds bigint,
  wall_seconds bigint, limit_seconds bigint, attempts bigint, conversations bigint, found bigint,
  items text[], action text)
language plpgsql stable parallel safe
cost 1000000
as $$
#variable_conflict use_column
begin
  return query
  with deal_open as materialized (
    select * from open_deal(as_of)
  ),
  calendar as materialized (
    select c.bounds, c.worked, c.day_seconds
    from business_calendar((
      select least(min(o.created_at), min(o.entered_at)) from deal_open o), as_of) c
  ),
  rule as materialized (
    select
      s.stage_id,
      setting_number('first_attempt_sla_minutes', 15) * 60 as warn_seconds,
      setting_number('lead_leak_minutes', (select c.day_seconds / 60 from calendar c)::numeric) * 60
        as leak_seconds,
      stage_setting('silent_days', s.crm_id, 7) * 86400 as silent_seconds,
      stage_setting('rotting_days', s.crm_id, 14) * 86400 as rotting_seconds,
      stage_setting('stalled_days', s.crm_id, 7) * 86400 as stalled_seconds,
      w.visits as won_visits,
      w.business_p90
    from stage s
    left join won_stage_time(as_of) w on w.stage_id = s.stage_id
    where s.kind = 'open'
  ),
  timed as materialized (
    select
      o.*, r.warn_seconds, r.leak_seconds, r.silent_seconds, r.rotting_seconds, r.stalled_seconds,
      coalesce(r.won_visits, 0) >= 20 as has_yardstick,
      r.business_p90,
      business_between(o.created_at, as_of, c.bounds, c.worked) as age_business,
      business_between(o.entered_at, as_of, c.bounds, c.worked) as stage_business,
      wall_between(o.entered_at, as_of) as stage_wall,
      coalesce(o.touch_at, o.created_at) as silent_since,
      coalesce(o.client_at, o.created_at) as rotting_since
    from deal_open o
    cross join calendar c
    join rule r on r.stage_id = o.stage_id
  )
  select
    k.class, k.severity, t.deal_id, null::bigint, t.stage_period_id, t.stage_id, t.manager_id,
    k.since, k.business, wall_between(k.since, as_of), k.limit_seconds::bigint, t.dials,
    t.conversations, t.overdue, k.items, k.action
  from timed t
  cross join calendar c
  cross join lateral (
    select
      'L1', case when t.age_business >= t.leak_seconds then 'leak' else 'warning' end,
      t.created_at, t.age_business,
      case when t.age_business >= t.leak_seconds then t.leak_seconds else t.warn_seconds end,
      '{}'::text[], 'call_client'
    where t.rank = 1
      and t.dials = 0
      and t.answered_inbound = 0
      and t.age_business > t.warn_seconds
    union all
    select
      'L8', 'leak', t.entered_at, t.stage_business, null,
      case when t.overdue > 0 then array['overdue'] else '{}' end, 'plan_task'
    where t.next_at is null
      and exists (select from task)
    union all
    select
      'L11', 'leak', t.silent_since,
      business_between(t.silent_since, as_of, c.bounds, c.worked),
      t.silent_seconds, '{}', 'call_client'
    where t.silent_since < as_of - t.silent_seconds::double precision * interval '1 second'
    union all
    select
      'L12', 'leak', t.rotting_since,
      business_between(t.rotting_since, as_of, c.bounds, c.worked),
      t.rotting_seconds, '{}', 'reach_client'
    where t.rotting_since < as_of - t.rotting_seconds::double precision * interval '1 second'
      -- A step planned for the near future pauses; one beyond twice the limit does not.
      and coalesce(
        t.next_at > as_of + 2 * t.rotting_seconds::double precision * interval '1 second', true)
    union all
    select
      'L13', 'leak', t.entered_at, t.stage_business,
      case when t.has_yardstick then t.business_p90 else t.stalled_seconds end,
      array_remove(array[
        case when t.has_yardstick then 'won_p90' end,
        case when t.silent_since >= as_of - t.silent_seconds::double precision * interval '1 second'
          then 'active' end], null),
      'review_deal'
    where case when t.has_yardstick then t.stage_business > t.business_p90
      else t.stage_wall > t.stalled_seconds end
  ) as k(class, severity, since, business, limit_seconds, items, action);
end
$$;
comment on function leak_of_deal(timestamptz) is
  'The leaks of deals that are open at a moment: L1, L8, L11, L12 and L13.';
