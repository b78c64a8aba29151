-- Purpose: deals that were in a stage, the latest visit first. Parameters: the stage's id of the
-- CRM. Returns: the CRM's ids of the deals. Reads: stage_period, stage, deal.
create or replace function visited_deals(of_stage text)
returns table (deal text)
language sql stable as $$
  select d.crm_id
  from stage_period v
  join stage s on s.stage_id = v.stage_id and s.crm_id = of_stage
  join deal d on d.deal_id = v.deal_id
  group by d.crm_id
  order by max(v.entered_at) desc, d.crm_id
$$;
comment on function visited_deals(text) is 'Deals that were in a stage, the latest visit first.';
