-- Purpose: the files that we know below a root, to find what is new, changed or gone.
-- Parameters: the root. Returns: path, length, when written, how last seen. Reads: recording.
create or replace function recording_known(of_root text)
returns table (path text, bytes bigint, modified_at timestamptz, status text)
language sql stable as $$
  select r.path, r.bytes, r.modified_at, r.status from recording r where r.root = of_root
$$;
comment on function recording_known(text) is 'The files that we know below a root.';
