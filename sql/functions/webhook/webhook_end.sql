-- Purpose: give a webhook free that webhook_begin took.
-- Returns: whether this session had it. Reads, writes: nothing. Safe to repeat: yes.
create or replace function webhook_end(hook text)
returns boolean
language sql volatile as $$
  select pg_advisory_unlock(hashtextextended(current_schema || '/webhook/' || hook, 0))
$$;
comment on function webhook_end(text) is 'Gives a webhook free that webhook_begin took.';
