-- Purpose: take the staged rows of company_phones.csv; those of an unknown company are set aside.
-- Returns: nothing. Reads: staged_company_phones, company. Writes: company_phone, crm_set_aside,
-- changed_number, crm_tally. Safe to repeat: yes.
create or replace function take_company_phones() returns void
language sql volatile as $$
  insert into crm_set_aside (file, ordinal, reason, detail)
  select s.file, s.ordinal, 'reference', format('company %L is not known', s.company)
  from staged_company_phones s
  where not exists (select from company c where c.crm_id = s.company);

  with latest as (
    select distinct on (s.key)
      s.company, s.phone, s.label, s.number, h.columns, coalesce(r.named, '') as named
    from staged_company_phones s
    join crm_header h on h.header_id = s.header_id
    left join crm_renamed r on r.ordinal = s.ordinal
    order by s.key, s.ordinal desc
  ),
  merged as (
    select
      t.company_phone_id, c.company_id, l.phone, l.number, l.named, t.number as old_number,
      case when 'label' = any (l.columns) then l.label else t.label end as label
    from latest l
    join company c on c.crm_id = l.company
    left join company_phone t
      on t.company_id = c.company_id and t.phone = l.phone and t.named = l.named
  ),
  added as (
    insert into company_phone (company_id, phone, label, number, named)
    select m.company_id, m.phone, m.label, m.number, m.named
    from merged m
    where m.company_phone_id is null
    returning company_phone_id
  ),
  altered as (
    update company_phone t
    set label = m.label, number = m.number
    from merged m
    where t.company_phone_id = m.company_phone_id
      and (t.label, t.number) is distinct from (m.label, m.number)
    returning t.company_phone_id
  ),
  touched as (
    insert into changed_number (number)
    select n.number
    from merged m
    cross join lateral (values (m.number), (m.old_number)) n (number)
    where n.number is not null
      and (m.company_phone_id is null or m.number is distinct from m.old_number)
  )
  insert into crm_tally (file, rows_new, rows_changed, rows_kept)
  select 'company_phones', (select count(*) from added), (select count(*) from altered),
    (select count(*) from merged);
$$;
comment on function take_company_phones() is 'Takes the staged rows of company_phones.csv.';
