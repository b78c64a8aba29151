-- Purpose: sort the staged legs into fresh ones, duplicates and conflicts.
-- Parameters: the exchange. Returns: how many of each, with their bytes.
-- Reads: leg_stage, leg. Writes: leg_fresh, its group_key by the leg's
-- own id alone. Safe to repeat: after prepare_batch.
-- Of equal keys within the batch the first in the file counts. A conflict has the key of a leg
-- and other content; the caller puts it in quarantine (see conflicting_legs).
create or replace function take_legs(exchange integer)
returns table (
  accepted bigint, accepted_bytes bigint, duplicate bigint, duplicate_bytes bigint,
  conflict bigint, conflict_bytes bigint)
language plpgsql volatile as $$
begin
  analyze leg_stage;
  insert into leg_fresh
  select distinct on (s.started_at, s.leg_key)
    s.leg_key, s.content_hash, s.byte_offset, s.byte_length,
    s.started_at, s.answered_at, s.ended_at,
    s.duration_seconds, s.billable_seconds, s.disposition,
    s.unique_id, s.linked_id, s.sequence, s.source, s.destination,
    s.channel, s.destination_channel, s.application, s.did, s.account_code,
    s.user_field, s.recording_file, s.a_kind, s.a_extension, s.b_kind,
    s.b_extension, s.external_raw, s.external_number, s.far_number, s.crm_hint,
    s.outcome_code, s.flags, s.raw,
    coalesce(nullif(s.linked_id, ''), nullif(s.unique_id, ''), s.leg_key::text)
  from leg_stage s
  where not exists (
    select from leg l
    where l.pbx_id = exchange
      and l.started_at = s.started_at
      and l.leg_key = s.leg_key)
  order by s.started_at, s.leg_key, s.byte_offset;

  analyze leg_fresh;
  return query
  with conflicting as (
    select c.byte_length from conflicting_legs(exchange) c
  ),
  staged as (
    select count(*) as records, coalesce(sum(s.byte_length), 0) as bytes from leg_stage s
  ),
  fresh as (
    select count(*) as records, coalesce(sum(f.byte_length), 0) as bytes from leg_fresh f
  ),
  apart as (
    select count(*) as records, coalesce(sum(c.byte_length), 0) as bytes from conflicting c
  )
  select
    fresh.records, fresh.bytes,
    staged.records - fresh.records - apart.records, staged.bytes - fresh.bytes - apart.bytes,
    apart.records, apart.bytes
  from staged, fresh, apart;
end
$$;
comment on function take_legs(integer) is
  'Sorts the staged legs into fresh ones, duplicates and conflicts.';
