-- Purpose: the instant at which so many business seconds have passed, the inverse of
-- business_between.
-- Parameters: the instant to begin with; seconds; and what business_calendar gave for a span that
-- holds both.
-- Returns: the instant; the same one for no seconds; by wall time when the calendar has not so many
-- hours left; null for null. Reads, writes: nothing. Safe to repeat.
-- Of the closing of one day and the opening of the next, which are the same business time, the
-- closing is given. Half a microsecond is taken off, as the sums are binary fractions.
create or replace function business_after(
  from_at timestamptz, seconds double precision, bounds timestamptz[], worked double precision[])
returns timestamptz
language sql immutable parallel safe as $$
  select case
    when seconds <= 0 then from_at
    else coalesce(
      bounds[width_bucket(business_clock(from_at, bounds, worked) + seconds - 0.0000005, worked) + 1]
        - make_interval(secs =>
          worked[width_bucket(
            business_clock(from_at, bounds, worked) + seconds - 0.0000005, worked) + 1]
          - business_clock(from_at, bounds, worked) - seconds),
      from_at + make_interval(secs => seconds))
  end
$$;
comment on function
  business_after(timestamptz, double precision, timestamptz[], double precision[]) is
  'The instant at which so many business seconds have passed.';
