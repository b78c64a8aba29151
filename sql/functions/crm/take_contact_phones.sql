-- Purpose: take the staged rows of contact_phones.csv; those of an unknown contact are set aside.
-- Returns: nothing. Reads: staged_contact_phones, contact. Writes: contact_phone, crm_set_aside,
-- changed_number, crm_tally. Safe to repeat: yes.
create or replace function take_contact_phones() returns void
language sql volatile as $$
  insert into crm_set_aside (file, ordinal, reason, detail)
  select s.file, s.ordinal, 'reference', format('contact %L is not known', s.contact)
  from staged_contact_phones s
  where not exists (select from contact c where c.crm_id = s.contact);

  with latest as (
    select distinct on (s.key) s.contact, s.phone, s.label, s.number, h.columns
    from staged_contact_phones s
    join crm_header h on h.header_id = s.header_id
    order by s.key, s.ordinal desc
  ),
  merged as (
    select
      t.contact_phone_id, c.contact_id, l.phone, l.number, t.number as old_number,
      case when 'label' = any (l.columns) then l.label else t.label end as label
    from latest l
    join contact c on c.crm_id = l.contact
    left join contact_phone t on t.contact_id = c.contact_id and t.phone = l.phone
  ),
  added as (
    insert into contact_phone (contact_id, phone, label, number)
    select m.contact_id, m.phone, m.label, m.number
    from merged m
    where m.contact_phone_id is null
    returning contact_phone_id
  ),
  altered as (
    update contact_phone t
    set label = m.label, number = m.number
    from merged m
    where t.contact_phone_id = m.contact_phone_id
      and (t.label, t.number) is distinct from (m.label, m.number)
    returning t.contact_phone_id
  ),
  touched as (
    insert into changed_number (number)
    select n.number
    from merged m
    cross join lateral (values (m.number), (m.old_number)) n (number)
    where n.number is not null
      and (m.contact_phone_id is null or m.number is distinct from m.old_number)
  )
  insert into crm_tally (file, rows_new, rows_changed, rows_kept)
  select 'contact_phones', (select count(*) from added), (select count(*) from altered),
    (select count(*) from merged);
$$;
comment on function take_contact_phones() is 'Takes the staged rows of contact_phones.csv.';
