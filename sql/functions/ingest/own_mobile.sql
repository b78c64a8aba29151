-- Purpose: the sellers' own mobile telephones: extensions that the CRM gives as whole numbers.
-- Parameters: the exchange. Returns: number in E.164, and when it was somebody's of ours.
-- Reads: manager_extension, pbx. Writes: nothing.
create or replace function own_mobile(exchange integer)
returns table (number text, held tstzmultirange)
language sql stable as $$
  select m.extension, range_agg(tstzrange(m.valid_from, m.valid_to))
  from manager_extension m
  join pbx p on p.pbx_id = exchange
  where m.extension like '+%'
    and m.pbx_name in ('', p.name)
  group by m.extension
$$;
comment on function own_mobile(integer) is 'The sellers'' own mobile telephones.';
