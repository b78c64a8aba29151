-- Purpose: make the session's table of calendar entries to be looked at again, empty.
-- Returns: nothing. Writes: a temporary table. Safe to repeat: yes.
create or replace function prepare_sources() returns void
language plpgsql volatile as $$
begin
  if to_regclass('pg_temp.entry_touched') is null then
    create temporary table entry_touched (calendar_entry_id bigint) on commit delete rows;
  end if;
end
$$;
comment on function prepare_sources() is
  'Makes the session''s table of calendar entries to be looked at again, empty.';
