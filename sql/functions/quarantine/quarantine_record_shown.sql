-- Purpose: one record of the quarantine for people, its bytes as text. Bytes that are no UTF-8
-- text are shown in PostgreSQL's escape form. Parameters: the record. Reads: quarantine.
create or replace function quarantine_record_shown(wanted bigint)
returns table (
  quarantine_id bigint, file text, line bigint, byte_offset bigint, byte_length bigint,
  reason text, detail text, raw text, quarantined_at timestamptz, settled_how text,
  settled_by text, settled_why text)
language sql stable as $$
  select q.quarantine_id, q.origin, q.line, q.byte_offset, q.byte_length, q.reason, q.detail,
    readable_bytes(substr(q.raw, 1, 4096)), q.quarantined_at, q.settled_how, q.settled_by,
    q.settled_why
  from quarantine q
  where q.quarantine_id = wanted
$$;
comment on function quarantine_record_shown(bigint) is
  'One record of the quarantine for people, its bytes as text.';
