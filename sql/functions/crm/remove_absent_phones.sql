-- Purpose: remove the numbers that complete files do not have any more, of the contacts and
-- companies that they name. Parameters: the files that are complete. Returns: nothing.
-- Reads: staged_contact_phones, staged_company_phones, contact, company. Writes: contact_phone,
-- company_phone, changed_number, changed_holder, crm_tally. Safe to repeat: yes.
-- A merged contact's numbers are the survivor's: the file that names him is complete for them too.
create or replace function remove_absent_phones(complete text[]) returns void
language sql volatile as $$
  with staged as (
    select
      c.contact_id, s.phone, coalesce(s.valid_from, '-infinity') as valid_from,
      coalesce(r.named, '') as named, s.quarantine_id is null as is_of_file
    from staged_contact_phones s
    join contact c on c.crm_id = s.contact
    left join crm_renamed r on r.ordinal = s.ordinal
    where 'contact_phones' = any (complete)
  ),
  gone as (
    delete from contact_phone t
    where t.contact_id in (select s.contact_id from staged s where s.is_of_file)
      and not exists (
        select from staged s
        where s.contact_id = t.contact_id
          and s.phone = t.phone
          and s.valid_from = t.valid_from
          and s.named = t.named)
    returning t.contact_id, t.number
  ),
  held as (
    insert into changed_holder (contact_id)
    select distinct g.contact_id
    from gone g
  ),
  touched as (
    insert into changed_number (number)
    select g.number
    from gone g
    where g.number is not null
  )
  insert into crm_tally (file, rows_new, rows_changed, rows_kept, rows_removed)
  select 'contact_phones', 0, 0, 0, count(*)
  from gone;

  with staged as (
    select
      c.company_id, s.phone, coalesce(r.named, '') as named, s.quarantine_id is null as is_of_file
    from staged_company_phones s
    join company c on c.crm_id = s.company
    left join crm_renamed r on r.ordinal = s.ordinal
    where 'company_phones' = any (complete)
  ),
  gone as (
    delete from company_phone t
    where t.company_id in (select s.company_id from staged s where s.is_of_file)
      and not exists (
        select from staged s
        where s.company_id = t.company_id and s.phone = t.phone and s.named = t.named)
    returning t.number
  ),
  touched as (
    insert into changed_number (number)
    select g.number
    from gone g
    where g.number is not null
  )
  insert into crm_tally (file, rows_new, rows_changed, rows_kept, rows_removed)
  select 'company_phones', 0, 0, 0, count(*)
  from gone;
$$;
comment on function remove_absent_phones(text[]) is
  'Removes the numbers that complete files do not have any more.';
