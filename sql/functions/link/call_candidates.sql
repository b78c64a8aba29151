-- Purpose: the deals that the calls in call_work could belong to.
-- Returns: call, contact (null when the number is a company's own), deal, stage visit at the
-- call's start, owner then. A deal counts when the visit at that moment is in a stage of kind open
-- and the deal was created by then. Reads: link_party and the CRM tables. Writes: nothing.
create or replace function call_candidates()
returns table (
  call_id bigint, contact_id integer, deal_id integer, stage_period_id integer,
  owner_id integer, entered_at timestamptz)
language sql stable as $$
  with party as (
    select p.call_id, p.started_at, p.contact_id, dc.deal_id
    from link_party p
    join deal_contact dc on dc.contact_id = p.contact_id
    union
    select p.call_id, p.started_at, p.contact_id, d.deal_id
    from link_party p
    join contact c on c.contact_id = p.contact_id
    join deal d on d.company_id = c.company_id
    where setting_text('company_deals', 'false') = 'true'
    union
    select p.call_id, p.started_at, null, d.deal_id
    from link_party p
    join deal d on d.company_id = p.company_id
  )
  select
    p.call_id, p.contact_id, d.deal_id, v.stage_period_id,
    case when d.has_owner_periods then o.manager_id else d.owner_id end, v.entered_at
  from party p
  join deal d
    on d.deal_id = p.deal_id
    and d.created_at <= p.started_at
    and d.merged_into is null
  join stage_period v
    on v.deal_id = d.deal_id and v.entered_at <= p.started_at and p.started_at < v.left_at
  join stage s on s.stage_id = v.stage_id and s.kind = 'open'
  left join deal_owner o
    on o.deal_id = d.deal_id and o.valid_from <= p.started_at and p.started_at < o.valid_to
$$;
comment on function call_candidates() is 'The deals that the calls in call_work could belong to.';
