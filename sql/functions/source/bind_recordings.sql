-- Purpose: tie recordings to their calls. Parameters: the recordings.
-- Returns: the calls that won or lost one, and those that count instead of them. Reads: by recording_match. Writes: recording.
-- Safe to repeat: yes.
create or replace function bind_recordings(wanted bigint[]) returns bigint[]
language sql volatile as $$
  with changed as (
    select m.recording_id, r.call_id as old_call_id, m.call_id
    from recording_match(wanted) m
    join recording r on r.recording_id = m.recording_id
    where r.call_id is distinct from m.call_id
  ),
  bound as (
    update recording r
    set call_id = c.call_id
    from changed c
    where r.recording_id = c.recording_id
  )
  select coalesce(array_agg(distinct u.call_id), '{}')
  from changed c
  left join call o on o.call_id = c.old_call_id
  left join call n on n.call_id = c.call_id
  cross join unnest(array[c.old_call_id, c.call_id, o.twin_of, n.twin_of]) as u(call_id)
  where u.call_id is not null
$$;
comment on function bind_recordings(bigint[]) is 'Ties recordings to their calls.';
