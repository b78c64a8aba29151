-- Purpose: bring the trigger that refuses moves through a shut gate in line with setting
-- gate_enforcement: it is there only while that is true, so that nobody else pays for it.
-- Returns: nothing. Reads: setting. Writes: the trigger stage_period_gate. Safe to repeat.
-- Called when the setting has changed, and when functions were made anew: a trigger goes with its
-- function.
create or replace function switch_gate_enforcement() returns void
language plpgsql volatile as $$
declare
  is_wanted constant boolean := setting_text('gate_enforcement', 'false') = 'true';
begin
  if is_wanted and not gates_are_enforced() then
    create trigger stage_period_gate before insert on stage_period
    for each row execute function refuse_shut_gate();
  elsif not is_wanted and gates_are_enforced() then
    drop trigger stage_period_gate on stage_period;
  end if;
end
$$;
comment on function switch_gate_enforcement() is
  'Brings the trigger that refuses moves through a shut gate in line with the setting.';
