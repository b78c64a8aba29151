-- Purpose: gates that answer now otherwise than they did while other settings were tried.
-- Parameters: deals by our numbers, and side by side what policy_gate answered of each: verdict and
-- missing; the moment of the question. Returns: a row for each deal whose answer differs.
-- Reads: by policy_gate. Writes: nothing. Safe to repeat.
create or replace function policy_gate_diff(
  deals integer[], verdicts text[], lacks text[], as_of timestamptz)
returns table (
  deal text, stage text, verdict_before text, verdict_after text, missing_before text,
  missing_after text)
language sql stable as $$
  select g.deal, g.stage, g.verdict, u.verdict, g.missing, u.missing
  from policy_gate(deals, as_of) g
  join unnest(deals, verdicts, lacks) as u (deal_id, verdict, missing) on u.deal_id = g.deal_id
  where (g.verdict, g.missing) is distinct from (u.verdict, u.missing)
  order by g.deal_id
$$;
comment on function policy_gate_diff(integer[], text[], text[], timestamptz) is
  'Gates that answer otherwise than while other settings were tried.';
