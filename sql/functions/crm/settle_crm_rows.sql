-- Purpose: settle the waiting rows that were taken or overtaken, and put the staged rows that
-- can't be taken into quarantine. Returns: nothing. Reads: staged_row, staged_rejects,
-- crm_set_aside, crm_header. Writes: quarantine, crm_set_aside. Safe to repeat: yes.
-- A waiting row is overtaken when a later row with its key was taken: it would undo the newer one.
-- A record that waits already, or that a person discarded, is not put there again.
create or replace function settle_crm_rows() returns void
language sql volatile as $$
  with waiting as (
    select r.quarantine_id, r.file, r.ordinal, r.key, a.ordinal is null as was_taken
    from staged_row r
    left join crm_set_aside a on a.file = r.file and a.ordinal = r.ordinal
    where r.quarantine_id is not null
  ),
  overtaken as (
    select distinct w.quarantine_id
    from waiting w
    join staged_row r on r.file = w.file and r.key = w.key and r.ordinal > w.ordinal
    where not w.was_taken
      and not exists (
        select from crm_set_aside a where a.file = r.file and a.ordinal = r.ordinal)
  ),
  done as (
    select w.quarantine_id, 'arrived' as how, null as why
    from waiting w
    where w.was_taken
    union all
    select o.quarantine_id, 'discarded', 'A later row for the same was taken.'
    from overtaken o
  )
  update quarantine q
  set settled_at = now(), settled_how = d.how, settled_why = d.why
  from done d
  where q.quarantine_id = d.quarantine_id;

  with refused as (
    select r.file, r.ordinal, r.header_id, r.line, r.byte_offset, r.byte_length, r.record,
      a.reason,
      format('%s.csv, line %s: %s. The row is taken by itself when that is settled.',
        r.file, r.line, a.detail) as detail
    from crm_set_aside a
    join staged_row r on r.file = a.file and r.ordinal = a.ordinal
    where r.quarantine_id is null
    union all
    select r.file, r.ordinal, r.header_id, r.line, r.byte_offset, r.byte_length, r.record,
      r.reason, r.detail
    from staged_rejects r
  ),
  distinct_record as (
    select distinct on (raw.bytes)
      h.origin, r.byte_offset, r.byte_length, r.line, r.reason, r.detail, raw.bytes, r.ordinal
    from refused r
    join crm_header h on h.header_id = r.header_id
    cross join lateral (select h.raw || r.record as bytes) raw
    order by raw.bytes, r.ordinal
  )
  insert into quarantine (origin, byte_offset, byte_length, line, reason, detail, raw)
  select d.origin, d.byte_offset, d.byte_length, d.line, d.reason, d.detail, d.bytes
  from distinct_record d
  where not exists (
    select from quarantine q
    where q.pbx_id is null
      and q.source_file_id is null
      and md5(q.raw) = md5(d.bytes)
      and q.raw = d.bytes
      and (q.settled_at is null or q.settled_by is not null))
  order by d.ordinal;
$$;
comment on function settle_crm_rows() is
  'Settles waiting CRM rows and puts those that can''t be taken into quarantine.';
