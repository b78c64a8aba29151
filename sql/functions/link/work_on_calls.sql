-- Purpose: add stored calls to call_work, as they are. Parameters: their numbers, none of them
-- there yet. Returns: nothing. Reads: call. Writes: call_work. Safe to repeat: no.
create or replace function work_on_calls(calls bigint[]) returns void
language sql volatile as $$
  insert into call_work (
    call_id, is_new, pbx_id, group_key, started_at, answered_at, ended_at, direction,
    disposition, ring_seconds, talk_seconds, legs, external_number, external_raw, did,
    first_extension, last_extension, crm_hint, outcome_code, recording_file, flags)
  select
    c.call_id, false, c.pbx_id, c.group_key, c.started_at, c.answered_at, c.ended_at, c.direction,
    c.disposition, c.ring_seconds, c.talk_seconds, c.legs, c.external_number, c.external_raw, c.did,
    c.first_extension, c.last_extension, c.crm_hint, c.outcome_code, c.recording_file, c.flags
  from call c
  where c.call_id = any (calls)
$$;
comment on function work_on_calls(bigint[]) is 'Adds stored calls to call_work, as they are.';
