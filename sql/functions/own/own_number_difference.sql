-- Purpose: how the configuration's own numbers differ from those that were in force.
-- Parameters: numbers in E.164 and the exchanges that name them, side by side.
-- Returns: one row per number and exchange that came or went. Reads: own_number. Writes: nothing.
create or replace function own_number_difference(numbers text[], exchanges text[])
returns table (number text, pbx_name text, is_added boolean)
language sql stable as $$
  with wanted as (
    select distinct n as number, e as pbx_name from unnest(numbers, exchanges) as u(n, e)
  ),
  present as (
    select o.number, o.pbx_name from own_number o where o.pbx_name <> ''
  )
  select coalesce(w.number, p.number), coalesce(w.pbx_name, p.pbx_name), p.number is null
  from wanted w
  full join present p on p.number = w.number and p.pbx_name = w.pbx_name
  where w.number is null or p.number is null
$$;
comment on function own_number_difference(text[], text[]) is
  'How the configuration''s own numbers differ from those that were in force.';
