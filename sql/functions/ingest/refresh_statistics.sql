-- Purpose: tell the planner of a batch that made the tables a fifth larger or more: a first load
-- goes from nothing to millions before autovacuum looks, and plans made for empty tables take
-- minutes. Parameters: legs taken. Returns: nothing. Writes: statistics. Safe to repeat: yes.
create or replace function refresh_statistics(legs bigint) returns void
language plpgsql volatile as $$
begin
  if legs < 1000
    or legs < 0.2 * (select greatest(c.reltuples, 0) from pg_class c where c.oid = 'leg'::regclass)
  then
    return;
  end if;
  analyze leg;
  analyze call;
  analyze evidence;
end
$$;
comment on function refresh_statistics(bigint) is
  'Tells the planner of a batch that made the tables much larger.';
