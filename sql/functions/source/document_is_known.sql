-- Purpose: was a file taken as it lies there, so that it need not be read?
-- Parameters: path, length, when it was written. Returns: whether. Reads: document.
create or replace function document_is_known(at_path text, length bigint, written timestamptz)
returns boolean
language sql stable as $$
  select exists (
    select from document d
    where d.path = at_path and d.bytes = length and d.modified_at = written)
$$;
comment on function document_is_known(text, bigint, timestamptz) is
  'Was a file taken as it lies there?';
