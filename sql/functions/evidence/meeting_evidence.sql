-- Purpose: what meeting tasks of the touched deals give: meeting_booked and meeting_held.
-- Returns: one row per piece. Reads: deal_touched, task, evidence, stage_period. Writes: nothing.
-- A meeting is booked by a task that says who, with whom, where and when, made in a stage within
-- the window after the client was reached on this deal, and not called off.
create or replace function meeting_evidence()
returns table (
  task_id integer, kind text, deal_id integer, stage_period_id integer, occurred_at timestamptz,
  certain boolean)
language sql stable as $$
  with meeting as (
    select distinct t.*
    from deal_touched d
    join task t on t.deal_id = d.deal_id
    where t.kind = 'meeting'
      and t.cancelled_at is null
  ),
  booked as (
    select m.task_id, m.deal_id, m.created_at, bool_or(e.certain) as certain
    from meeting m
    join evidence e
      on e.deal_id = m.deal_id
      and e.kind = 'client_reached'
      and e.revoked_at is null
      and e.occurred_at <= m.created_at
      and e.occurred_at >= m.created_at
        - make_interval(hours => setting_number('meeting_window_hours', 24)::integer)
    where m.owner_id is not null
      and m.contact_id is not null
      and nullif(trim(m.place), '') is not null
      and m.starts_at is not null
    group by m.task_id, m.deal_id, m.created_at
  ),
  fact as (
    select b.task_id, 'meeting_booked' as kind, b.deal_id, b.created_at as occurred_at, b.certain
    from booked b
    union all
    select m.task_id, 'meeting_held', m.deal_id, m.done_at, true
    from meeting m
    where m.done_at is not null
  )
  select f.task_id, f.kind, f.deal_id, v.stage_period_id, f.occurred_at, f.certain
  from fact f
  left join stage_period v
    on v.deal_id = f.deal_id and v.entered_at <= f.occurred_at and f.occurred_at < v.left_at
$$;
comment on function meeting_evidence() is 'What meeting tasks of the touched deals give.';
