-- Purpose: lengths of the heads by which files of an exchange are known.
-- Parameters: the exchange; the longest that is of use. Reads: source_file.
create or replace function source_head_lengths(exchange integer, longest bigint)
returns table (head_length integer)
language sql stable as $$
  select distinct f.head_length
  from source_file f
  where f.pbx_id = exchange
    and f.head_length <= longest
$$;
comment on function source_head_lengths(integer, bigint) is
  'Lengths of the heads by which files of an exchange are known.';
