-- Purpose: records were taken out of quarantine in this transaction: their batches count them as
-- what they became. Those whose key is taken by other content stay.
-- Parameters: the records; byte offsets of those that conflict. Returns: how many were settled.
-- Reads: leg. Writes: quarantine, batch. Safe to repeat: a settled record is left alone.
create or replace function replay_records(wanted bigint[], conflicting bigint[])
returns bigint
language sql volatile as $$
  with judged as (
    select
      q.quarantine_id, q.source_file_id, q.byte_offset, q.byte_length,
      exists (
        select from leg l
        where l.source_file_id = q.source_file_id
          and l.pbx_id = q.pbx_id
          and l.byte_offset = q.byte_offset
          and l.call_id in (select t.call_id from call_touched t)
      ) as became_leg
    from quarantine q
    where q.quarantine_id = any (wanted)
      and q.settled_at is null
      and not q.byte_offset = any (conflicting)
  ),
  settled as (
    update quarantine q
    set settled_at = now(),
      settled_how = case when j.became_leg then 'replayed' else 'duplicate' end
    from judged j
    where q.quarantine_id = j.quarantine_id
  ),
  moved as (
    select
      b.batch_id, count(*) as records, sum(j.byte_length) as bytes,
      count(*) filter (where j.became_leg) as legs,
      coalesce(sum(j.byte_length) filter (where j.became_leg), 0) as leg_bytes
    from judged j
    join batch b
      on b.source_file_id = j.source_file_id
      and b.from_offset <= j.byte_offset
      and j.byte_offset < b.to_offset
    group by b.batch_id
  ),
  counted as (
    update batch b
    set quarantined = b.quarantined - m.records,
      quarantined_bytes = b.quarantined_bytes - m.bytes,
      accepted = b.accepted + m.legs,
      accepted_bytes = b.accepted_bytes + m.leg_bytes,
      duplicate = b.duplicate + m.records - m.legs,
      duplicate_bytes = b.duplicate_bytes + m.bytes - m.leg_bytes
    from moved m
    where b.batch_id = m.batch_id
  )
  select count(*) from judged
$$;
comment on function replay_records(bigint[], bigint[]) is
  'Records were taken out of quarantine: their batches count them as what they became.';
