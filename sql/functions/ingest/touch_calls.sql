-- Purpose: find or number the call of each fresh leg; calls that turn out to be one become one.
-- Parameters: the exchange. Returns: nothing.
-- Reads: leg_fresh, group_label, call. Writes: call_touched, leg.call_id, call, call_decision,
-- evidence (revoked where a call is absorbed). Safe to repeat: after group_legs.
create or replace function touch_calls(exchange integer) returns void
language plpgsql volatile as $$
begin
  insert into call_touched (group_key, call_id, is_new)
  with wanted as (
    select distinct f.group_key from leg_fresh f
  ),
  -- A call may still have the key that it had before this batch tied it to another.
  named as (
    select w.group_key, w.group_key as node from wanted w
    union
    select g.label, g.node from group_label g join wanted w on w.group_key = g.label
  ),
  known as (
    select n.group_key, min(c.call_id) as call_id
    from named n
    join call c on c.pbx_id = exchange and c.group_key = n.node
    group by n.group_key
  )
  select w.group_key, coalesce(k.call_id, nextval('call_call_id_seq')), k.call_id is null
  from wanted w
  left join known k on k.group_key = w.group_key;
  analyze call_touched;

  if not exists (select from group_label) then
    return;
  end if;
  -- Calls that fall together: the oldest number stays.
  with absorbed as (
    select c.call_id, t.call_id as survivor
    from call_touched t
    join group_label g on g.label = t.group_key
    join call c on c.pbx_id = exchange and c.group_key = g.node
    where c.call_id <> t.call_id
  ),
  moved_legs as (
    update leg l set call_id = a.survivor
    from absorbed a where l.call_id = a.call_id
  ),
  moved_decisions as (
    update call_decision d set call_id = a.survivor
    from absorbed a
    where d.call_id = a.call_id
      and not exists (
        select from call_decision o
        left join absorbed b on b.call_id = o.call_id and b.survivor = a.survivor
        where o.call_id = a.survivor or b.call_id < a.call_id)
  ),
  moved_words as (
    update evidence_confirmation f set call_id = a.survivor
    from absorbed a
    where f.call_id = a.call_id
      and not exists (
        select from evidence_confirmation o
        left join absorbed b on b.call_id = o.call_id and b.survivor = a.survivor
        where o.kind = f.kind and (o.call_id = a.survivor or b.call_id < a.call_id))
  ),
  moved_suggestions as (
    update suggestion g set call_id = a.survivor
    from absorbed a
    where g.call_id = a.call_id
      and not exists (
        select from suggestion o
        left join absorbed b on b.call_id = o.call_id and b.survivor = a.survivor
        where o.kind = g.kind and (o.call_id = a.survivor or b.call_id < a.call_id))
  ),
  left_numbers as (
    insert into number_touched (number)
    select c.external_number
    from absorbed a
    join call c on c.call_id = a.call_id
    where c.external_number is not null
  ),
  moved_twins as (
    update call c set twin_of = a.survivor
    from absorbed a where c.twin_of = a.call_id
  )
  update evidence e
  set revoked_at = now(), revoked_why = format('Call %s is part of call %s.', a.call_id, a.survivor)
  from absorbed a
  where e.call_id = a.call_id and e.revoked_at is null;

  delete from call c
  using call_touched t, group_label g
  where g.label = t.group_key
    and c.pbx_id = exchange
    and c.group_key = g.node
    and c.call_id <> t.call_id;

  -- A smaller id came: the call keeps its number and takes the key that any order would give.
  update call c
  set group_key = t.group_key
  from call_touched t
  where c.call_id = t.call_id
    and not t.is_new
    and c.group_key <> t.group_key;
end
$$;
comment on function touch_calls(integer) is
  'Finds or numbers the call of each fresh leg; calls that turn out to be one become one.';
