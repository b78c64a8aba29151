-- Purpose: write the events of facts that a statement has added, with the facts: a trigger after
-- insert, for each statement, that calls its new rows `added`. So no writer can forget it.
-- Parameters of the trigger: the type of the events, and the column that numbers the facts.
-- Returns: nothing of use. Reads: the new rows. Writes: outbox. Safe to repeat: each is an insert.
-- Numbers that follow each other are one row: a bulk insert costs one pass over its rows.
create or replace function announce()
returns trigger
language plpgsql volatile
-- Whoever writes facts, with whatever search path, writes events beside them.
set search_path from current
as $$
declare
  lowest bigint;
  highest bigint;
  facts bigint;
begin
  execute format('select min(a.%1$I), max(a.%1$I), count(*) from added a', tg_argv[1])
    into lowest, highest, facts;
  if facts = 0 then
    return null;
  end if;
  if highest - lowest + 1 = facts then
    insert into outbox (type, first_subject, last_subject) values (tg_argv[0], lowest, highest);
  else
    execute format(
      'insert into outbox (type, first_subject, last_subject)
      select $1, min(a.number), max(a.number)
      from (
        select i.%1$I as number, i.%1$I - row_number() over (order by i.%1$I) as run from added i
      ) a
      group by a.run
      order by min(a.number)', tg_argv[1])
      using tg_argv[0];
  end if;
  perform pg_notify('tollgate_events', current_schema);
  return null;
end
$$;
comment on function announce() is
  'Writes the events of facts that a statement has added, with the facts.';
