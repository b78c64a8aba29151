-- Purpose: take the staged rows of deal_contacts.csv; those of an unknown deal or contact are set
-- aside. Returns: nothing. Reads: staged_deal_contacts, deal, contact. Writes: deal_contact,
-- crm_set_aside, changed_contact, crm_tally. Safe to repeat: yes.
create or replace function take_deal_contacts() returns void
language sql volatile as $$
  insert into crm_set_aside (file, ordinal, reason, detail)
  select s.file, s.ordinal, 'reference',
    concat_ws(', ',
      case when d.deal_id is null then format('deal %L is not known', s.deal) end,
      case when c.contact_id is null then format('contact %L is not known', s.contact) end)
  from staged_deal_contacts s
  left join deal d on d.crm_id = s.deal
  left join contact c on c.crm_id = s.contact
  where d.deal_id is null or c.contact_id is null;

  with pair as (
    select distinct d.deal_id, c.contact_id
    from staged_deal_contacts s
    join deal d on d.crm_id = s.deal
    join contact c on c.crm_id = s.contact
  ),
  added as (
    insert into deal_contact (deal_id, contact_id)
    select p.deal_id, p.contact_id
    from pair p
    where not exists (
      select from deal_contact t where t.deal_id = p.deal_id and t.contact_id = p.contact_id)
    order by p.deal_id, p.contact_id
    returning contact_id
  ),
  touched as (
    insert into changed_contact (contact_id)
    select a.contact_id
    from added a
  )
  insert into crm_tally (file, rows_new, rows_changed, rows_kept)
  select 'deal_contacts', (select count(*) from added), 0, (select count(*) from pair);
$$;
comment on function take_deal_contacts() is 'Takes the staged rows of deal_contacts.csv.';
