-- Purpose: the deals closed in a span, by pipeline, outcome and currency.
-- Parameters: the span of closing [from_at, to_at); as_of; the CRM's id of a manager, null for all.
-- Returns: one row per pipeline, outcome and currency: deals, their amount, how many have none,
-- percentiles of the days from creation to closing, and the deals' CRM ids.
-- Reads: deal. Writes: nothing. Safe to repeat.
create or replace function deal_outcome(
  from_at timestamptz, to_at timestamptz, as_of timestamptz, of_manager text)
returns table (
  pipeline text, outcome text, currency text, deals bigint, amount numeric, without_amount bigint,
  close_wall_p50 bigint, close_wall_p90 bigint, deal_ids text[])
language sql stable parallel safe as $$
  select
    p.crm_id, d.outcome, d.currency, count(*), sum(d.amount),
    count(*) filter (where coalesce(d.amount, 0) = 0),
    percentile_disc(0.5) within group (order by wall_between(d.created_at, d.closed_at)),
    percentile_disc(0.9) within group (order by wall_between(d.created_at, d.closed_at)),
    array_agg(d.crm_id order by d.closed_at, d.crm_id)
  from deal d
  join pipeline p on p.pipeline_id = d.pipeline_id
  where d.outcome is not null
    and d.merged_into is null
    and d.closed_at >= from_at
    and d.closed_at < to_at
    and d.closed_at <= as_of
    and (of_manager is null or d.owner_id in (
      select m.manager_id from manager m where m.crm_id = of_manager))
  group by p.crm_id, d.outcome, d.currency
  order by p.crm_id, d.outcome desc, d.currency nulls last
$$;
comment on function deal_outcome(timestamptz, timestamptz, timestamptz, text) is
  'The deals closed in a span, by pipeline, outcome and currency.';
