-- Purpose: take the staged rows of tasks.csv; those of an unknown deal, owner or contact are set
-- aside. Returns: nothing. Reads: staged_tasks, deal, manager, contact. Writes: task,
-- crm_set_aside, affected_task, crm_tally. Safe to repeat: yes.
create or replace function take_tasks() returns void
language sql volatile as $$
  insert into crm_set_aside (file, ordinal, reason, detail)
  select s.file, s.ordinal, 'reference',
    concat_ws(', ',
      case when d.deal_id is null then format('deal %L is not known', s.deal) end,
      case when s.owner is not null and m.manager_id is null
        then format('manager %L is not known', s.owner) end,
      case when s.contact is not null and c.contact_id is null
        then format('contact %L is not known', s.contact) end)
  from staged_tasks s
  left join deal d on d.crm_id = s.deal
  left join manager m on m.crm_id = s.owner
  left join contact c on c.crm_id = s.contact
  where d.deal_id is null
    or (s.owner is not null and m.manager_id is null)
    or (s.contact is not null and c.contact_id is null);

  with latest as (
    select distinct on (s.key)
      s.key as crm_id, s.deal, s.kind, s.created_at, s.due_at, s.done_at, s.cancelled_at,
      s.owner, s.contact, s.place, s.starts_at, s.notes, s.attributes, h.columns
    from staged_tasks s
    join crm_header h on h.header_id = s.header_id
    where not exists (
      select from crm_set_aside a where a.file = s.file and a.ordinal = s.ordinal)
    order by s.key, s.ordinal desc
  ),
  merged as (
    select
      t.task_id, l.crm_id, d.deal_id, l.kind, l.created_at,
      case when 'due_at' = any (l.columns) then l.due_at else t.due_at end as due_at,
      case when 'done_at' = any (l.columns) then l.done_at else t.done_at end as done_at,
      case when 'cancelled_at' = any (l.columns) then l.cancelled_at else t.cancelled_at end
        as cancelled_at,
      case when 'owner' = any (l.columns) then m.manager_id else t.owner_id end as owner_id,
      case when 'contact' = any (l.columns) then c.contact_id else t.contact_id end as contact_id,
      case when 'place' = any (l.columns) then l.place else t.place end as place,
      case when 'starts_at' = any (l.columns) then l.starts_at else t.starts_at end as starts_at,
      case when 'notes' = any (l.columns) then l.notes else t.notes end as notes,
      jsonb_strip_nulls(coalesce(t.attributes, '{}') || l.attributes) as attributes
    from latest l
    join deal d on d.crm_id = l.deal
    left join manager m on m.crm_id = l.owner
    left join contact c on c.crm_id = l.contact
    left join task t on t.crm_id = l.crm_id
  ),
  added as (
    insert into task (
      crm_id, deal_id, kind, created_at, due_at, done_at, cancelled_at, owner_id, contact_id,
      place, starts_at, notes, attributes)
    select
      m.crm_id, m.deal_id, m.kind, m.created_at, m.due_at, m.done_at, m.cancelled_at, m.owner_id,
      m.contact_id, m.place, m.starts_at, m.notes, m.attributes
    from merged m
    where m.task_id is null
    returning task_id
  ),
  altered as (
    update task t
    set deal_id = m.deal_id, kind = m.kind, created_at = m.created_at, due_at = m.due_at,
      done_at = m.done_at, cancelled_at = m.cancelled_at, owner_id = m.owner_id,
      contact_id = m.contact_id, place = m.place, starts_at = m.starts_at, notes = m.notes,
      attributes = m.attributes
    from merged m
    where t.task_id = m.task_id
      and (
        t.deal_id, t.kind, t.created_at, t.due_at, t.done_at, t.cancelled_at, t.owner_id,
        t.contact_id, t.place, t.starts_at, t.notes, t.attributes)
      is distinct from (
        m.deal_id, m.kind, m.created_at, m.due_at, m.done_at, m.cancelled_at, m.owner_id,
        m.contact_id, m.place, m.starts_at, m.notes, m.attributes)
    returning t.task_id
  ),
  touched as (
    insert into affected_task (task_id)
    select a.task_id
    from added a
    union all
    select a.task_id
    from altered a
  )
  insert into crm_tally (file, rows_new, rows_changed, rows_kept)
  select 'tasks', (select count(*) from added), (select count(*) from altered),
    (select count(*) from merged);
$$;
comment on function take_tasks() is 'Takes the staged rows of tasks.csv.';
