-- Purpose: put other settings into force as the configuration would, links and evidence with them;
-- whoever tries them rolls the transaction back.
-- Parameters: names and values side by side, as for configure; our own numbers stay.
-- Returns: whether any setting is another. Writes: what configure writes.
-- Safe to repeat: yes.
create or replace function policy_try(names text[], choices text[])
returns boolean
language sql volatile as $$
  select configure(names, choices)
$$;
comment on function policy_try(text[], text[]) is
  'Puts other settings into force as the configuration would.';
