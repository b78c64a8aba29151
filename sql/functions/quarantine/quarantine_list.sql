-- Purpose: records that wait in quarantine, newest last. Parameters: reason (null: any), settled
-- ones too or not, how many at most. Returns: place and reason. Reads: quarantine.
create or replace function quarantine_list(of_reason text, settled boolean, at_most integer)
returns table (
  quarantine_id bigint, file text, line bigint, byte_offset bigint, byte_length bigint,
  reason text, detail text, settled_how text)
language sql stable as $$
  select q.quarantine_id, q.origin, q.line, q.byte_offset, q.byte_length, q.reason, q.detail,
    q.settled_how
  from quarantine q
  where (of_reason is null or q.reason = of_reason)
    and (settled or q.settled_at is null)
  order by q.quarantine_id
  limit at_most
$$;
comment on function quarantine_list(text, boolean, integer) is 'Records that wait in quarantine.';
