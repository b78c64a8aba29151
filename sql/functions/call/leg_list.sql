-- Purpose: the legs of a call, in the order of their starts. Parameters: the call. Reads: leg.
create or replace function leg_list(wanted bigint)
returns table (
  leg_id bigint, started_at timestamptz, answered_at timestamptz, ended_at timestamptz,
  source text, destination text, channel text, destination_channel text, application text,
  disposition text, billable_seconds integer, file text, byte_offset bigint)
language sql stable as $$
  select l.leg_id, l.started_at, l.answered_at, l.ended_at, l.source, l.destination, l.channel,
    l.destination_channel, l.application, l.disposition, l.billable_seconds, f.path, l.byte_offset
  from leg l
  join source_file f on f.source_file_id = l.source_file_id
  where l.call_id = wanted
  order by l.started_at, l.leg_id
$$;
comment on function leg_list(bigint) is 'The legs of a call, in the order of their starts.';
