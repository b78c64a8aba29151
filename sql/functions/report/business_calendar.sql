-- Purpose: the working hours of a span as two arrays, so that business time between any two
-- instants is two look-ups and no loop: see business_between.
-- Parameters: the span; it is widened to whole days, and by a day on either side.
-- Returns: one row. bounds: opening and closing instants in turn; worked: business seconds from
-- the first bound up to each; day_seconds: length of one ordinary working day.
-- Reads: setting (company_time_zone, work_days 1 = Monday, work_from, work_to, holidays).
-- Writes: nothing. Safe to repeat.
-- Hours are turned into instants day by day, so that a day with a change of the clocks has its
-- true length.
create or replace function business_calendar(from_at timestamptz, to_at timestamptz)
returns table (bounds timestamptz[], worked double precision[], day_seconds double precision)
language sql stable parallel safe rows 1 as $$
  with rule as (
    select
      setting_text('company_time_zone', 'Europe/Moscow') as zone,
      string_to_array(replace(setting_text('work_days', '1,2,3,4,5'), ' ', ''), ',') as week,
      string_to_array(replace(setting_text('holidays', ''), ' ', ''), ',') as holidays,
      setting_text('work_from', '09:00')::time as opens,
      setting_text('work_to', '18:00')::time as closes
  ),
  day as (
    select
      (g.day + r.opens) at time zone r.zone as opens_at,
      (g.day + r.closes) at time zone r.zone as closes_at
    from rule r
    cross join lateral generate_series(
      date_trunc('day', from_at at time zone r.zone) - interval '1 day',
      date_trunc('day', to_at at time zone r.zone) + interval '1 day',
      interval '1 day') as g(day)
    where to_char(g.day, 'ID') = any (r.week)
      and to_char(g.day, 'YYYY-MM-DD') <> all (r.holidays)
  ),
  summed as (
    select
      d.opens_at, d.closes_at,
      date_part('epoch', d.closes_at - d.opens_at) as seconds,
      sum(date_part('epoch', d.closes_at - d.opens_at)) over (order by d.opens_at) as until_close
    from day d
    where d.opens_at < d.closes_at
  )
  select
    coalesce(array_agg(b.at order by b.at, b.is_close), '{}'),
    coalesce(array_agg(b.seconds order by b.at, b.is_close), '{}'),
    (select date_part('epoch', r.closes - r.opens) from rule r)
  from summed s
  cross join lateral (
    values
      (s.opens_at, false, s.until_close - s.seconds),
      (s.closes_at, true, s.until_close)
  ) as b(at, is_close, seconds)
$$;
comment on function business_calendar(timestamptz, timestamptz) is
  'The working hours of a span: opening and closing instants, with the sums up to each.';
