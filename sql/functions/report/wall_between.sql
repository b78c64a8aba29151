-- Purpose: wall seconds between two instants, the companion of business_between.
-- Parameters: the instants. Returns: whole seconds, rounded down; 0 when the second is the earlier
-- one; null when either is null. Reads, writes: nothing. Safe to repeat.
create or replace function wall_between(from_at timestamptz, to_at timestamptz)
returns bigint
language sql immutable parallel safe as $$
  select case
    when from_at is null or to_at is null then null
    when to_at <= from_at then 0
    else floor(date_part('epoch', to_at - from_at))::bigint
  end
$$;
comment on function wall_between(timestamptz, timestamptz) is 'Wall seconds between two instants.';
