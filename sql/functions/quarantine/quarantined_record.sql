-- Purpose: records of CDR files that wait in quarantine, with what is needed to read them again.
-- Parameters: their numbers; null for all that may be replayed. Returns: place, bytes and source.
-- Reads: quarantine, source_file, pbx.
create or replace function quarantined_record(wanted bigint[])
returns table (
  quarantine_id bigint, pbx_id integer, pbx text, source_file_id bigint, path text, format text,
  byte_offset bigint, byte_length bigint, line bigint, reason text, detail text, raw bytea,
  is_whole boolean)
language sql stable as $$
  select q.quarantine_id, q.pbx_id, p.name, q.source_file_id, f.path, f.format, q.byte_offset,
    q.byte_length, q.line, q.reason, q.detail, q.raw, q.digest is null
  from quarantine q
  join source_file f on f.source_file_id = q.source_file_id
  join pbx p on p.pbx_id = q.pbx_id
  where q.settled_at is null
    and (wanted is null or q.quarantine_id = any (wanted))
  order by q.source_file_id, q.byte_offset
$$;
comment on function quarantined_record(bigint[]) is
  'Records of CDR files that wait in quarantine, with what is needed to read them again.';
