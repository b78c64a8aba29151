-- Purpose: the deals that the calls in call_work could belong to.
-- Returns: call, contact (null when the number is a company's own), deal, stage visit at the
-- call's start. A deal counts when the visit at that moment is in a stage of kind open and the
-- deal was created by then. Reads: call_work and the CRM tables. Writes: nothing.
create or replace function call_candidates()
returns table (
  call_id bigint, contact_id integer, deal_id integer, stage_period_id integer,
  owner_id integer, entered_at timestamptz)
language sql stable as $$
  with party as (
    select w.call_id, w.started_at, p.contact_id, dc.deal_id
    from call_work w
    join contact_phone p on p.number = w.external_number
    join deal_contact dc on dc.contact_id = p.contact_id
    where w.direction <> 'internal'
    union
    select w.call_id, w.started_at, p.contact_id, d.deal_id
    from call_work w
    join contact_phone p on p.number = w.external_number
    join contact c on c.contact_id = p.contact_id
    join deal d on d.company_id = c.company_id
    where w.direction <> 'internal'
      and setting_text('company_deals', 'false') = 'true'
    union
    select w.call_id, w.started_at, null, d.deal_id
    from call_work w
    join company_phone p on p.number = w.external_number
    join deal d on d.company_id = p.company_id
    where w.direction <> 'internal'
  )
  select p.call_id, p.contact_id, d.deal_id, v.stage_period_id, d.owner_id, v.entered_at
  from party p
  join deal d on d.deal_id = p.deal_id and d.created_at <= p.started_at
  join stage_period v
    on v.deal_id = d.deal_id and v.entered_at <= p.started_at and p.started_at < v.left_at
  join stage s on s.stage_id = v.stage_id and s.kind = 'open'
$$;
comment on function call_candidates() is 'The deals that the calls in call_work could belong to.';
