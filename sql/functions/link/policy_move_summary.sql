-- Purpose: how many calls are linked otherwise than policy_before saw them, by rule.
-- Returns: a row for each pair of rules: calls, how many of them went to another deal, and how many
-- are less or more certain than before. Reads: policy_call, call. Writes: nothing. Safe to repeat.
create or replace function policy_move_summary()
returns table (
  method_before text, method_after text, calls bigint, other_deal bigint, now_certain bigint,
  now_ambiguous bigint)
language sql stable as $$
  select
    b.link_method, c.link_method, count(*),
    count(*) filter (where c.deal_id is distinct from b.deal_id),
    count(*) filter (where b.ambiguous and not c.ambiguous),
    count(*) filter (where c.ambiguous and not b.ambiguous)
  from policy_call b
  join call c on c.call_id = b.call_id
  where (c.deal_id, c.stage_period_id, c.link_method, c.ambiguous)
    is distinct from (b.deal_id, b.stage_period_id, b.link_method, b.ambiguous)
  group by b.link_method, c.link_method
  order by count(*) desc, b.link_method, c.link_method
$$;
comment on function policy_move_summary() is
  'How many calls are linked otherwise than before, by rule.';
