-- Purpose: put stored calls into call_work, to be linked again.
-- Parameters: their numbers. Returns: nothing. Reads: call. Writes: call_work. Safe to repeat: yes.
create or replace function load_calls(calls bigint[]) returns void
language plpgsql volatile as $$
begin
  perform prepare_links();
  delete from call_work;
  delete from deal_touched;
  delete from number_touched;
  insert into call_work (
    call_id, is_new, pbx_id, group_key, started_at, answered_at, ended_at, direction,
    disposition, ring_seconds, talk_seconds, legs, external_number, external_raw, did,
    first_extension, last_extension, crm_hint, outcome_code, recording_file, flags)
  select
    c.call_id, false, c.pbx_id, c.group_key, c.started_at, c.answered_at, c.ended_at, c.direction,
    c.disposition, c.ring_seconds, c.talk_seconds, c.legs, c.external_number, c.external_raw, c.did,
    c.first_extension, c.last_extension, c.crm_hint, c.outcome_code, c.recording_file, c.flags
  from call c
  where c.call_id = any (calls);
end
$$;
comment on function load_calls(bigint[]) is 'Puts stored calls into call_work, to be linked again.';
