-- Purpose: what to do about a requirement that is not met, in a few English words.
-- Parameters: a requirement as gate_facts gives it, the CRM's deal id. Returns: the words; null for
-- one that is met. Reads, writes: nothing. Safe to repeat.
-- plpgsql, for what is not inlined is else planned anew in each query.
create or replace function gate_action_words(requirement jsonb, of_deal text)
returns text
language plpgsql immutable as $$
declare
  facts constant jsonb := requirement -> 'facts';
begin
  return case requirement ->> 'action'
    when 'confirm_call' then format('say whether call %s belongs to deal %s',
      coalesce(facts #>> '{calls,0}', '?'), of_deal)
    when 'wait_for_records' then 'ingest the newest call records and ask again'
    when 'repeat_after' then format('do it again, with %s after it', facts ->> 'before')
    when 'fill_fields' then 'fill in ' || (
      select string_agg(n.value, ', ') from jsonb_array_elements_text(facts -> 'empty_fields') n)
    when 'plan_task' then format('plan a %s task with a due time', facts ->> 'task_kind')
    when 'call_client' then 'call the client'
    when 'call_back' then 'call the client back'
    when 'reach_client' then
      format('call the client and talk for at least %s s', facts ->> 'talk_seconds')
    when 'find_recording' then 'find the recording'
    when 'complete_meeting' then 'complete meeting task ' || (facts #>> '{meetings,0,task}')
    when 'book_meeting' then 'book a meeting'
    when 'close_meeting' then
      format('hold the meeting and close task %s', facts #>> '{meetings,0,task}')
    when 'hold_meeting' then 'hold a meeting'
    when 'enter_stage' then 'move to stage ' || (facts #>> '{skipped,0,stage}')
    when 'add_evidence' then 'record evidence of kind ' || (requirement #>> '{kinds,0}')
  end;
end
$$;
comment on function gate_action_words(jsonb, text) is
  'What to do about a requirement that is not met, in a few English words.';
