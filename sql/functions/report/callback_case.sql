-- Purpose: the call-back debts of a report, each with its times: the drill-down of
-- callback_summary.
-- Parameters: the span of opening [from_at, to_at); as_of.
-- Returns: one row per debt opened in the span, or opened earlier and still open at as_of.
-- is_in_span tells them apart. What closed or was attempted after as_of is not seen.
-- Seconds from opening to the first attempt, to the end, and to as_of (age).
-- Reads: callback_debt, call. Writes: nothing. Safe to repeat.
create or replace function callback_case(
  from_at timestamptz, to_at timestamptz, as_of timestamptz)
returns table (
  opened_by bigint, deal_id integer, contact_id integer, manager_id integer,
  opened_at timestamptz, is_in_span boolean, misses integer, closed_how text, closed_by bigint,
  attempt_business_seconds bigint, attempt_wall_seconds bigint, close_business_seconds bigint,
  close_wall_seconds bigint, age_business_seconds bigint, age_wall_seconds bigint)
language sql stable as $$
  with debt as materialized (
    select
      b.opened_by, b.contact_id, b.opened_at, b.misses,
      case when b.closed_at <= as_of then b.closed_at end as closed_at,
      case when b.closed_at <= as_of then b.closed_how end as closed_how,
      case when b.closed_at <= as_of then b.closed_by end as closed_by,
      case when b.attempted_at <= as_of then b.attempted_at end as attempted_at
    from callback_debt(null) b
    where b.opened_at <= as_of
      and b.opened_at < to_at
      and (b.opened_at >= from_at or b.closed_at is null or b.closed_at > as_of)
  ),
  calendar as materialized (
    select c.bounds, c.worked
    from business_calendar((select min(d.opened_at) from debt d), as_of) c
  )
  select
    d.opened_by, c.deal_id, d.contact_id, coalesce(k.owner_id, c.manager_id), d.opened_at,
    d.opened_at >= from_at, d.misses, d.closed_how, d.closed_by,
    business_between(d.opened_at, d.attempted_at,
      (select k.bounds from calendar k), (select k.worked from calendar k)),
    wall_between(d.opened_at, d.attempted_at),
    business_between(d.opened_at, d.closed_at,
      (select k.bounds from calendar k), (select k.worked from calendar k)),
    wall_between(d.opened_at, d.closed_at),
    business_between(d.opened_at, as_of,
      (select k.bounds from calendar k), (select k.worked from calendar k)),
    wall_between(d.opened_at, as_of)
  from debt d
  join call c on c.call_id = d.opened_by
  left join deal k on k.deal_id = c.deal_id
$$;
comment on function callback_case(timestamptz, timestamptz, timestamptz) is
  'The call-back debts of a report, each with its times.';
