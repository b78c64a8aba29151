-- Purpose: of which exchanges a conversation should have a recording.
-- Parameters: as_of. Returns: one row per exchange. Reads: setting (recording_required: true, false
-- or auto, the default), call. Writes: nothing. Safe to repeat.
-- auto: an exchange that named a recording of any call in the 30 days before as_of records.
create or replace function recording_expected(as_of timestamptz)
returns table (pbx_id integer, records boolean)
language sql stable parallel safe as $$
  select
    p.pbx_id,
    case setting_text('recording_required', 'auto')
      when 'true' then true
      when 'false' then false
      else exists (
        select from call c
        where c.pbx_id = p.pbx_id
          and c.started_at > as_of - interval '30 days'
          and c.started_at <= as_of
          and c.recording_file is not null)
    end
  from pbx p
$$;
comment on function recording_expected(timestamptz) is
  'Of which exchanges a conversation should have a recording.';
