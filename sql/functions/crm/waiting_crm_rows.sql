-- Purpose: CRM rows in quarantine that an import may be able to take by now, oldest first.
-- Parameters: after: the last quarantine_id seen, 0 at first; page: how many at most.
-- Returns: each with its raw bytes: the header's line, then the record.
-- Reads: quarantine. Writes: nothing. Safe to repeat.
create or replace function waiting_crm_rows(after bigint, page integer)
returns table (
  quarantine_id bigint, origin text, line bigint, byte_offset bigint, byte_length bigint,
  raw bytea)
language sql stable as $$
  select q.quarantine_id, q.origin, q.line, q.byte_offset, q.byte_length, q.raw
  from quarantine q
  where q.pbx_id is null
    and q.source_file_id is null
    and q.settled_at is null
    and q.reason in ('reference', 'conflict', 'gate')
    and q.quarantine_id > after
  order by q.quarantine_id
  limit page
$$;
comment on function waiting_crm_rows(bigint, integer) is
  'CRM rows in quarantine that an import may be able to take by now.';
