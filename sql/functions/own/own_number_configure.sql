-- Purpose: put the configuration's own numbers into force; those that a person confirmed stay.
-- Parameters: as own_number_difference. Returns: the difference. Writes: own_number.
-- Safe to repeat: the second time there is no difference. The caller holds lock_exchanges.
create or replace function own_number_configure(numbers text[], exchanges text[])
returns table (number text, pbx_name text, is_added boolean)
language sql volatile as $$
  with difference as materialized (
    select d.number, d.pbx_name, d.is_added from own_number_difference(numbers, exchanges) d
  ),
  gone as (
    delete from own_number o
    using difference d
    where not d.is_added and o.number = d.number and o.pbx_name = d.pbx_name
  ),
  come as (
    insert into own_number (number, pbx_name)
    select d.number, d.pbx_name from difference d where d.is_added
  )
  select d.number, d.pbx_name, d.is_added from difference d
$$;
comment on function own_number_configure(text[], text[]) is
  'Puts the configuration''s own numbers into force.';
