-- Purpose: a person's word changed a piece of a deal's evidence: bring in line what rests on it, such
-- as a booking on a client reached. Parameters: the deal; calls of it to be looked at again.
-- Returns: nothing. Reads: the CRM tables, call. Writes: evidence, suggestion. Safe to repeat: yes.
create or replace function derive_deal_evidence(of_deal integer, calls bigint[] default '{}')
returns void
language plpgsql volatile as $$
begin
  perform load_calls(calls);
  insert into deal_touched (deal_id) values (of_deal);
  insert into number_touched (number)
  select distinct w.external_number from call_work w where w.external_number is not null;
  perform derive_call_evidence();
  perform derive_callback_evidence();
  perform derive_meeting_evidence();
  perform derive_source_evidence();
end
$$;
comment on function derive_deal_evidence(integer, bigint[]) is
  'Brings in line what rests on a deal''s evidence.';
