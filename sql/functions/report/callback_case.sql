-- Purpose: the call-back debts of a report, each with its times: the drill-down of
-- callback_summary.
-- Parameters: the span of opening [from_at, to_at); as_of.
-- Returns: one row per debt opened in the span, or opened earlier and still open at as_of.
-- is_in_span tells them apart. What closed or was attempted after as_of is not seen.
-- Seconds from opening to the first attempt, to the end, and to as_of (age).
-- Reads: owing_number, callback_debt, call, deal, stage_period. Writes: nothing. Safe to repeat.
create or replace function callback_case(
  from_at timestamptz, to_at timestamptz, as_of timestamptz)
returns setof callback_case_row
language sql stable as $$
  with debt as materialized (
    select
      b.opened_by, b.contact_id, b.opened_at, b.misses,
      case when b.closed_at <= as_of then b.closed_at end as closed_at,
      case when b.closed_at <= as_of then b.closed_how end as closed_how,
      case when b.closed_at <= as_of then b.closed_by end as closed_by,
      case when b.attempted_at <= as_of then b.attempted_at end as attempted_at
    from callback_debt(array(select o.number from owing_number(from_at, as_of) o)) b
    where b.opened_at <= as_of
      and b.opened_at < to_at
      and (b.opened_at >= from_at or b.closed_at is null or b.closed_at > as_of)
  ),
  calendar as materialized (
    select c.bounds, c.worked
    from business_calendar((select min(d.opened_at) from debt d), as_of) c
  )
  select
    d.opened_by, c.deal_id, d.contact_id, c.stage_period_id, p.stage_id,
    coalesce(k.owner_id, c.manager_id), d.opened_at, d.opened_at >= from_at, d.misses,
    d.closed_how, d.closed_by,
    business_between(d.opened_at, d.attempted_at, n.bounds, n.worked),
    wall_between(d.opened_at, d.attempted_at),
    business_between(d.opened_at, d.closed_at, n.bounds, n.worked),
    wall_between(d.opened_at, d.closed_at),
    business_between(d.opened_at, as_of, n.bounds, n.worked),
    wall_between(d.opened_at, as_of)
  from debt d
  cross join calendar n
  join call c on c.call_id = d.opened_by
  left join deal k on k.deal_id = c.deal_id
  left join stage_period p on p.stage_period_id = c.stage_period_id
$$;
comment on function callback_case(timestamptz, timestamptz, timestamptz) is
  'The call-back debts of a report, each with its times.';
