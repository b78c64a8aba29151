-- Purpose: questions about who was dialled: own_call, a line of our own or a mobile of ours over the
-- outside, by manager and number; many_deals, one number that was dialled for many deals.
-- Parameters: the span of the calls [from_at, to_at); as_of. Returns: see suspicion. seconds: talk
-- of all; found: calls, and deals of a number; items: the number as dialled, and the deals.
-- Reads: call, leg, deal, setting. Writes: nothing.
create or replace function suspicion_of_number(
  from_at timestamptz, to_at timestamptz, as_of timestamptz)
returns table (
  kind text, since timestamptz, calls bigint[], deal_id integer, stage_id integer,
  manager_id integer, seconds bigint, found bigint, items text[])
language sql stable as $$
  with own as (
    select distinct on (c.call_id) c.call_id, c.started_at, c.talk_seconds, e.manager_id,
      l.destination
    from call c
    join leg l on l.call_id = c.call_id
    left join pbx p on p.pbx_id = c.pbx_id
    left join manager_extension e
      on e.extension = l.a_extension
      and e.pbx_name in ('', p.name)
      and e.valid_from <= c.started_at
      and c.started_at < e.valid_to
    where c.started_at >= from_at
      and c.started_at < to_at
      and c.started_at <= as_of
      and c.direction = 'internal'
      -- An extension called an outside line, and there was a telephone of ours.
      and l.a_kind = 'extension'
      and l.b_kind = 'other'
      and l.external_raw is null
      and l.destination ~ '^\+?[0-9]{6,}$'
    order by c.call_id, l.started_at, l.leg_id, e.pbx_name desc
  ),
  many as (
    select
      c.external_number, min(c.started_at) as since, sum(c.talk_seconds) as seconds,
      (array_agg(c.call_id order by c.started_at, c.call_id))[:20] as calls,
      count(distinct c.deal_id) as deals, array_agg(distinct d.crm_id order by d.crm_id) as crm_ids,
      case when min(c.manager_id) = max(c.manager_id) then min(c.manager_id) end as manager_id
    from call c
    join deal d on d.deal_id = c.deal_id
    where c.started_at >= from_at
      and c.started_at < to_at
      and c.started_at <= as_of
      and c.direction = 'outbound'
      and c.twin_of is null
      and c.external_number is not null
    group by c.external_number
    having count(distinct c.deal_id) >= setting_number('many_deals', 5)
  )
  select
    'own_call', min(o.started_at), (array_agg(o.call_id order by o.started_at, o.call_id))[:20],
    null::integer, null::integer, o.manager_id, sum(o.talk_seconds), count(*),
    array[o.destination]
  from own o
  group by o.manager_id, o.destination
  union all
  select 'many_deals', m.since, m.calls, null, null, m.manager_id, m.seconds, m.deals, m.crm_ids
  from many m
$$;
comment on function suspicion_of_number(timestamptz, timestamptz, timestamptz) is
  'Questions about who was dialled: lines of our own, one number for many deals.';
