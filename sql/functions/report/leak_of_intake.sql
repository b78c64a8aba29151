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
language plpgsql stable parallel safe
cost 600000
as $$
#variable_conflict use_column
begin
  return query
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
  ),
  -- One reading of the calls, whether by index or whole: the planner knows how many cards wait.
  called as (
    select
      l.number, l.opened_at, l.opened_by,
      max(c.manager_id) filter (where c.call_id = l.opened_by) as manager_id,
      count(*) filter (where c.direction = 'inbound' and c.is_counted) as calls,
      count(*) filter (where c.direction = 'outbound' and c.is_counted) as attempts,
      count(*) filter (where c.disposition = 'answered' and c.talk_seconds >= 10 and c.is_counted)
        as conversations
    from late l
    left join lateral (
      select
        c.call_id, c.manager_id, c.direction, c.disposition, c.talk_seconds,
        c.started_at >= l.opened_at and c.twin_of is null as is_counted
      from call c
      where c.external_number = l.number
        and c.started_at <= as_of
    ) c on true
    group by l.number, l.opened_at, l.opened_by
  )
  select
    'L25', 'leak', null::integer, c.opened_by, null::integer, null::integer, c.manager_id,
    c.opened_at, business_between(c.opened_at, as_of, k.bounds, k.worked),
    wall_between(c.opened_at, as_of),
    (select setting_number('intake_due_minutes', 60))::bigint * 60, c.attempts, c.conversations,
    c.calls, '{}'::text[],
    case when c.conversations = 0 then 'call_back' else 'create_card' end
  from called c
  cross join calendar k;
end
$$;
comment on function leak_of_intake(timestamptz) is
  'Strangers who called in and were not classified by the due time.';
