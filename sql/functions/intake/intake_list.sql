-- Purpose: intake cards, those due first. Parameters: one card (null: all), whether those that are
-- closed instead of those that wait, whether only those past their due time; the moment.
-- Returns: one row per card. business_seconds_left: working time until the due time, negative past
-- it. calls to last_manager are of the calls of the number from the card's first one until it was
-- closed: inbound ones, of them answered by a person, our own calls to the number, the last of all.
-- next_step: call_back while nobody has spoken with him, create_card afterwards, none when closed.
-- Reads: intake_card, call, manager, setting. Writes: nothing. Safe to repeat.
create or replace function intake_list(
  wanted bigint, want_closed boolean, only_overdue boolean, as_of timestamptz default now())
returns table (
  card bigint, kind text, number text, opened_at timestamptz, due_at timestamptz, overdue boolean,
  business_seconds_left bigint, calls bigint, answered bigint, called_out bigint,
  last_call bigint, last_call_at timestamptz, did text, last_manager text, next_step text,
  closed_at timestamptz, closed_how text, closed_by text, closed_why text,
  covers_until timestamptz)
language sql stable as $$
  with meant as materialized (
    select k.*
    from intake_card k
    where (wanted is null or k.intake_card_id = wanted)
      and (wanted is not null or (k.closed_at is not null) = want_closed)
      and (not only_overdue or k.due_at < coalesce(k.closed_at, as_of))
  ),
  calendar as materialized (
    select c.bounds, c.worked
    from business_calendar(
      (select least(min(m.due_at), as_of) from meant m),
      (select greatest(max(m.due_at), as_of) from meant m)) c
  )
  select
    m.intake_card_id, 'classify', m.number, m.opened_at, m.due_at,
    m.due_at < coalesce(m.closed_at, as_of),
    business_between(coalesce(m.closed_at, as_of), m.due_at, c.bounds, c.worked)
      - business_between(m.due_at, coalesce(m.closed_at, as_of), c.bounds, c.worked),
    t.calls, t.answered, t.called_out, t.last_call, t.last_call_at, t.did, s.crm_id,
    case
      when m.closed_at is not null then null
      when t.conversations = 0 then 'call_back'
      else 'create_card'
    end,
    m.closed_at, m.closed_how, m.closed_by, m.closed_why, m.covers_until
  from meant m
  cross join calendar c
  cross join lateral (
    select
      count(*) filter (where k.direction = 'inbound') as calls,
      count(*) filter (where k.direction = 'inbound' and k.disposition = 'answered') as answered,
      count(*) filter (where k.direction = 'outbound') as called_out,
      count(*) filter (where k.disposition = 'answered' and k.talk_seconds >= 10)
        as conversations,
      (array_agg(k.call_id order by k.started_at desc, k.call_id desc))[1] as last_call,
      max(k.started_at) as last_call_at,
      (array_agg(k.did order by k.started_at) filter (where k.did <> ''))[1] as did,
      (array_agg(k.manager_id order by k.started_at desc, k.call_id desc)
        filter (where k.manager_id is not null))[1] as manager_id
    from call k
    where k.external_number = m.number
      and k.started_at >= m.opened_at
      and k.started_at <= coalesce(m.closed_at, 'infinity')
      and k.twin_of is null
  ) t
  left join manager s on s.manager_id = t.manager_id
  order by
    case when want_closed then m.closed_at end desc, m.due_at, m.opened_at, m.intake_card_id
$$;
comment on function intake_list(bigint, boolean, boolean, timestamptz) is
  'Intake cards, those due first.';
