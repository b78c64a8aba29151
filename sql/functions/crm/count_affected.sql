-- Purpose: how much the change of CRM facts touched. Returns: one row of counts.
-- Reads: affected_number, affected_extension, affected_task. Writes: nothing. Safe to repeat.
create or replace function count_affected(
  out numbers bigint, out extensions bigint, out tasks bigint)
language sql stable as $$
  select
    (select count(distinct n.number) from affected_number n),
    (select count(distinct (e.pbx_name, e.extension)) from affected_extension e),
    (select count(distinct t.task_id) from affected_task t)
$$;
comment on function count_affected() is 'How much the change of CRM facts touched.';
