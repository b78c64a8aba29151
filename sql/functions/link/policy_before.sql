-- Purpose: remember how calls are linked and what coverage says, before other rules are tried.
-- Parameters: the span whose calls and visits matter, [from_at, to_at), and the moment of the
-- question. Returns: how many calls there are in it. Reads: call, coverage. Writes: temporary
-- tables, which go with the transaction. Safe to repeat: once a transaction, after lock_links.
create or replace function policy_before(
  from_at timestamptz, to_at timestamptz, as_of timestamptz)
returns bigint
language plpgsql volatile as $$
declare
  calls bigint;
begin
  create temporary table policy_call on commit drop as
  select c.call_id, c.deal_id, c.stage_period_id, c.link_method, c.ambiguous
  from call c
  where c.started_at >= from_at
    and c.started_at < to_at;
  get diagnostics calls = row_count;
  analyze policy_call;
  create temporary table policy_coverage on commit drop as
  select g.* from policy_coverage_now(from_at, to_at, as_of) g;
  return calls;
end
$$;
comment on function policy_before(timestamptz, timestamptz, timestamptz) is
  'Remembers links and coverage before other rules are tried.';
