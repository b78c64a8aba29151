-- Purpose: the leaks of missed inbound calls: L2 (never called back), L3 (called back late) and
-- L4 (the client called again himself).
-- Parameters: the debts that callback_case gave: those opened in the span, and those still open
-- whenever they opened. Returns: one row per debt; see leak. Reads: setting.
-- Writes: nothing. Safe to repeat.
-- L2 is a warning from callback_sla_minutes (20) on, a leak from callback_limit_hours (24) on, both
-- in business time.
create or replace function leak_of_callback(cases callback_case_row[])
returns table (
  class text, severity text, deal_id integer, call_id bigint, stage_period_id integer,
  stage_id integer, manager_id integer, since timestamptz, business_seconds bigint,
  wall_seconds bigint, limit_seconds bigint, attempts bigint, conversations bigint, found bigint,
  items text[], action text)
language plpgsql stable parallel safe
cost 100000
as $$
#variable_conflict use_column
begin
  return query
  with rule as materialized (
    select
      setting_number('callback_sla_minutes', 20)::bigint * 60 as sla,
      setting_number('callback_limit_hours', 24)::bigint * 3600 as last
  )
  select
    case
      when d.closed_how is null then 'L2'
      when d.closed_how = 'called_back' then 'L3'
      else 'L4'
    end,
    case
      when d.closed_how is null and d.age_business_seconds <= r.last then 'warning' else 'leak' end,
    d.deal_id, d.opened_by, d.stage_period_id, d.stage_id, d.manager_id, d.opened_at,
    coalesce(d.close_business_seconds, d.age_business_seconds),
    coalesce(d.close_wall_seconds, d.age_wall_seconds),
    case when d.closed_how is null and d.age_business_seconds > r.last then r.last else r.sla end,
    (d.attempt_wall_seconds is not null)::integer::bigint, null::bigint, d.misses::bigint,
    '{}'::text[],
    case when d.closed_how is null then 'call_back' else 'review_callback' end
  from unnest(cases) d
  cross join rule r
  where (d.closed_how is null and d.age_business_seconds > r.sla)
    or (d.is_in_span and d.closed_how = 'called_back' and d.close_business_seconds > r.sla)
    or (d.is_in_span and d.closed_how = 'self_recovered');
end
$$;
comment on function leak_of_callback(callback_case_row[]) is
  'The leaks of missed inbound calls: never called back, called back late, called again.';
