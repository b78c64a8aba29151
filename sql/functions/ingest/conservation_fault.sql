-- Purpose: where the batches of a file don't tile it from its first byte to its checkpoint, or
-- the counts don't add up with legs and quarantine: the conservation law, recomputed.
-- Returns: one row per fault; none is good. Reads: source_file, batch, leg, quarantine.
create or replace function conservation_fault()
returns table (file text, fault text)
language sql stable as $$
  with walked as (
    select
      b.source_file_id, b.from_offset, b.to_offset,
      lag(b.to_offset, 1, 0::bigint) over (partition by b.source_file_id order by b.from_offset)
        as expected_from
    from batch b
  ),
  total as (
    select b.source_file_id, max(b.to_offset) as taken_to, sum(b.accepted) as accepted,
      sum(b.accepted_bytes) as accepted_bytes, sum(b.quarantined) as quarantined,
      sum(b.quarantined_bytes) as quarantined_bytes
    from batch b
    group by b.source_file_id
  ),
  held as (
    select l.source_file_id, count(*) as legs, sum(l.byte_length) as bytes
    from leg l
    group by l.source_file_id
  ),
  -- What was taken out of quarantine is counted as what it became; what was discarded is not.
  aside as (
    select q.source_file_id, count(*) as records, sum(q.byte_length) as bytes
    from quarantine q
    where q.source_file_id is not null
      and coalesce(q.settled_how, 'discarded') = 'discarded'
    group by q.source_file_id
  )
  select f.path, format('There is a gap or an overlap: bytes %s to %s are followed by byte %s.',
    0, w.expected_from, w.from_offset)
  from walked w
  join source_file f on f.source_file_id = w.source_file_id
  where w.from_offset <> w.expected_from
  union all
  select f.path, format('The checkpoint is at byte %s and the batches end at %s.',
    f.committed_offset, coalesce(t.taken_to, 0))
  from source_file f
  left join total t on t.source_file_id = f.source_file_id
  where f.committed_offset <> coalesce(t.taken_to, 0)
  union all
  select f.path, format('%s legs of %s bytes were counted and %s legs of %s bytes are there.',
    t.accepted, t.accepted_bytes, coalesce(h.legs, 0), coalesce(h.bytes, 0))
  from source_file f
  join total t on t.source_file_id = f.source_file_id
  left join held h on h.source_file_id = f.source_file_id
  where (t.accepted, t.accepted_bytes) is distinct from (coalesce(h.legs, 0), coalesce(h.bytes, 0))
  union all
  select f.path, format(
    '%s records of %s bytes were counted as set aside and %s of %s bytes are in quarantine.',
    t.quarantined, t.quarantined_bytes, coalesce(a.records, 0), coalesce(a.bytes, 0))
  from source_file f
  join total t on t.source_file_id = f.source_file_id
  left join aside a on a.source_file_id = f.source_file_id
  where (t.quarantined, t.quarantined_bytes)
    is distinct from (coalesce(a.records, 0), coalesce(a.bytes, 0))
$$;
comment on function conservation_fault() is
  'Where the batches of a file don''t tile it, or their counts don''t add up.';
