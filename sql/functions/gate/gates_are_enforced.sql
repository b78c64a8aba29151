-- Purpose: whether moves through a shut gate are refused in this schema: the trigger is there.
-- Returns: true or false. Reads: PostgreSQL's catalog. Writes: nothing. Safe to repeat.
create or replace function gates_are_enforced()
returns boolean
language sql stable as $$
  select exists (
    select from pg_trigger t
    where t.tgrelid = 'stage_period'::regclass
      and t.tgname = 'stage_period_gate')
$$;
comment on function gates_are_enforced() is 'Whether moves through a shut gate are refused.';
