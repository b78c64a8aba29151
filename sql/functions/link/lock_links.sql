-- Purpose: let one transaction at a time read CRM facts and calls and write links and evidence from
-- them, until it ends. Without it a batch and an import that run side by side would each miss what
-- the other is about to commit, and the links would hang on who was first.
-- Returns: nothing. Safe to repeat within a transaction.
create or replace function lock_links() returns void
language sql volatile as $$
  select pg_advisory_xact_lock(hashtextextended(current_schema || '/links', 0))
$$;
comment on function lock_links() is
  'Lets one transaction at a time write links and evidence, until it ends.';
