-- Purpose: mark the calls of the touched numbers in which a machine may have spoken, and take marks
-- back that have lost their ground. Calls that are not in call_work and whose mark changed join it,
-- so that their evidence follows.
-- Returns: how many marks changed. Reads: call_work, number_touched, call, setting. Writes: call,
-- call_work (number and is_new alone), deal_touched. Safe to repeat: yes.
-- Between store_calls and derive_call_evidence. A number can only be concerned when a short
-- answered call of it has come, or when calls of it are marked.
create or replace function derive_suspicion() returns bigint
language plpgsql volatile as $$
declare
  limit_seconds constant integer := setting_number('machine_talk_limit_seconds', 60)::integer;
  numbers text[];
  marked bigint[];
  changed bigint[];
begin
  select array_agg(t.number) into numbers
  from (
    select w.external_number as number
    from call_work w
    where w.direction = 'outbound'
      and w.disposition = 'answered'
      and w.talk_seconds between 1 and limit_seconds - 1
      and w.external_number is not null
    union
    select n.number
    from number_touched n
    join call c on c.external_number = n.number and c.suspicion <> 0
  ) t;
  if numbers is not null then
    marked := array(select m.call_id from machine_call(numbers) m);
  end if;
  changed := array(
    select u.call_id
    from unnest(marked) as u(call_id)
    join call c on c.call_id = u.call_id
    where c.suspicion & 1 = 0
    union all
    (
      select c.call_id
      from unnest(numbers) as n(number)
      join call c on c.external_number = n.number and c.suspicion <> 0
      where c.suspicion & 1 = 1
      union
      -- A call that has another number by now.
      select c.call_id
      from call_work w
      join call c on c.call_id = w.call_id
      where not w.is_new
        and c.suspicion & 1 = 1
      except
      select u.call_id from unnest(marked) as u(call_id)
    ));
  if changed = '{}' then
    return 0;
  end if;

  update call c
  set suspicion = c.suspicion # 1
  where c.call_id = any (changed);
  insert into call_work (call_id, is_new)
  select u.call_id, false
  from unnest(changed) as u(call_id)
  where not exists (select from call_work w where w.call_id = u.call_id);
  -- A meeting rests on a client reached, and is as certain.
  insert into deal_touched (deal_id)
  select distinct c.deal_id
  from call c
  where c.call_id = any (changed)
    and c.deal_id is not null;
  return cardinality(changed);
end
$$;
comment on function derive_suspicion() is
  'Marks the calls of the touched numbers in which a machine may have spoken.';
