-- Purpose: assemble stored calls anew from their legs, after what the legs' ends are has changed,
-- and put them into call_work, to be linked again by settle_calls.
-- Parameters: the calls. Returns: nothing. Reads: call, leg. Writes: call_work, call_touched,
-- number_touched: a call that gets another number leaves debts, cards and marks behind.
-- Safe to repeat: yes. After load_calls, whose rows of these calls it replaces.
create or replace function rework_calls(calls bigint[]) returns void
language plpgsql volatile as $$
declare
  exchange integer;
begin
  perform prepare_batch();
  delete from call_work w where w.call_id = any (calls);
  for exchange in
    select distinct c.pbx_id from call c where c.call_id = any (calls) order by c.pbx_id
  loop
    delete from call_touched;
    insert into call_touched (group_key, call_id, is_new)
    select c.group_key, c.call_id, false
    from call c
    where c.call_id = any (calls)
      and c.pbx_id = exchange;
    analyze call_touched;
    perform assemble_calls(exchange);
  end loop;
  delete from call_touched;
  insert into number_touched (number)
  select distinct c.external_number
  from call c
  where c.call_id = any (calls)
    and c.external_number is not null;
end
$$;
comment on function rework_calls(bigint[]) is
  'Assembles stored calls anew from their legs, into call_work.';
