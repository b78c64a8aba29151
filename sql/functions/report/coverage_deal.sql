-- Purpose: the deals behind a figure of coverage.
-- Parameters: the figure's key as in the report: visits, passed_through, pending, due, called,
-- never_called, attempted, never_attempted, reached, not_reached, recording_missing, left_forward,
-- gate_met, gate_shut, gate_unknown; the others as for coverage_visit.
-- Returns: one row per visit, oldest first; none for a key that is not known.
-- Reads: coverage_visit. Writes: nothing. Safe to repeat.
create or replace function coverage_deal(
  figure text, from_at timestamptz, to_at timestamptz, as_of timestamptz, of_stage text,
  of_manager text)
returns table (
  deal text, title text, stage text, stage_name text, manager text, manager_name text,
  entered_time text, left_time text, calls bigint, attempts bigint, conversations bigint,
  talk_seconds bigint, gate text, missing text[])
language plpgsql stable
set work_mem = '64MB'
set jit = off
set plan_cache_mode = force_custom_plan
as $$
#variable_conflict use_column
declare
  zone constant text := setting_text('company_time_zone', 'Europe/Moscow');
begin
  return query
  select
    d.crm_id, d.title, s.stage, s.name, m.crm_id, m.name, time_in_zone(v.entered_at, zone),
    time_in_zone(v.left_at, zone), v.calls, v.attempts, v.conversations, v.talk_seconds, v.gate,
    coalesce(v.missing, '{}')
  from coverage_visit(from_at, to_at, as_of, of_stage, of_manager) v
  join deal d on d.deal_id = v.deal_id
  join stage_rank s on s.stage_id = v.stage_id
  left join manager m on m.manager_id = v.manager_id
  where case figure
    when 'visits' then true
    when 'passed_through' then v.is_pass_through
    when 'pending' then v.is_pending
    when 'due' then v.is_due
    when 'called' then v.is_due and v.calls > 0
    when 'never_called' then v.is_due and v.calls = 0
    when 'attempted' then v.is_due and v.dials > 0
    when 'never_attempted' then v.is_due and v.dials = 0
    when 'reached' then v.is_due and v.conversations > 0
    when 'not_reached' then v.is_due and v.conversations = 0
    when 'recording_missing' then v.is_due and v.recorded < v.expected
    when 'left_forward' then v.gate is not null
    when 'gate_met' then v.gate = 'met'
    when 'gate_shut' then v.gate = 'shut'
    when 'gate_unknown' then v.gate = 'unknown'
    else false
  end
  order by v.entered_at, d.crm_id, v.stage_period_id;
end
$$;
comment on function coverage_deal(text, timestamptz, timestamptz, timestamptz, text, text) is
  'The deals behind a figure of coverage.';
