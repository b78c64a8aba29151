-- Purpose: the leak L25: strangers who called in and were not classified by the due time.
-- Parameters: as_of. Returns: one row per intake card that waits past its due time, whenever it was
-- opened; see leak. found: inbound calls of the number, attempts: ours to it.
-- Reads: intake_card, call, setting. Writes: nothing. Safe to repeat.
create or replace function leak_of_intake(as_of timestamptz)
returns table (
  class text, severity text, deal_id integer, call_id bigint, stage_period_id integer,
  stage_id integer, manager_id integer, since timestamptz, business_seconds bigint,
  wall_seconds bigint, limit_seconds bigint, attempts bigint, conversations bigint, found bigint,
  items text[], action text)
language sql stable parallel safe as $$
  with late as materialized (
    select k.number, k.opened_at, k.opened_by
    from intake_card k
    where k.due_at < as_of
      and (k.closed_at is null or k.closed_at > as_of)
      -- A number that is nobody's client was never to be classified.
      and k.covers_until is null
  ),
  calendar as materialized (
    select c.bounds, c.worked
    from business_calendar((select min(l.opened_at) from late l), as_of) c
  )
  select
    'L25', 'leak', null::integer, l.opened_by, null::integer, null::integer, o.manager_id,
    l.opened_at,
    business_between(l.opened_at, as_of,
      (select c.bounds from calendar c), (select c.worked from calendar c)),
    wall_between(l.opened_at, as_of), setting_number('intake_due_minutes', 60)::bigint * 60,
    t.attempts, t.conversations, t.calls, '{}'::text[],
    case when t.conversations = 0 then 'call_back' else 'create_card' end
  from late l
  left join call o on o.call_id = l.opened_by
  cross join lateral (
    select
      count(*) filter (where c.direction = 'inbound') as calls,
      count(*) filter (where c.direction = 'outbound') as attempts,
      count(*) filter (where c.disposition = 'answered' and c.talk_seconds >= 10) as conversations
    from call c
    where c.external_number = l.number
      and c.started_at >= l.opened_at
      and c.started_at <= as_of
      and c.twin_of is null
  ) t
$$;
comment on function leak_of_intake(timestamptz) is
  'Strangers who called in and were not classified by the due time.';
