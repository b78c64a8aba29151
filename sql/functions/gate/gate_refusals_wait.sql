-- Purpose: whether stage entries wait in quarantine because a gate refused them.
-- Returns: true or false. Reads: quarantine. Writes: nothing. Safe to repeat.
create or replace function gate_refusals_wait()
returns boolean
language sql stable as $$
  select exists (
    select from quarantine q
    where q.reason = 'gate'
      and q.settled_at is null)
$$;
comment on function gate_refusals_wait() is
  'Whether stage entries wait in quarantine because a gate refused them.';
