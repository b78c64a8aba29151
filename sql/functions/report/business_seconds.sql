-- Purpose: business seconds between two instants, for a single question; queries over many rows
-- take business_calendar once and business_between for each row.
-- Parameters: the instants. Returns: whole seconds; 0 when the second is the earlier one.
-- Reads: setting, by business_calendar. Writes: nothing. Safe to repeat.
create or replace function business_seconds(from_at timestamptz, to_at timestamptz)
returns bigint
language sql stable parallel safe as $$
  select business_between(from_at, to_at, c.bounds, c.worked)
  from business_calendar(least(from_at, to_at), greatest(from_at, to_at)) c
$$;
comment on function business_seconds(timestamptz, timestamptz) is
  'Business seconds between two instants.';
