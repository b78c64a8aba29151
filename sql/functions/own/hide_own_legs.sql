-- Purpose: numbers have become our own: legs that have one as outside party touch no outside line
-- any more, as DialPlan.swift would read them now.
-- Parameters: numbers in E.164 and their exchanges (empty: every one), side by side.
-- Returns: the calls that the legs are part of. Reads, writes: leg. Safe to repeat: yes.
create or replace function hide_own_legs(numbers text[], exchanges text[])
returns table (call_id bigint)
language sql volatile as $$
  with own as (
    select distinct n as number, e as pbx_name from unnest(numbers, exchanges) as u(n, e)
  )
  update leg l
  set a_kind = case when l.a_kind = 'trunk' then 'other' else l.a_kind end,
    b_kind = case when l.a_kind <> 'trunk' and l.b_kind = 'trunk' then 'other' else l.b_kind end,
    external_raw = null, external_number = null
  from own o, pbx p
  where l.external_number = o.number
    and p.pbx_id = l.pbx_id
    and o.pbx_name in ('', p.name)
  returning l.call_id
$$;
comment on function hide_own_legs(text[], text[]) is
  'Legs with a number that has become our own touch no outside line any more.';
