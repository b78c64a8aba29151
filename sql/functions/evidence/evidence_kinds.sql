-- Purpose: the kinds of which evidence was ever recorded. Returns: a row for each, sorted.
-- Reads: evidence. Writes: nothing. Safe to repeat.
create or replace function evidence_kinds()
returns table (kind text)
language sql stable as $$
  select e.kind from evidence e group by e.kind order by e.kind
$$;
comment on function evidence_kinds() is 'The kinds of which evidence was ever recorded.';
