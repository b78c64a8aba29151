-- Purpose: an instant as the clocks of a zone showed it; office_time for queries over many rows,
-- which look the zone up once.
-- Parameters: the instant; the IANA zone. Returns: `2025-05-31 17:05`; null for null and for the
-- infinities. Reads, writes: nothing. Safe to repeat.
-- One expression, which the planner takes into the caller's query.
create or replace function time_in_zone(instant timestamptz, zone text)
returns text
language sql stable parallel safe as $$
  select case
    when isfinite(instant) then to_char(instant at time zone zone, 'YYYY-MM-DD HH24:MI')
  end
$$;
comment on function time_in_zone(timestamptz, text) is
  'An instant as the clocks of a zone showed it.';
