-- Purpose: write the configuration's thresholds and our own numbers; link all calls anew when one
-- that links or evidence depend on has changed.
-- Parameters: names and values side by side; numbers and their exchanges side by side.
-- Returns: whether anything changed. Writes: setting, own_number, call, evidence,
-- and the trigger of gate_enforcement.
-- Safe to repeat: yes.
create or replace function configure(
  names text[], choices text[], numbers text[], exchanges text[])
returns boolean
language plpgsql volatile as $$
declare
  decisive constant text[] := array[
    'min_talk_seconds', 'meeting_window_hours', 'deal_follows_call_minutes', 'company_deals',
    'link_order', 'shared_number_contacts'];
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

  with wanted as (
    select n as number, e as pbx_name from unnest(numbers, exchanges) as u(n, e)
  ),
  gone as (
    delete from own_number o
    where not exists (select from wanted w where w.number = o.number)
  )
  insert into own_number (number, pbx_name)
  select w.number, w.pbx_name from wanted w
  on conflict on constraint own_number_pkey do nothing;

  if 'gate_enforcement' = any (changed) then
    perform switch_gate_enforcement();
  end if;
  if changed && decisive and exists (select from call) then
    perform lock_links();
    perform load_calls(array(select c.call_id from call c));
    perform settle_calls();
  end if;
  return changed <> '{}';
end
$$;
comment on function configure(text[], text[], text[], text[]) is
  'Writes the configuration''s thresholds and our own numbers.';
