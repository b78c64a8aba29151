-- Purpose: decide for each call in call_work its seller, contact, deal and stage visit: the first
-- rule that decides, in the order of docs/linking.md.
-- Returns: nothing. Reads: call_work, the CRM tables, call_decision. Writes: link_work.
-- Safe to repeat: yes, it replaces link_work. The same facts give the same links in any order.
create or replace function link_calls() returns void
language plpgsql volatile as $$
declare
  follow_window constant interval :=
    make_interval(mins => setting_number('deal_follows_call_minutes', 30)::integer);
begin
  analyze call_work;
  delete from link_work;

  create temporary table link_candidate on commit drop as
  select * from call_candidates();
  analyze link_candidate;

  insert into link_work (
    call_id, manager_id, contact_id, deal_id, stage_period_id, link_method, ambiguous)
  with seat as (
    select w.call_id, p.name as exchange, w.started_at, w.first_extension as extension
    from call_work w
    join pbx p on p.pbx_id = w.pbx_id
    where w.first_extension is not null
    union
    select w.call_id, p.name, w.started_at, w.last_extension
    from call_work w
    join pbx p on p.pbx_id = w.pbx_id
    where w.last_extension is not null
  ),
  -- Whose telephone it was then: a row that names the exchange goes before one for all.
  occupant as (
    select distinct on (s.call_id, s.extension) s.call_id, s.extension, m.manager_id
    from seat s
    join manager_extension m
      on m.extension = s.extension
      and m.pbx_name in ('', s.exchange)
      and m.valid_from <= s.started_at
      and s.started_at < m.valid_to
    order by s.call_id, s.extension, m.pbx_name desc
  ),
  staff as (
    select w.call_id, f.manager_id as first_manager_id, l.manager_id as last_manager_id
    from call_work w
    left join occupant f on f.call_id = w.call_id and f.extension = w.first_extension
    left join occupant l on l.call_id = w.call_id and l.extension = w.last_extension
    where f.manager_id is not null or l.manager_id is not null
  ),
  owned as (
    select
      c.call_id, min(c.deal_id) as deal_id, count(distinct c.deal_id) as deals
    from link_candidate c
    join staff s on s.call_id = c.call_id
    where c.owner_id in (s.first_manager_id, s.last_manager_id)
    group by c.call_id
  ),
  open_deal as (
    select
      c.call_id, count(distinct c.deal_id) as deals, min(c.deal_id) as only_deal_id,
      (array_agg(c.deal_id order by c.entered_at desc, d.created_at desc, d.crm_id))[1]
        as latest_deal_id
    from link_candidate c
    join deal d on d.deal_id = c.deal_id
    group by c.call_id
  ),
  known as (
    select w.call_id, count(distinct p.contact_id) as contacts, min(p.contact_id) as contact_id
    from call_work w
    join contact_phone p on p.number = w.external_number
    where w.direction <> 'internal'
    group by w.call_id
  ),
  known_company as (
    select distinct w.call_id
    from call_work w
    join company_phone p on p.number = w.external_number
    where w.direction <> 'internal'
  ),
  -- The call that brought a deal: none was open, and one was created soon after.
  followed as (
    select
      w.call_id, count(distinct d.deal_id) as deals,
      (array_agg(d.deal_id order by d.created_at, d.crm_id))[1] as deal_id
    from call_work w
    join contact_phone p on p.number = w.external_number
    join deal_contact dc on dc.contact_id = p.contact_id
    join deal d
      on d.deal_id = dc.deal_id
      and d.created_at > w.started_at
      and d.created_at <= w.started_at + follow_window
    where w.direction <> 'internal'
      and not exists (select from open_deal o where o.call_id = w.call_id)
    group by w.call_id
  ),
  ruled as (
    select
      w.call_id, w.direction, w.started_at, w.external_number, s.last_manager_id, s.first_manager_id,
      k.contacts, k.contact_id as only_contact_id, f.deals as followers,
      case
        when w.direction = 'internal' then null
        when m.deal_id is not null then 'manual'
        when h.deal_id is not null then 'crm_hint'
        when o.deals = 1 then 'only_open_deal'
        when n.deals = 1 then 'manager_extension'
        when f.deal_id is not null then 'deal_follows_call'
        when o.deals > 1 then 'latest_activity'
        when k.contacts > 0 or y.call_id is not null then 'contact_only'
        when w.direction = 'inbound' and w.external_number is not null then 'intake'
        else 'unmatched'
      end as link_method,
      case
        when m.deal_id is not null then m.deal_id
        when h.deal_id is not null then h.deal_id
        when o.deals = 1 then o.only_deal_id
        when n.deals = 1 then n.deal_id
        when f.deal_id is not null then f.deal_id
        else o.latest_deal_id
      end as deal_id
    from call_work w
    left join staff s on s.call_id = w.call_id
    left join call_decision m on m.call_id = w.call_id
    left join deal h on h.crm_id = w.crm_hint and h.created_at <= w.started_at
    left join open_deal o on o.call_id = w.call_id
    left join owned n on n.call_id = w.call_id
    left join followed f on f.call_id = w.call_id
    left join known k on k.call_id = w.call_id
    left join known_company y on y.call_id = w.call_id
  )
  select
    r.call_id,
    coalesce(r.last_manager_id, r.first_manager_id),
    -- Of several contacts with the number, the one that takes part in the deal; never a guess.
    case
      when r.contacts = 1 then r.only_contact_id
      when r.deal_id is not null then (
        select case when count(distinct p.contact_id) = 1 then min(p.contact_id) end
        from contact_phone p
        join deal_contact dc on dc.contact_id = p.contact_id and dc.deal_id = r.deal_id
        where p.number = r.external_number)
    end,
    r.deal_id,
    case
      when r.deal_id is null then null
      when r.link_method = 'deal_follows_call' then (
        select v.stage_period_id
        from stage_period v
        where v.deal_id = r.deal_id
        order by v.entered_at, v.left_at, v.stage_period_id
        limit 1)
      else (
        select v.stage_period_id
        from stage_period v
        where v.deal_id = r.deal_id
          and v.entered_at <= r.started_at
          and r.started_at < v.left_at)
    end,
    r.link_method,
    coalesce(
      r.link_method = 'latest_activity'
      or (r.link_method = 'deal_follows_call' and r.followers > 1)
      or (r.link_method = 'contact_only' and r.contacts > 1), false)
  from ruled r;
  drop table link_candidate;
  analyze link_work;
end
$$;
comment on function link_calls() is
  'Decides for each call in call_work its seller, contact, deal and stage visit.';
