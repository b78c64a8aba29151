-- Purpose: whose telephone an extension of an exchange was at a moment.
-- Parameters: exchange's name, extension, moment. Returns: manager_id, null when nobody's.
-- A row that names the exchange wins over one that holds for every exchange. Reads: manager_extension.
create or replace function manager_at(exchange text, phone text, moment timestamptz)
returns integer
language sql stable as $$
  select m.manager_id
  from manager_extension m
  where m.extension = phone
    and m.pbx_name in ('', exchange)
    and m.valid_from <= moment
    and moment < m.valid_to
  order by m.pbx_name desc
  limit 1
$$;
comment on function manager_at(text, text, timestamptz) is
  'Whose telephone an extension of an exchange was at a moment.';
