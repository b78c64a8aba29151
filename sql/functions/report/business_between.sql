-- Purpose: business seconds between two instants by a calendar that is at hand.
-- Parameters: the instants, and what business_calendar gave for a span that holds both.
-- Returns: whole seconds, rounded down; 0 when the second is the earlier one; null when either is
-- null. Reads, writes: nothing. Safe to repeat.
-- Taken into the caller's query only where the arrays are plain columns or parameters; a sub-query
-- in their place makes each row a call, at several times the price.
-- Half a microsecond is added, as 1200 s may come out of binary fractions as 1199.9999999.
create or replace function business_between(
  from_at timestamptz, to_at timestamptz, bounds timestamptz[], worked double precision[])
returns bigint
language sql immutable parallel safe as $$
  select case
    when from_at is null or to_at is null then null
    when to_at <= from_at then 0
    else floor(
      business_clock(to_at, bounds, worked) - business_clock(from_at, bounds, worked)
      + 0.0000005)::bigint
  end
$$;
comment on function business_between(timestamptz, timestamptz, timestamptz[], double precision[]) is
  'Business seconds between two instants by a calendar that is at hand.';
