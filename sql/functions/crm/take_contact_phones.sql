-- Purpose: take the staged rows of contact_phones.csv; those of an unknown contact are set aside.
-- Returns: nothing. Reads: staged_contact_phones, contact. Writes: contact_phone, crm_set_aside,
-- changed_number, crm_tally. Safe to repeat: yes.
-- A number that changes hands has a row for each holder and time.
create or replace function take_contact_phones() returns void
language sql volatile as $$
  insert into crm_set_aside (file, ordinal, reason, detail)
  select s.file, s.ordinal, 'reference', format('contact %L is not known', s.contact)
  from staged_contact_phones s
  where not exists (select from contact c where c.crm_id = s.contact);

  with latest as (
    select distinct on (s.key)
      s.contact, s.phone, s.label, s.number, h.columns, coalesce(r.named, '') as named,
      coalesce(s.valid_from, '-infinity') as valid_from,
      coalesce(s.valid_to, 'infinity') as valid_to
    from staged_contact_phones s
    join crm_header h on h.header_id = s.header_id
    left join crm_renamed r on r.ordinal = s.ordinal
    order by s.key, s.ordinal desc
  ),
  merged as (
    select
      t.contact_phone_id, c.contact_id, l.phone, l.number, l.valid_from, l.named,
      t.number as old_number, t.valid_to as old_valid_to,
      case when 'label' = any (l.columns) then l.label else t.label end as label,
      case when 'to' = any (l.columns) or t.valid_to is null then l.valid_to else t.valid_to end
        as valid_to
    from latest l
    join contact c on c.crm_id = l.contact
    left join contact_phone t
      on t.contact_id = c.contact_id
      and t.phone = l.phone
      and t.valid_from = l.valid_from
      and t.named = l.named
  ),
  added as (
    insert into contact_phone (contact_id, phone, label, number, valid_from, valid_to, named)
    select m.contact_id, m.phone, m.label, m.number, m.valid_from, m.valid_to, m.named
    from merged m
    where m.contact_phone_id is null
    returning contact_phone_id
  ),
  altered as (
    update contact_phone t
    set label = m.label, number = m.number, valid_to = m.valid_to
    from merged m
    where t.contact_phone_id = m.contact_phone_id
      and (t.label, t.number, t.valid_to) is distinct from (m.label, m.number, m.valid_to)
    returning t.contact_phone_id
  ),
  touched as (
    insert into changed_number (number)
    select n.number
    from merged m
    cross join lateral (values (m.number), (m.old_number)) n (number)
    where n.number is not null
      and (
        m.contact_phone_id is null
        or (m.number, m.valid_to) is distinct from (m.old_number, m.old_valid_to))
  )
  insert into crm_tally (file, rows_new, rows_changed, rows_kept)
  select 'contact_phones', (select count(*) from added), (select count(*) from altered),
    (select count(*) from merged);
$$;
comment on function take_contact_phones() is 'Takes the staged rows of contact_phones.csv.';
