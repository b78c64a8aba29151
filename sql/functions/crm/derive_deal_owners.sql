-- Purpose: derive the owners of the deals concerned from what the CRM says of them.
-- Returns: nothing. Reads: owner_work, owner_entry. Writes: deal_owner, deal, changed_deal.
-- Safe to repeat: yes.
-- Before the first entry nobody is known. Entries of deals that became part of this one count only
-- before its own first entry, those of each only before the first of the next younger; where it has
-- no entries of its own, its owner is that of deals.csv and those of others say nothing.
create or replace function derive_deal_owners() returns void
language sql volatile as $$
  with entry as (
    select e.deal_id, e.named, e.manager_id, e.valid_from
    from owner_entry e
    where e.deal_id in (select w.deal_id from owner_work w)
  ),
  own as (
    select e.deal_id, min(e.valid_from) as first_at
    from entry e
    where e.named = ''
    group by e.deal_id
  ),
  part as (
    select
      e.deal_id, e.named, least(o.first_at, lag(min(e.valid_from)) over (
        partition by e.deal_id
        order by min(e.valid_from) desc, e.named collate "C" desc)) as until_at
    from entry e
    join own o on o.deal_id = e.deal_id
    where e.named <> ''
    group by e.deal_id, e.named, o.first_at
  ),
  counting as (
    select e.deal_id, e.manager_id, e.valid_from
    from entry e
    where e.named = ''
    union all
    select e.deal_id, e.manager_id, e.valid_from
    from entry e
    join part p on p.deal_id = e.deal_id and p.named = e.named and e.valid_from < p.until_at
  ),
  wanted as (
    select
      c.deal_id, c.manager_id, c.valid_from,
      coalesce(lead(c.valid_from) over (partition by c.deal_id order by c.valid_from), 'infinity')
        as valid_to
    from counting c
  ),
  removed as (
    delete from deal_owner o
    where o.deal_id in (select w.deal_id from owner_work w)
      and not exists (
        select from wanted w where w.deal_id = o.deal_id and w.valid_from = o.valid_from)
    returning o.deal_id
  ),
  altered as (
    update deal_owner o
    set manager_id = w.manager_id, valid_to = w.valid_to
    from wanted w
    where o.deal_id = w.deal_id
      and o.valid_from = w.valid_from
      and (o.manager_id, o.valid_to) is distinct from (w.manager_id, w.valid_to)
    returning o.deal_id
  ),
  added as (
    insert into deal_owner (deal_id, manager_id, valid_from, valid_to)
    select w.deal_id, w.manager_id, w.valid_from, w.valid_to
    from wanted w
    where not exists (
      select from deal_owner o where o.deal_id = w.deal_id and o.valid_from = w.valid_from)
    order by w.deal_id, w.valid_from
    returning deal_id
  ),
  marked as (
    update deal d
    set has_owner_periods = not d.has_owner_periods
    from (select distinct w.deal_id from owner_work w) k
    where d.deal_id = k.deal_id
      and d.has_owner_periods <> exists (select from own o where o.deal_id = d.deal_id)
    returning d.deal_id
  )
  insert into changed_deal (deal_id)
  select r.deal_id from removed r
  union
  select a.deal_id from altered a
  union
  select a.deal_id from added a
  union
  select m.deal_id from marked m;
$$;
comment on function derive_deal_owners() is
  'Derives the owners of the deals concerned from what the CRM says of them.';
