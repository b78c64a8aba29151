-- Purpose: the call-back debts of a report, each with its times: the drill-down of
-- callback_summary.
-- Parameters: the span of opening [from_at, to_at); as_of.
-- Returns: one row per debt opened in the span, or opened earlier and still open at as_of.
-- is_in_span tells them apart. What closed or was attempted after as_of is not seen.
-- Seconds from opening to the first attempt, to the end, and to as_of (age).
-- Reads: call, contact_phone, deal, stage_period, callback_debt. Writes: nothing. Safe to repeat.
-- callback_debt is asked only about numbers that may owe: one reading of the calls finds those whose
-- last miss is of the span, or not older than their last call that closes a debt.
create or replace function callback_case(
  from_at timestamptz, to_at timestamptz, as_of timestamptz)
returns setof callback_case_row
language sql stable as $$
  with marked as (
    select
      c.external_number as number,
      max(c.ended_at) filter (where c.direction = 'inbound' and c.disposition <> 'answered')
        as missed_at,
      max(c.started_at) filter (where c.disposition = 'answered'
        and (c.direction = 'inbound' or c.talk_seconds >= 10)) as closed_at
    from call c
    where c.external_number is not null
      and c.direction <> 'internal'
      and c.twin_of is null
      and c.started_at <= as_of
    group by c.external_number
  ),
  owing as (
    select m.number
    from marked m
    where m.missed_at >= from_at
      or m.missed_at >= coalesce(m.closed_at, '-infinity')
    union
    -- Of a number that changed hands the call that closes may be another person's.
    select p.number
    from contact_phone p
    where p.number is not null
      and (p.valid_from <> '-infinity' or p.valid_to <> 'infinity')
  ),
  debt as materialized (
    select
      b.opened_by, b.contact_id, b.opened_at, b.misses,
      case when b.closed_at <= as_of then b.closed_at end as closed_at,
      case when b.closed_at <= as_of then b.closed_how end as closed_how,
      case when b.closed_at <= as_of then b.closed_by end as closed_by,
      case when b.attempted_at <= as_of then b.attempted_at end as attempted_at
    from callback_debt(array(select o.number from owing o)) b
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
    coalesce(k.owner_id, c.manager_id), d.opened_at, d.opened_at >= from_at, d.misses, d.closed_how, d.closed_by,
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
