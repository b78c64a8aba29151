-- Purpose: what meeting tasks of the touched deals give: meeting_booked and meeting_held.
-- Returns: one row per piece. Reads: deal_touched, task, evidence, stage_period,
-- evidence_confirmation. Writes: nothing.
-- A meeting is booked by a task that says who, with whom, where and when, made in a stage within
-- the window after the client was reached on this deal, to begin later than it was made, and not
-- called off. What a person confirmed is certain as long as the task is of that deal.
create or replace function meeting_evidence()
returns table (
  task_id integer, kind text, deal_id integer, stage_period_id integer, occurred_at timestamptz,
  certain boolean, confirmed_by text, meeting_at timestamptz)
language sql stable as $$
  with meeting as (
    select distinct t.*
    from deal_touched d
    join task t on t.deal_id = d.deal_id
    where t.kind = 'meeting'
      and t.cancelled_at is null
  ),
  booked as (
    select m.task_id, m.deal_id, m.created_at, m.starts_at, bool_or(e.certain) as certain
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
      and m.starts_at > m.created_at
    group by m.task_id, m.deal_id, m.created_at, m.starts_at
  ),
  fact as (
    select b.task_id, 'meeting_booked' as kind, b.deal_id, b.created_at as occurred_at, b.certain,
      b.starts_at
    from booked b
    union all
    select m.task_id, 'meeting_held', m.deal_id, m.done_at, true, m.starts_at
    from meeting m
    where m.done_at is not null
  )
  select f.task_id, f.kind, f.deal_id, v.stage_period_id, f.occurred_at,
    f.certain or k.kind is not null, k.confirmed_by, f.starts_at
  from fact f
  left join evidence_confirmation k
    on k.task_id = f.task_id and k.kind = f.kind and k.deal_id = f.deal_id
  left join stage_period v
    on v.deal_id = f.deal_id and v.entered_at <= f.occurred_at and f.occurred_at < v.left_at
$$;
comment on function meeting_evidence() is 'What meeting tasks of the touched deals give.';
