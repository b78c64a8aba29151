-- Purpose: put stored calls into call_work, to be linked again.
-- Parameters: their numbers. Returns: nothing. Reads: call. Writes: call_work. Safe to repeat: yes.
create or replace function load_calls(calls bigint[]) returns void
language plpgsql volatile as $$
begin
  perform prepare_links();
  delete from call_work;
  delete from deal_touched;
  delete from number_touched;
  perform work_on_calls(calls);
end
$$;
comment on function load_calls(bigint[]) is 'Puts stored calls into call_work, to be linked again.';
