-- Purpose: what meetings of calendars say of deals: which deal, and what is open.
-- Parameters: the meetings; null for all.
-- Returns: one row per meeting that may be a booking: made by then, to begin later, with a contact
-- of ours invited. deal_id is null when no rule decides; lacks names which of who and where are not
-- said; deals are the candidates, by the CRM's ids. Reads: calendar_entry, calendar_party, contact,
-- contact_phone, manager, deal, deal_contact, deal_owner, stage_period, evidence,
-- evidence_confirmation. Writes: nothing. Safe to repeat.
-- A person's word goes before all; else the one deal that was open when the meeting was made; of
-- several the one that was then a seller's who takes part.
create or replace function calendar_fact(entries bigint[])
returns table (
  calendar_entry_id bigint, deal_id integer, stage_period_id integer, created_at timestamptz,
  starts_at timestamptz, certain boolean, confirmed_by text, lacks text[], deals text[], uid text,
  summary text, place text)
language sql stable as $$
  with entry as (
    select e.*
    from calendar_entry e
    where (entries is null or e.calendar_entry_id = any (entries))
      and not e.is_cancelled
      and e.starts_at > e.created_at
      -- One of a series counts by itself only where the series is not known.
      and (e.recurrence = '' or not exists (
        select from calendar_entry m where m.uid = e.uid and m.recurrence = ''))
  ),
  client as (
    select e.calendar_entry_id, c.contact_id
    from entry e
    join calendar_party p on p.calendar_entry_id = e.calendar_entry_id and not p.is_organizer
    join contact c
      on lower(c.attributes ->> 'email') = p.address and c.attributes ->> 'email' is not null
    union
    select e.calendar_entry_id, n.contact_id
    from entry e
    join calendar_party p on p.calendar_entry_id = e.calendar_entry_id and not p.is_organizer
    join contact_phone n
      on n.number = p.address and n.valid_from <= e.created_at and e.created_at < n.valid_to
  ),
  seller as (
    select distinct e.calendar_entry_id, m.manager_id
    from entry e
    join calendar_party p on p.calendar_entry_id = e.calendar_entry_id
    join manager m on lower(m.email) = p.address
  ),
  candidate as (
    select distinct
      c.calendar_entry_id, d.deal_id, d.crm_id,
      exists (
        select from seller s
        where s.calendar_entry_id = c.calendar_entry_id
          and s.manager_id = case
            when d.has_owner_periods then (
              select o.manager_id
              from deal_owner o
              where o.deal_id = d.deal_id
                and o.valid_from <= e.created_at and e.created_at < o.valid_to)
            else d.owner_id
          end) as is_sellers
    from client c
    join entry e on e.calendar_entry_id = c.calendar_entry_id
    join deal_contact dc on dc.contact_id = c.contact_id
    join deal named on named.deal_id = dc.deal_id
    join deal d
      on d.deal_id = coalesce(named.merged_into, named.deal_id) and d.created_at <= e.created_at
    join stage_period v
      on v.deal_id = d.deal_id and v.entered_at <= e.created_at and e.created_at < v.left_at
    join stage s on s.stage_id = v.stage_id and s.kind = 'open'
  ),
  chosen as (
    select
      c.calendar_entry_id, array_agg(c.crm_id order by c.crm_id) as deals,
      case
        when count(*) = 1 then min(c.deal_id)
        when count(*) filter (where c.is_sellers) = 1
          then min(c.deal_id) filter (where c.is_sellers)
      end as deal_id
    from candidate c
    group by c.calendar_entry_id
  ),
  decided as (
    select
      e.calendar_entry_id, coalesce(k.deal_id, h.deal_id) as deal_id, e.created_at, e.starts_at,
      k.confirmed_by, coalesce(h.deals, '{}') as deals, e.uid, e.summary, e.place,
      case when k.deal_id is null then array_remove(array[
        case when not exists (
          select from seller s where s.calendar_entry_id = e.calendar_entry_id) then 'who' end,
        case when coalesce(e.place, '') !~ '\S' then 'where' end], null) else '{}' end as lacks
    from entry e
    left join chosen h on h.calendar_entry_id = e.calendar_entry_id
    left join evidence_confirmation k on k.calendar_entry_id = e.calendar_entry_id
    where h.calendar_entry_id is not null or k.calendar_entry_id is not null
  )
  select
    d.calendar_entry_id, d.deal_id, v.stage_period_id, d.created_at, d.starts_at,
    d.confirmed_by is not null or exists (
      select from evidence r
      where r.deal_id = d.deal_id
        and r.kind = 'client_reached'
        and r.revoked_at is null
        and r.certain
        and r.occurred_at <= d.created_at
        and r.occurred_at >= d.created_at
          - make_interval(hours => setting_number('meeting_window_hours', 24)::integer)),
    d.confirmed_by, d.lacks, d.deals, d.uid, d.summary, d.place
  from decided d
  left join stage_period v
    on v.deal_id = d.deal_id and v.entered_at <= d.created_at and d.created_at < v.left_at
$$;
comment on function calendar_fact(bigint[]) is
  'What meetings of calendars say of deals: which deal, and what is open.';
