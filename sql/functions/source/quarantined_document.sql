-- Purpose: documents and parts of them that wait in quarantine, to be read again.
-- Parameters: numbers of records; null for all that wait.
-- Returns: place, bytes and document. Reads: quarantine, document.
create or replace function quarantined_document(wanted bigint[])
returns table (
  quarantine_id bigint, document_id bigint, kind text, path text, name text, document_digest text,
  byte_offset bigint, detail text, raw bytea, is_whole boolean)
language sql stable as $$
  select q.quarantine_id, d.document_id, d.kind, d.path, d.name, d.digest, q.byte_offset, q.detail,
    q.raw, q.digest is null
  from quarantine q
  join document d on d.document_id = q.document_id
  where q.settled_at is null
    and (wanted is null or q.quarantine_id = any (wanted))
  order by d.document_id, q.byte_offset
$$;
comment on function quarantined_document(bigint[]) is
  'Documents and parts of them that wait in quarantine, to be read again.';
