-- Purpose: hold a file's checkpoint for this transaction. Returns: the file. Reads: source_file.
create or replace function lock_source_file(file bigint) returns setof source_file
language sql volatile as $$
  select f.* from source_file f where f.source_file_id = file for update
$$;
comment on function lock_source_file(bigint) is
  'Holds a file''s checkpoint for this transaction.';
