-- Purpose: take the staged rows of deal_owners.csv; those of an unknown deal or owner are set aside.
-- Returns: nothing. Reads: staged_deal_owners, deal, manager. Writes: owner_entry, owner_work,
-- crm_set_aside, crm_tally; derive_deal_owners writes the periods. Safe to repeat: yes.
create or replace function take_deal_owners() returns void
language sql volatile as $$
  insert into crm_set_aside (file, ordinal, reason, detail)
  select s.file, s.ordinal, 'reference',
    concat_ws(', ',
      case when d.deal_id is null then format('deal %L is not known', s.deal) end,
      case when s.owner is not null and m.manager_id is null
        then format('manager %L is not known', s.owner) end)
  from staged_deal_owners s
  left join deal d on d.crm_id = s.deal
  left join manager m on m.crm_id = s.owner
  where d.deal_id is null
    or (s.owner is not null and m.manager_id is null);

  with latest as (
    select distinct on (s.key)
      d.deal_id, coalesce(r.named, '') as named, m.manager_id, s.valid_from
    from staged_deal_owners s
    join deal d on d.crm_id = s.deal
    left join manager m on m.crm_id = s.owner
    left join crm_renamed r on r.ordinal = s.ordinal
    where s.owner is null or m.manager_id is not null
    order by s.key, s.ordinal desc
  ),
  known as (
    select l.*, e.deal_id is not null as is_known, e.manager_id as old_manager_id
    from latest l
    left join owner_entry e
      on e.deal_id = l.deal_id and e.named = l.named and e.valid_from = l.valid_from
  ),
  written as (
    insert into owner_entry (deal_id, named, manager_id, valid_from)
    select k.deal_id, k.named, k.manager_id, k.valid_from
    from known k
    where not k.is_known or k.manager_id is distinct from k.old_manager_id
    on conflict on constraint owner_entry_pkey do update
    set manager_id = excluded.manager_id
    returning deal_id
  ),
  touched as (
    insert into owner_work (deal_id)
    select distinct w.deal_id
    from written w
  )
  insert into crm_tally (file, rows_new, rows_changed, rows_kept)
  select 'deal_owners',
    count(*) filter (where not k.is_known),
    count(*) filter (where k.is_known and k.manager_id is distinct from k.old_manager_id),
    count(*)
  from known k;
$$;
comment on function take_deal_owners() is 'Takes the staged rows of deal_owners.csv.';
