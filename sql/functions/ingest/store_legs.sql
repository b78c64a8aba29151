-- Purpose: write the fresh legs, each to its call. Parameters: the exchange and the file.
-- Returns: nothing. Reads: leg_fresh, call_touched. Writes: leg, pbx. Safe to repeat: after settle_calls.
create or replace function store_legs(exchange integer, file bigint) returns void
language sql volatile as $$
  insert into leg (
    pbx_id, leg_key, content_hash, call_id, source_file_id, byte_offset, byte_length,
    started_at, answered_at, ended_at, duration_seconds, billable_seconds, disposition,
    unique_id, linked_id, sequence, source, destination, channel, destination_channel,
    application, did, account_code, user_field, recording_file, a_kind, a_extension,
    b_kind, b_extension, external_raw, external_number, far_number, crm_hint, outcome_code, flags, raw)
  select
    exchange, f.leg_key, f.content_hash, t.call_id, file, f.byte_offset, f.byte_length,
    f.started_at, f.answered_at, f.ended_at, f.duration_seconds, f.billable_seconds, f.disposition,
    f.unique_id, f.linked_id, f.sequence, f.source, f.destination, f.channel, f.destination_channel,
    f.application, f.did, f.account_code, f.user_field, f.recording_file, f.a_kind, f.a_extension,
    f.b_kind, f.b_extension, f.external_raw, f.external_number, f.far_number, f.crm_hint,
    f.outcome_code, f.flags, f.raw
  from leg_fresh f
  join call_touched t on t.group_key = f.group_key;

  update pbx p
  set complete_up_to = greatest(p.complete_up_to, n.newest),
    longest_leg_seconds = greatest(p.longest_leg_seconds, n.longest)
  from (
    select max(f.ended_at) as newest,
      coalesce(max(ceil(extract(epoch from f.ended_at - f.started_at))), 0)::integer as longest
    from leg_fresh f
  ) n
  where p.pbx_id = exchange and n.newest is not null;
$$;
comment on function store_legs(integer, bigint) is 'Writes the fresh legs, each to its call.';
