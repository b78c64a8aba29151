-- Purpose: staged legs whose natural key is taken by a leg with other content.
-- Parameters: the exchange. Returns: their place and bytes, and the leg that was there first
-- (null when it stands in the same batch). Reads: leg_stage, leg_fresh, leg. Writes: nothing.
create or replace function conflicting_legs(exchange integer)
returns table (
  byte_offset bigint, byte_length integer, line bigint, raw bytea, unique_id text, leg_id bigint)
language sql stable as $$
  select s.byte_offset, s.byte_length, s.line, s.raw, s.unique_id, l.leg_id
  from leg_stage s
  join leg l
    on l.pbx_id = exchange
    and l.started_at = s.started_at
    and l.leg_key = s.leg_key
  where l.content_hash <> s.content_hash
  union all
  select s.byte_offset, s.byte_length, s.line, s.raw, s.unique_id, null
  from leg_stage s
  join leg_fresh f
    on f.started_at = s.started_at
    and f.leg_key = s.leg_key
  where f.content_hash <> s.content_hash
$$;
comment on function conflicting_legs(integer) is
  'Staged legs whose natural key is taken by a leg with other content.';
