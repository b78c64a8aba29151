-- Purpose: a row as names, texts and JSON, for lists that are printed. Pure; null gives ''.
create or replace function listed(r json, out names text[], out cells text[])
language sql immutable as $$
  select array_agg(e.key order by e.n), array_agg(coalesce(e.value, '') order by e.n)
  from json_each_text(r) with ordinality as e(key, value, n)
$$;
comment on function listed(json) is 'A row as names and texts, for lists that are printed.';
