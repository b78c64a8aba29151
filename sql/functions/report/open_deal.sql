-- Purpose: the deals that were open at a moment, with what was done on them and what is planned.
-- Parameters: as_of: what happened later is not seen.
-- Returns: one row per deal whose visit at that moment is in a stage of kind open. Times of wall
-- clock; null when there was none. client_at: the last answered call, meeting held or fact from
-- outside: what reached the client; touch_at: that, and any call. next_at: the nearest task or
-- meeting ahead; overdue: open tasks whose time is over.
-- Reads: stage_period, stage_rank, deal, call, task, evidence. Writes: nothing. Safe to repeat.
create or replace function open_deal(as_of timestamptz)
returns table (
  deal_id integer, stage_period_id integer, stage_id integer, rank bigint, manager_id integer,
  created_at timestamptz, entered_at timestamptz, dials bigint, answered_inbound bigint,
  conversations bigint, touch_at timestamptz, client_at timestamptz, next_at timestamptz,
  overdue bigint)
language sql stable parallel safe as $$
  with visit as materialized (
    select
      p.deal_id, p.stage_period_id, p.stage_id, s.rank, d.owner_id as manager_id, d.created_at,
      p.entered_at
    from stage_period p
    join stage_rank s on s.stage_id = p.stage_id and s.kind = 'open'
    join deal d on d.deal_id = p.deal_id
    where p.entered_at <= as_of
      and p.left_at > as_of
  )
  select
    v.deal_id, v.stage_period_id, v.stage_id, v.rank, v.manager_id, v.created_at, v.entered_at,
    c.dials, c.answered_inbound, c.conversations, greatest(c.touch_at, e.client_at),
    greatest(c.client_at, e.client_at), t.next_at, t.overdue
  from visit v
  -- Deal by deal, as each reads a few rows of an index: most visits that never end are of closed
  -- stages, so the planner takes the open deals for many and would read the tables whole.
  cross join lateral (
    select
      count(*) filter (where c.direction = 'outbound') as dials,
      count(*) filter (where c.direction = 'inbound' and c.disposition = 'answered')
        as answered_inbound,
      count(*) filter (where c.talk_seconds >= (select setting_number('min_talk_seconds', 30)))
        as conversations,
      max(c.started_at) as touch_at,
      max(c.started_at) filter (where c.disposition = 'answered') as client_at
    from call c
    where c.deal_id = v.deal_id
      and c.direction <> 'internal'
      and c.started_at <= as_of
  ) c
  cross join lateral (
    select max(e.occurred_at) as client_at
    from evidence e
    where e.deal_id = v.deal_id
      and e.source <> 'call'
      and e.kind <> 'meeting_booked'
      and e.revoked_at is null
      and e.occurred_at <= as_of
  ) e
  cross join lateral (
    select
      min(t.at) filter (where t.at > as_of) as next_at,
      count(*) filter (where t.at <= as_of) as overdue
    from (
      select coalesce(t.starts_at, t.due_at) as at
      from task t
      where t.deal_id = v.deal_id
        and t.created_at <= as_of
        and (t.done_at is null or t.done_at > as_of)
        and (t.cancelled_at is null or t.cancelled_at > as_of)
    ) t
    where t.at is not null
  ) t
$$;
comment on function open_deal(timestamptz) is
  'The deals that were open at a moment, with what was done on them and what is planned.';
