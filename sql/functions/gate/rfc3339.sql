-- Purpose: write an instant as RFC 3339 in UTC, whatever the session's time zone.
-- Parameters: the instant. Returns: text, with a fraction only when there is one; null for null
-- and for the infinities. Reads, writes: nothing. Safe to repeat.
create or replace function rfc3339(instant timestamptz)
returns text
language sql stable as $$
  select case
    when isfinite(instant) then
      rtrim(rtrim(to_char(instant at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US'), '0'), '.')
        || 'Z'
  end
$$;
comment on function rfc3339(timestamptz) is 'An instant as RFC 3339 in UTC.';
