-- Purpose: the span of a report in the company's time zone.
-- Parameters: first and last day, both included (null: as many full days before the day of as_of
-- as `days` says); the moment for which the report is made.
-- Returns: one row: the span [from_at, to_at), its first and last day, and as_of on our clocks.
-- Reads: setting (company_time_zone). Writes: nothing. Safe to repeat.
create or replace function report_period(
  first_day date, last_day date, days integer, as_of timestamptz)
returns table (
  from_at timestamptz, to_at timestamptz, from_day text, to_day text, as_of_time text,
  time_zone text)
language sql stable parallel safe as $$
  with rule as (
    select setting_text('company_time_zone', 'Europe/Moscow') as zone
  ),
  last as (
    select
      r.zone,
      coalesce(
        last_day,
        case when first_day is null then (as_of at time zone r.zone)::date - 1
          else (as_of at time zone r.zone)::date end) as day
    from rule r
  ),
  span as (
    select l.zone, coalesce(first_day, l.day - days + 1) as first, l.day as last
    from last l
  )
  select
    s.first::timestamp at time zone s.zone,
    (s.last + 1)::timestamp at time zone s.zone,
    to_char(s.first, 'YYYY-MM-DD'),
    to_char(s.last, 'YYYY-MM-DD'),
    office_time(as_of),
    s.zone
  from span s
$$;
comment on function report_period(date, date, integer, timestamptz) is
  'The span of a report in the company''s time zone.';
