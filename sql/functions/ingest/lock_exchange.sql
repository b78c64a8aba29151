-- Purpose: let one batch of an exchange at a time change its legs, until the transaction ends.
-- Parameters: the exchange; whether to wait. Returns: false when another holds it and we don't wait.
create or replace function lock_exchange(exchange integer, wait boolean) returns boolean
language plpgsql volatile as $$
declare
  key bigint := hashtextextended(current_schema || '/exchange/' || exchange, 0);
begin
  if wait then
    perform pg_advisory_xact_lock(key);
    return true;
  end if;
  return pg_try_advisory_xact_lock(key);
end
$$;
comment on function lock_exchange(integer, boolean) is
  'Lets one batch of an exchange at a time change its legs, until the transaction ends.';
