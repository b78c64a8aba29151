-- Purpose: let no batch of any exchange change legs until the transaction ends, for changes of
-- legs that are stored already. Batches take their exchange's lock and then lock_links; so do we.
-- Returns: nothing. Reads: pbx. Safe to repeat within a transaction.
create or replace function lock_exchanges() returns void
language plpgsql volatile as $$
begin
  perform lock_exchange(p.pbx_id, true)
  from (select x.pbx_id from pbx x order by x.pbx_id) p;
  perform lock_links();
end
$$;
comment on function lock_exchanges() is
  'Lets no batch of any exchange change legs until the transaction ends.';
