-- Purpose: the files of an exchange whose head has one of the hashes, the furthest taken first.
-- Parameters: the exchange; SHA-256 in hexadecimal. Reads: source_file.
create or replace function source_by_head(exchange integer, heads text[])
returns setof source_file
language sql stable as $$
  select f.*
  from source_file f
  where f.pbx_id = exchange
    and f.head_hash = any (heads)
  order by f.committed_offset desc, f.source_file_id
$$;
comment on function source_by_head(integer, text[]) is
  'The files of an exchange whose head has one of the hashes.';
