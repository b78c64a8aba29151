-- Purpose: of which call recordings are: the one that has the id in the recording's name, or whose
-- records name the file and were written about then.
-- Parameters: the recordings; null for all. Returns: a row for each; call_id is null when no call,
-- or more than one, fits. Reads: recording, pbx, call, leg. Writes: nothing.
create or replace function recording_match(wanted bigint[])
returns table (recording_id bigint, call_id bigint)
language sql stable as $$
  with meant as (
    select r.recording_id, p.pbx_id, r.call_key, r.name, r.around_at
    from recording r
    join pbx p on r.pbx_id is null or p.pbx_id = r.pbx_id
    where wanted is null or r.recording_id = any (wanted)
  ),
  span as (
    select m.pbx_id, min(m.around_at) - interval '1 hour' as from_at,
      max(m.around_at) + interval '12 hours' as until_at
    from meant m
    group by m.pbx_id
  ),
  near as (
    select l.pbx_id, l.call_id, l.unique_id, l.linked_id, l.started_at, l.ended_at,
      regexp_replace(l.recording_file, '^.*/', '') as name
    from span s
    join leg l on l.pbx_id = s.pbx_id and l.ended_at >= s.from_at and l.ended_at <= s.until_at
  ),
  by_key as (
    select m.recording_id, c.call_id
    from meant m
    join call c on c.pbx_id = m.pbx_id and c.group_key = m.call_key
    union
    select m.recording_id, n.call_id
    from meant m
    join near n on n.pbx_id = m.pbx_id and n.unique_id = m.call_key
    union
    select m.recording_id, n.call_id
    from meant m
    join near n on n.pbx_id = m.pbx_id and n.linked_id = m.call_key
  ),
  by_name as (
    select m.recording_id, n.call_id
    from meant m
    join near n
      on n.pbx_id = m.pbx_id
      and n.name = m.name
      and m.around_at >= n.started_at - interval '12 hours'
      and m.around_at <= n.ended_at + interval '12 hours'
    where not exists (select from by_key b where b.recording_id = m.recording_id)
  ),
  found as (
    select b.recording_id, min(b.call_id) as call_id
    from (select * from by_key union select * from by_name) b
    group by b.recording_id
    having count(distinct b.call_id) = 1
  )
  select r.recording_id, f.call_id
  from (select distinct m.recording_id from meant m) r
  left join found f on f.recording_id = r.recording_id
$$;
comment on function recording_match(bigint[]) is 'Of which call recordings are.';
