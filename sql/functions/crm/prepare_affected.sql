-- Purpose: make the session's tables of what a change of CRM facts touched, empty, for
-- relink_affected. Returns: nothing. Writes: temporary tables. Safe to repeat: yes.
create or replace function prepare_affected() returns void
language plpgsql volatile as $$
begin
  if to_regclass('pg_temp.affected_number') is null then
    create temporary table affected_number (number text not null) on commit delete rows;
    create temporary table affected_extension (
      pbx_name text not null, extension text not null) on commit delete rows;
    create temporary table affected_task (task_id integer not null) on commit delete rows;
    -- Deals whose calls may follow whatever their number is: by a supervisor's word or an id.
    create temporary table affected_deal (deal_id integer not null) on commit delete rows;
    -- Numbers of persons who won or lost another number: their calls stay, their debts may not.
    create temporary table affected_person (number text not null) on commit delete rows;
  end if;
end
$$;
comment on function prepare_affected() is
  'Makes the session''s tables of what a change of CRM facts touched, empty.';
