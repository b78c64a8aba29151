-- Purpose: take the staged rows of managers.csv. Returns: nothing.
-- Reads: staged_managers. Writes: manager, crm_tally. Safe to repeat: yes.
create or replace function take_managers() returns void
language sql volatile as $$
  with latest as (
    select distinct on (s.key)
      s.key as crm_id, coalesce(s.name, '') as name, s.email, s.attributes, h.columns
    from staged_managers s
    join crm_header h on h.header_id = s.header_id
    order by s.key, s.ordinal desc
  ),
  merged as (
    select
      t.manager_id, l.crm_id, l.name,
      -- A column that the file does not have says nothing; an empty one says "none".
      case when 'email' = any (l.columns) then l.email else t.email end as email,
      jsonb_strip_nulls(coalesce(t.attributes, '{}') || l.attributes) as attributes
    from latest l
    left join manager t on t.crm_id = l.crm_id
  ),
  added as (
    insert into manager (crm_id, name, email, attributes)
    select m.crm_id, m.name, m.email, m.attributes
    from merged m
    where m.manager_id is null
    returning manager_id
  ),
  altered as (
    update manager t
    set name = m.name, email = m.email, attributes = m.attributes
    from merged m
    where t.manager_id = m.manager_id
      and (t.name, t.email, t.attributes) is distinct from (m.name, m.email, m.attributes)
    returning t.manager_id
  )
  insert into crm_tally (file, rows_new, rows_changed, rows_kept)
  select 'managers', (select count(*) from added), (select count(*) from altered),
    (select count(*) from merged);
$$;
comment on function take_managers() is 'Takes the staged rows of managers.csv.';
