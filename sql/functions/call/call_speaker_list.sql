-- Purpose: who of ours spoke with the client in a call, in the order of their first words.
-- Parameters: the call. Returns: one row per telephone: its extension (null where a call was
-- forwarded to a number that is nobody's of ours), exchange, whose it was then, when he first spoke,
-- and seconds of talk, in which legs side by side count once. The records that other exchanges made
-- of the same conversation are asked too. Reads: call, leg, manager_extension, pbx.
create or replace function call_speaker_list(wanted bigint)
returns table (
  pbx text, extension text, manager text, manager_name text, spoke_at timestamptz,
  talk_seconds integer)
language sql stable as $$
  with spoken as (
    select
      p.name as pbx, coalesce(l.b_extension, l.a_extension) as extension, l.answered_at, l.ended_at,
      l.billable_seconds
    from call c
    join leg l on l.call_id = c.call_id
    join pbx p on p.pbx_id = l.pbx_id
    where (c.call_id = wanted or c.twin_of = wanted)
      and c.direction <> 'internal'
      and l.disposition = 'answered'
      and l.answered_at is not null
      and (has_person(l.a_kind, l.b_kind, l.application)
        or (l.a_kind = 'extension' and is_in_conference(l.b_kind, l.application)))
  ),
  speaker as (
    select
      s.pbx, s.extension, min(s.answered_at) as spoke_at,
      case when count(*) = 1 then max(s.billable_seconds) else (
        select coalesce(sum(extract(epoch from upper(r) - lower(r))), 0)::integer
        from unnest(range_agg(tstzrange(s.answered_at, s.ended_at))) as r)
      end as talk_seconds
    from spoken s
    group by s.pbx, s.extension
  )
  select s.pbx, s.extension, m.crm_id, m.name, s.spoke_at, s.talk_seconds
  from speaker s
  left join lateral (
    select h.crm_id, h.name
    from manager_extension e
    join manager h on h.manager_id = e.manager_id
    where e.extension = s.extension
      and e.pbx_name in ('', s.pbx)
      and e.valid_from <= s.spoke_at
      and s.spoke_at < e.valid_to
    order by e.pbx_name desc
    limit 1
  ) m on true
  order by s.spoke_at, s.extension
$$;
comment on function call_speaker_list(bigint) is
  'Who of ours spoke with the client in a call, in the order of their first words.';
