-- Purpose: remove what complete files do not have any more of the deals that they name: contacts,
-- stage entries, owner entries. Parameters: the files that are complete. Returns: nothing.
-- Reads: staged_deal_contacts, staged_deal_owners, entry_work, deal, contact, stage_period. Writes:
-- deal_contact, changed_deal, changed_contact, owner_entry, owner_work, merged_stage_entry,
-- entry_gone, period_work, crm_tally. Safe to repeat: yes, after take_stage_history.
-- Histories are those of the id that the row names: a survivor's file does not speak of the time
-- that a merged deal tells of. Contacts are those of the survivor.
create or replace function remove_absent_of_deals(complete text[]) returns void
language sql volatile as $$
  with staged as (
    select d.deal_id, c.contact_id, s.quarantine_id is null as is_of_file
    from staged_deal_contacts s
    join deal d on d.crm_id = s.deal
    left join contact c on c.crm_id = s.contact
    where 'deal_contacts' = any (complete)
  ),
  gone as (
    delete from deal_contact t
    where t.deal_id in (select s.deal_id from staged s where s.is_of_file)
      and not exists (
        select from staged s where s.deal_id = t.deal_id and s.contact_id = t.contact_id)
    returning t.deal_id, t.contact_id
  ),
  touched as (
    insert into changed_contact (contact_id)
    select distinct g.contact_id
    from gone g
  )
  insert into crm_tally (file, rows_new, rows_changed, rows_kept, rows_removed)
  select 'deal_contacts', 0, 0, 0, count(*)
  from gone;

  with staged as (
    select
      d.deal_id, coalesce(r.named, '') as named, s.valid_from,
      s.quarantine_id is null as is_of_file
    from staged_deal_owners s
    join deal d on d.crm_id = s.deal
    left join crm_renamed r on r.ordinal = s.ordinal
    where 'deal_owners' = any (complete)
  ),
  gone as (
    delete from owner_entry t
    where (t.deal_id, t.named) in (
        select s.deal_id, s.named from staged s where s.is_of_file)
      and not exists (
        select from staged s
        where s.deal_id = t.deal_id and s.named = t.named and s.valid_from = t.valid_from)
    returning t.deal_id
  ),
  touched as (
    insert into owner_work (deal_id)
    select distinct g.deal_id
    from gone g
  )
  insert into crm_tally (file, rows_new, rows_changed, rows_kept, rows_removed)
  select 'deal_owners', 0, 0, 0, count(*)
  from gone;

  with staged as (
    select distinct w.deal_id, w.named, w.stage_id, w.entered_at, s.quarantine_id is null as is_of_file
    from entry_work w
    join staged_stage_history s on s.ordinal = w.ordinal
    where w.deal_id is not null
      and 'stage_history' = any (complete)
  ),
  absent as (
    insert into entry_gone (stage_period_id)
    select p.stage_period_id
    from stage_period p
    where p.deal_id in (
        select s.deal_id from staged s where s.is_of_file and s.named = '')
      and not p.from_merged
      and not exists (
        select from staged s
        where s.deal_id = p.deal_id
          and s.named = ''
          and s.stage_id = p.stage_id
          and s.entered_at = p.entered_at)
    returning stage_period_id
  ),
  absent_merged as (
    delete from merged_stage_entry t
    where (t.deal_id, t.named) in (
        select s.deal_id, s.named from staged s where s.is_of_file)
      and not exists (
        select from staged s
        where s.deal_id = t.deal_id
          and s.named = t.named
          and s.stage_id = t.stage_id
          and s.entered_at = t.entered_at)
    returning t.deal_id
  ),
  touched as (
    insert into period_work (deal_id)
    select p.deal_id
    from absent a
    join stage_period p on p.stage_period_id = a.stage_period_id
    union
    select m.deal_id
    from absent_merged m
  )
  insert into crm_tally (file, rows_new, rows_changed, rows_kept, rows_removed)
  select 'stage_history', 0, 0, 0,
    (select count(*) from absent) + (select count(*) from absent_merged);
$$;
comment on function remove_absent_of_deals(text[]) is
  'Removes what complete files do not have any more of the deals that they name.';
