-- Purpose: take the staged rows of contacts.csv; those of an unknown company are set aside.
-- Returns: nothing. Reads: staged_contacts, company. Writes: contact, crm_set_aside,
-- changed_contact, crm_tally. Safe to repeat: yes.
-- The row of a contact that became part of another says nothing any more.
create or replace function take_contacts() returns void
language sql volatile as $$
  insert into crm_set_aside (file, ordinal, reason, detail)
  select s.file, s.ordinal, 'reference', format('company %L is not known', s.company)
  from staged_contacts s
  where s.company is not null
    and not exists (select from company c where c.crm_id = s.company)
    and not exists (
      select from crm_merge m where m.kind = 'contact' and m.merged = s.key);

  with latest as (
    select distinct on (s.key)
      s.key as crm_id, coalesce(s.name, '') as name, s.company, s.attributes, h.columns
    from staged_contacts s
    join crm_header h on h.header_id = s.header_id
    where not exists (
      select from crm_set_aside a where a.file = s.file and a.ordinal = s.ordinal)
      and not exists (
        select from crm_merge m where m.kind = 'contact' and m.merged = s.key)
    order by s.key, s.ordinal desc
  ),
  merged as (
    select
      t.contact_id, l.crm_id, l.name, t.company_id as old_company_id,
      case when 'company' = any (l.columns) then c.company_id else t.company_id end as company_id,
      jsonb_strip_nulls(coalesce(t.attributes, '{}') || l.attributes) as attributes
    from latest l
    left join company c on c.crm_id = l.company
    left join contact t on t.crm_id = l.crm_id
  ),
  added as (
    insert into contact (crm_id, name, company_id, attributes)
    select m.crm_id, m.name, m.company_id, m.attributes
    from merged m
    where m.contact_id is null
    returning contact_id
  ),
  altered as (
    update contact t
    set name = m.name, company_id = m.company_id, attributes = m.attributes
    from merged m
    where t.contact_id = m.contact_id
      and (t.name, t.company_id, t.attributes)
      is distinct from (m.name, m.company_id, m.attributes)
    returning t.contact_id
  ),
  moved as (
    insert into changed_contact (contact_id)
    select m.contact_id
    from merged m
    where m.contact_id is not null and m.company_id is distinct from m.old_company_id
  )
  insert into crm_tally (file, rows_new, rows_changed, rows_kept)
  select 'contacts', (select count(*) from added), (select count(*) from altered),
    (select count(*) from merged) + (
      select count(distinct s.key)
      from staged_contacts s
      join crm_merge m on m.kind = 'contact' and m.merged = s.key);
$$;
comment on function take_contacts() is 'Takes the staged rows of contacts.csv.';
