-- Purpose: business seconds from the beginning of a calendar up to an instant.
-- Parameters: the instant, and what business_calendar gave.
-- Returns: seconds; 0 before the calendar, its end after it; null for null. Reads, writes: nothing.
-- An odd place in bounds means that the office is open then. One expression, which the planner
-- takes into the caller's query.
create or replace function business_clock(
  instant timestamptz, bounds timestamptz[], worked double precision[])
returns double precision
language sql immutable parallel safe as $$
  select case
    when instant is null then null
    when width_bucket(instant, bounds) % 2 = 1 then
      worked[width_bucket(instant, bounds)]
        + date_part('epoch', instant - bounds[width_bucket(instant, bounds)])
    else coalesce(worked[width_bucket(instant, bounds)], 0)
  end
$$;
comment on function business_clock(timestamptz, timestamptz[], double precision[]) is
  'Business seconds from the beginning of a calendar up to an instant.';
