-- Purpose: how many contents of an exchange were known when one was looked up, so that another one
-- made known meanwhile is noticed. Parameters: the exchange.
-- Returns: the highest source_file_id; 0 when there is none. Reads: source_file.
create or replace function newest_source_file(exchange integer) returns bigint
language sql stable as $$
  select coalesce(max(f.source_file_id), 0)
  from source_file f
  where f.pbx_id = exchange
$$;
comment on function newest_source_file(integer) is
  'The highest number of an exchange''s files; 0 when there is none.';
