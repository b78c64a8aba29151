-- Purpose: the cards that should wait now: a function of the calls, the CRM's numbers and the
-- dismissals, whatever came first.
-- Parameters: numbers in E.164; null for all. Returns: one row per number that a stranger called
-- from: start, call and due time of the first of his inbound calls that no dismissal covers.
-- Reads: call, intake_card, contact_phone, company_phone, setting. Writes: nothing.
-- A number that the CRM knows since has no card, though the call itself was a stranger's.
create or replace function intake_wanted(numbers text[])
returns table (number text, opened_at timestamptz, opened_by bigint, due_at timestamptz)
language plpgsql stable
set jit = off
as $$
#variable_conflict use_column
declare
  due_seconds constant double precision := setting_number('intake_due_minutes', 60) * 60;
  strangers text[] := numbers;
begin
  if numbers is null then
    strangers := array(
      select distinct c.external_number from call c where c.link_method = 'intake');
  end if;
  return query
  with meant as (
    select n.number, max(k.covers_until) as covered_until
    from (select distinct u.number from unnest(strangers) as u(number)) n
    left join intake_card k on k.number = n.number and k.covers_until is not null
    group by n.number
  ),
  -- Number by number along the index, whatever the planner thinks of a table that a first load has
  -- just filled.
  first_call as materialized (
    select m.number, f.started_at, f.call_id
    from meant m
    cross join lateral (
      select c.started_at, c.call_id
      from call c
      where c.external_number = m.number
        and c.link_method = 'intake'
        and c.twin_of is null
        and (m.covered_until is null or c.started_at > m.covered_until)
      order by c.started_at, c.group_key
      limit 1
    ) f
  ),
  calendar as materialized (
    select b.*
    from (select min(f.started_at) as first_at, max(f.started_at) as last_at from first_call f) s
    cross join lateral business_calendar(
      s.first_at, s.last_at + interval '60 days' + make_interval(secs => 10 * due_seconds)) b
  )
  select
    f.number, f.started_at, f.call_id,
    business_after(
      f.started_at, due_seconds,
      (select c.bounds from calendar c), (select c.worked from calendar c))
  from first_call f
  where not exists (
      select from contact_phone p where p.number = f.number and p.valid_to > f.started_at)
    and not exists (select from company_phone p where p.number = f.number);
end
$$;
comment on function intake_wanted(text[]) is 'The intake cards that should wait now.';
