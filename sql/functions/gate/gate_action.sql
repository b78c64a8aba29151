-- Purpose: the cheapest action that would meet a requirement, in a fixed word.
-- Parameters: why the requirement is not met (or met), its kinds, whether a piece came too late for
-- the rule `before`, the meeting tasks found (null: none).
-- Returns: the word; null when the requirement is met. Reads, writes: nothing. Safe to repeat.
-- plpgsql, for what is not inlined is else planned anew in each query.
create or replace function gate_action(
  reason text, kinds text[], came_too_late boolean, meetings jsonb)
returns text
language plpgsql immutable as $$
begin
  return case
    -- Nothing that is done now changes what was kept then.
    when reason in ('met', 'no_watermark') then null
    when reason = 'ambiguous' then 'confirm_call'
    when reason in ('lag', 'no_records') then 'wait_for_records'
    when came_too_late then 'repeat_after'
    when 'fields_filled' = any (kinds) then 'fill_fields'
    when 'task_planned' = any (kinds) then 'plan_task'
    when 'call_made' = any (kinds) then 'call_client'
    when 'callback_made' = any (kinds) then 'call_back'
    when 'client_reached' = any (kinds) then 'reach_client'
    when 'recording_attached' = any (kinds) then 'find_recording'
    when 'meeting_booked' = any (kinds) then
      case
        when jsonb_path_exists(meetings, '$[*] ? (@.lacks.size() == 0)') then 'reach_client'
        when jsonb_array_length(meetings) > 0 then 'complete_meeting'
        else 'book_meeting'
      end
    when 'meeting_held' = any (kinds) then
      case when jsonb_array_length(meetings) > 0 then 'close_meeting' else 'hold_meeting' end
    else 'add_evidence'
  end;
end
$$;
comment on function gate_action(text, text[], boolean, jsonb) is
  'The cheapest action that would meet a requirement.';
