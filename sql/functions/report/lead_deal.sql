-- Purpose: the deals behind a figure of lead coverage.
-- Parameters: the figure's key as in the report: leads, call_born, in_sla, late, sla_pending,
-- no_attempt, contacted, not_contacted, contact_pending; the others as for lead_response.
-- Returns: one row per deal, oldest first; none for a key that is not known.
-- Reads: lead_response. Writes: nothing. Safe to repeat.
create or replace function lead_deal(
  figure text, from_at timestamptz, to_at timestamptz, as_of timestamptz, of_manager text)
returns table (
  deal text, title text, manager text, manager_name text, created_time text, attempts bigint,
  attempt_business_seconds bigint, attempt_wall_seconds bigint, contact_business_seconds bigint,
  contact_wall_seconds bigint)
language plpgsql stable
set work_mem = '64MB'
set jit = off
set plan_cache_mode = force_custom_plan
as $$
#variable_conflict use_column
declare
  sla constant numeric := setting_number('first_attempt_sla_minutes', 15) * 60;
  zone constant text := setting_text('company_time_zone', 'Europe/Moscow');
begin
  return query
  select
    d.crm_id, d.title, m.crm_id, m.name, time_in_zone(l.created_at, zone), l.attempts,
    l.attempt_business_seconds, l.attempt_wall_seconds, l.contact_business_seconds,
    l.contact_wall_seconds
  from lead_response(from_at, to_at, as_of, of_manager) l
  join deal d on d.deal_id = l.deal_id
  left join manager m on m.manager_id = l.manager_id
  where case figure
    when 'leads' then true
    when 'call_born' then l.is_call_born
    when 'in_sla' then not l.is_call_born and l.attempt_is_due and l.attempt_business_seconds <= sla
    when 'late' then not l.is_call_born and l.attempt_is_due and l.attempt_business_seconds > sla
    when 'no_attempt' then not l.is_call_born and l.attempt_is_due
      and l.attempt_wall_seconds is null
    when 'sla_pending' then not l.is_call_born and not l.attempt_is_due
    when 'contacted' then l.contact_is_due and l.contacted_in_window
    when 'not_contacted' then l.contact_is_due and not l.contacted_in_window
    when 'contact_pending' then not l.contact_is_due
    else false
  end
  order by l.created_at, d.crm_id;
end
$$;
comment on function lead_deal(text, timestamptz, timestamptz, timestamptz, text) is
  'The deals behind a figure of lead coverage.';
