-- Purpose: of which call sidecars tell: the one that has an id which the sidecar or its name gives;
-- else the only one of a number in it that began within two minutes of its beginning.
-- Parameters: the sidecars; null for all. Returns: a row for each; call_id is null when no call, or
-- more than one, fits. Reads: sidecar, sidecar_party, call, leg, pbx. Writes: nothing.
create or replace function sidecar_match(wanted bigint[])
returns table (sidecar_id bigint, call_id bigint)
language sql stable as $$
  with meant as (
    select s.sidecar_id, s.call_keys, s.started_at, s.around_at
    from sidecar s
    where wanted is null or s.sidecar_id = any (wanted)
  ),
  key as (
    select distinct m.sidecar_id, k.key, m.around_at
    from meant m
    cross join unnest(m.call_keys) as k(key)
  ),
  by_key as (
    select k.sidecar_id, c.call_id
    from key k
    cross join pbx p
    join call c on c.pbx_id = p.pbx_id and c.group_key = k.key
    union
    select k.sidecar_id, l.call_id
    from key k
    cross join pbx p
    join leg l
      on l.pbx_id = p.pbx_id
      and l.ended_at >= k.around_at - interval '1 hour'
      and l.ended_at <= k.around_at + interval '12 hours'
      and k.key in (l.unique_id, l.linked_id)
  ),
  by_number as (
    select m.sidecar_id, c.call_id
    from meant m
    join sidecar_party p on p.sidecar_id = m.sidecar_id
    join call c
      on c.external_number = p.number
      and c.started_at >= m.started_at - interval '120 seconds'
      and c.started_at <= m.started_at + interval '120 seconds'
    where not exists (select from by_key b where b.sidecar_id = m.sidecar_id)
  ),
  found as (
    select b.sidecar_id, min(b.call_id) as call_id
    from (select * from by_key union select * from by_number) b
    group by b.sidecar_id
    having count(distinct b.call_id) = 1
  )
  select m.sidecar_id, f.call_id
  from meant m
  left join found f on f.sidecar_id = m.sidecar_id
$$;
comment on function sidecar_match(bigint[]) is 'Of which call sidecars tell.';
