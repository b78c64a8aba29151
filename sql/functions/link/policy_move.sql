-- Purpose: calls that are linked otherwise than policy_before saw them, page by page.
-- Parameters: the last call seen (0 at first), how many at most.
-- Returns: a row for each call, by its number; deals and stages are the CRM's ids, null when there
-- is none. Reads: policy_call, call, deal, stage_period, stage. Writes: nothing. Safe to repeat.
create or replace function policy_move(after bigint, page integer)
returns table (
  call_id bigint, started_at timestamptz, deal_before text, method_before text,
  stage_before text, ambiguous_before boolean, deal_after text, method_after text,
  stage_after text, ambiguous_after boolean)
language sql stable as $$
  with moved as (
    select
      c.call_id, c.started_at, c.deal_id, c.stage_period_id, c.link_method, c.ambiguous,
      b.deal_id as old_deal_id, b.stage_period_id as old_stage_period_id,
      b.link_method as old_link_method, b.ambiguous as old_ambiguous
    from policy_call b
    join call c on c.call_id = b.call_id
    where c.call_id > after
      and (c.deal_id, c.stage_period_id, c.link_method, c.ambiguous)
        is distinct from (b.deal_id, b.stage_period_id, b.link_method, b.ambiguous)
    order by c.call_id
    limit page
  )
  select
    m.call_id, m.started_at, bd.crm_id, m.old_link_method, bs.crm_id, m.old_ambiguous,
    ad.crm_id, m.link_method, s.crm_id, m.ambiguous
  from moved m
  left join deal bd on bd.deal_id = m.old_deal_id
  left join stage_period bv on bv.stage_period_id = m.old_stage_period_id
  left join stage bs on bs.stage_id = bv.stage_id
  left join deal ad on ad.deal_id = m.deal_id
  left join stage_period v on v.stage_period_id = m.stage_period_id
  left join stage s on s.stage_id = v.stage_id
  order by m.call_id
$$;
comment on function policy_move(bigint, integer) is
  'Calls that are linked otherwise than before, page by page.';
