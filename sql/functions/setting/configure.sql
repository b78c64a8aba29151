-- Purpose: write the configuration's thresholds; link all calls anew when one that links or
-- evidence depend on has changed, and reckon the due times of the intake anew when working hours
-- have.
-- Parameters: names and values side by side.
-- Returns: whether anything changed. Writes: setting, call, evidence, intake_card, and the trigger
-- of gate_enforcement.
-- Safe to repeat: yes.
create or replace function configure(names text[], choices text[])
returns boolean
language plpgsql volatile as $$
declare
  decisive constant text[] := array[
    'min_talk_seconds', 'meeting_window_hours', 'deal_follows_call_minutes', 'company_deals',
    'link_order', 'shared_number_contacts', 'twin_seconds', 'machine_talk_limit_seconds',
    'machine_repeats'];
  calendar constant text[] := array[
    'intake_due_minutes', 'company_time_zone', 'work_days', 'work_from', 'work_to', 'holidays'];
  changed text[];
begin
  with wanted as (
    select n as name, v as value from unnest(names, choices) as u(n, v)
  ),
  written as (
    insert into setting (name, value)
    select w.name, w.value from wanted w
    -- What stands there is not locked: a dry run of other rules may hold it for minutes.
    where not exists (select from setting s where s.name = w.name and s.value = w.value)
    on conflict on constraint setting_pkey do update
    set value = excluded.value
    where setting.value <> excluded.value
    returning setting.name
  )
  select coalesce(array_agg(w.name), '{}') into changed from written w;

  if 'gate_enforcement' = any (changed) then
    perform switch_gate_enforcement();
  end if;
  if changed && decisive and exists (select from call) then
    perform lock_links();
    perform load_calls(array(select c.call_id from call c));
    perform settle_calls();
  end if;
  if changed && calendar and exists (select from intake_card k where k.closed_at is null) then
    perform rederive_intake(null);
  end if;
  return changed <> '{}';
end
$$;
comment on function configure(text[], text[]) is 'Writes the configuration''s thresholds.';
