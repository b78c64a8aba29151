-- Purpose: assemble stored calls again from their legs as they are now, link them and bring the
-- evidence in line: after something in the legs was put right.
-- Parameters: the calls. Returns: as settle_calls.
-- Reads: leg, call. Writes: call, evidence, intake_card; the working tables, which it empties first.
-- Safe to repeat: a second run changes nothing. The caller holds lock_exchanges or lock_links.
create or replace function reassemble_calls(
  calls bigint[],
  out calls_new bigint, out calls_changed bigint, out evidence_recorded bigint,
  out evidence_revoked bigint)
language plpgsql volatile as $$
declare
  exchange integer;
begin
  perform prepare_batch();
  perform load_calls('{}');
  delete from leg_fresh;
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
  -- A call that gets another number leaves debts, cards and marks behind.
  insert into number_touched (number)
  select distinct c.external_number
  from call c
  where c.call_id = any (calls)
    and c.external_number is not null;
  select s.calls_new, s.calls_changed, s.evidence_recorded, s.evidence_revoked
  into calls_new, calls_changed, evidence_recorded, evidence_revoked
  from settle_calls() s;
end
$$;
comment on function reassemble_calls(bigint[]) is
  'Assembles stored calls again from their legs as they are now.';
