-- Purpose: decide for each call in call_work its seller, contact, deal and stage visit: the first
-- rule that decides, in the order of the configuration (docs/linking.md).
-- Returns: nothing. Reads: call_work, the CRM tables, call_decision, setting. Writes: call_work
-- (twins), link_party, link_staff, link_candidate, link_work.
-- Safe to repeat: yes, it replaces link_work. The same facts give the same links in any order.
create or replace function link_calls() returns void
language plpgsql volatile as $$
declare
  follow_window constant interval :=
    make_interval(mins => setting_number('deal_follows_call_minutes', 30)::integer);
  -- From so many contacts on a number is a switchboard's and needs a second signal.
  crowd constant integer := setting_number('shared_number_contacts', 3)::integer;
  rungs constant text[] := link_order();
  at_hint constant integer := array_position(rungs, 'crm_hint');
  at_only constant integer := array_position(rungs, 'only_open_deal');
  at_owner constant integer := array_position(rungs, 'manager_extension');
  at_follow constant integer := array_position(rungs, 'deal_follows_call');
  at_latest constant integer := array_position(rungs, 'latest_activity');
begin
  perform find_twins();
  analyze call_work;
  perform find_parties();
  perform find_staff();
  delete from link_candidate;
  insert into link_candidate select * from call_candidates();
  analyze link_candidate;
  delete from link_work;

  insert into link_work (
    call_id, manager_id, contact_id, deal_id, stage_period_id, link_method, ambiguous)
  with staff as (
    select s.call_id, (array_agg(s.manager_id order by s.place))[1] as manager_id
    from link_staff s
    group by s.call_id
  ),
  owned as (
    select c.call_id, min(c.deal_id) as deal_id, count(distinct c.deal_id) as deals
    from link_candidate c
    join link_staff s on s.call_id = c.call_id and s.manager_id = c.owner_id
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
    select
      p.call_id, count(distinct p.contact_id) as contacts, min(p.contact_id) as contact_id,
      count(distinct p.contact_id) >= crowd as is_crowd
    from link_party p
    group by p.call_id
  ),
  -- The call that brought a deal: none was open, and one was created soon after.
  brought as (
    select p.call_id, p.started_at, dc.deal_id
    from link_party p
    join deal_contact dc on dc.contact_id = p.contact_id
    union
    select p.call_id, p.started_at, d.deal_id
    from link_party p
    join deal d on d.company_id = p.company_id
  ),
  followed as (
    select
      b.call_id, count(*) as deals,
      (array_agg(d.deal_id order by d.created_at, d.crm_id))[1] as deal_id
    from brought b
    join deal d
      on d.deal_id = b.deal_id
      and d.created_at > b.started_at
      and d.created_at <= b.started_at + follow_window
      and d.merged_into is null
    where not exists (select from open_deal o where o.call_id = b.call_id)
    group by b.call_id
  ),
  weighed as (
    select
      w.call_id, w.direction, w.started_at, w.external_number, w.twin_of, s.manager_id,
      k.call_id is not null as is_known, coalesce(k.contacts, 0) as contacts,
      k.contact_id as only_contact_id, coalesce(k.is_crowd, false) as is_crowd,
      m.deal_id as manual_deal_id, h.deal_id as hint_deal_id,
      o.deals as open_deals, o.only_deal_id, o.latest_deal_id,
      n.deal_id as owned_deal_id, n.deals as owned_deals,
      f.deal_id as follow_deal_id, f.deals as follow_deals,
      least(
        case when h.deal_id is not null then at_hint end,
        case when o.deals = 1 then at_only end,
        case when n.deals = 1 then at_owner end,
        case when f.deal_id is not null then at_follow end,
        case when o.deals > 0 then at_latest end) as rung
    from call_work w
    left join staff s on s.call_id = w.call_id
    left join call_decision m on m.call_id = w.call_id
    left join named_deal i on i.crm_id = w.crm_hint
    left join deal h on h.deal_id = i.deal_id and h.created_at <= w.started_at
    left join open_deal o on o.call_id = w.call_id
    left join owned n on n.call_id = w.call_id
    left join followed f on f.call_id = w.call_id
    left join known k on k.call_id = w.call_id
  ),
  ruled as (
    select
      w.*,
      case
        when w.direction = 'internal' or w.twin_of is not null then null
        when w.manual_deal_id is not null then 'manual'
        when w.rung is not null then rungs[w.rung]
        when w.is_known then 'contact_only'
        when w.direction = 'inbound' and w.external_number is not null then 'intake'
        else 'unmatched'
      end as link_method
    from weighed w
  ),
  placed as (
    select
      r.*,
      case r.link_method
        when 'manual' then r.manual_deal_id
        when 'crm_hint' then r.hint_deal_id
        when 'only_open_deal' then r.only_deal_id
        when 'manager_extension' then r.owned_deal_id
        when 'deal_follows_call' then r.follow_deal_id
        when 'latest_activity' then r.latest_deal_id
      end as deal_id
    from ruled r
  )
  select
    p.call_id,
    p.manager_id,
    -- Of several contacts with the number, the one that takes part in the deal; never a guess.
    case
      when p.link_method is null then null
      when p.contacts = 1 then p.only_contact_id
      when p.deal_id is not null then (
        select case when count(distinct y.contact_id) = 1 then min(y.contact_id) end
        from link_party y
        join deal_contact dc on dc.contact_id = y.contact_id and dc.deal_id = p.deal_id
        where y.call_id = p.call_id)
    end,
    p.deal_id,
    case
      when p.deal_id is null then null
      when p.link_method = 'deal_follows_call' then (
        select v.stage_period_id
        from stage_period v
        join stage g on g.stage_id = v.stage_id
        where v.deal_id = p.deal_id
        order by v.entered_at, v.left_at, g."position", g.crm_id
        limit 1)
      else (
        select v.stage_period_id
        from stage_period v
        where v.deal_id = p.deal_id
          and v.entered_at <= p.started_at
          and p.started_at < v.left_at)
    end,
    p.link_method,
    coalesce(
      case p.link_method
        when 'latest_activity' then true
        when 'deal_follows_call' then p.follow_deals > 1 or p.is_crowd
        when 'only_open_deal' then p.is_crowd and p.owned_deals is null
        when 'contact_only' then p.contacts > 1
      end, false)
  from placed p;
  analyze link_work;
end
$$;
comment on function link_calls() is
  'Decides for each call in call_work its seller, contact, deal and stage visit.';
