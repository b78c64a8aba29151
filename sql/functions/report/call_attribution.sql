-- Purpose: how surely calls were tied to deals: C23.
-- Parameters: the span of the calls' start [from_at, to_at); as_of.
-- Returns: one row per way of linking; method internal counts the calls that no figure counts.
-- Reads: call. Writes: nothing. Safe to repeat.
create or replace function call_attribution(
  from_at timestamptz, to_at timestamptz, as_of timestamptz)
returns table (method text, calls bigint, with_deal bigint, ambiguous bigint)
language sql stable parallel safe as $$
  select
    case when c.direction = 'internal' then 'internal'
      else coalesce(c.link_method, 'unmatched') end,
    count(*),
    count(c.deal_id),
    count(*) filter (where c.ambiguous)
  from call c
  where c.started_at >= from_at
    and c.started_at < to_at
    and c.started_at <= as_of
    and c.twin_of is null
  group by 1
  order by 1
$$;
comment on function call_attribution(timestamptz, timestamptz, timestamptz) is
  'How surely calls were tied to deals.';
