-- Purpose: calls of a batch have come or changed: tie the recordings and sidecars that waited for
-- them, and bring evidence and suggestions in line.
-- Returns: how many pieces recorded and revoked. Reads: call_work, recording, sidecar.
-- Writes: recording, sidecar, evidence, suggestion, call_work. Safe to repeat: yes.
-- After store_legs: ids stand in the legs. Near free where nothing waits.
create or replace function attach_sources(out recorded bigint, out revoked bigint)
language plpgsql volatile as $$
declare
  from_at timestamptz;
  until_at timestamptz;
  recordings bigint[] := '{}';
  sidecars bigint[] := '{}';
  calls bigint[] := '{}';
begin
  recorded := 0;
  revoked := 0;
  if not exists (select from recording) and not exists (select from sidecar) then
    return;
  end if;
  select min(w.started_at) - interval '12 hours', max(w.ended_at) + interval '12 hours'
  into from_at, until_at
  from call_work w;
  recordings := array(
    select r.recording_id from recording r
    where (r.call_id is null or r.call_key is null)
      and r.around_at >= from_at and r.around_at <= until_at);
  sidecars := array(
    select s.sidecar_id from sidecar s
    where s.around_at >= from_at and s.around_at <= until_at);
  if sidecars <> '{}' then
    perform bind_sidecars(sidecars);
  end if;
  if recordings <> '{}' then
    calls := bind_recordings(recordings);
  end if;
  if calls <> '{}' then
    perform load_calls(calls);
    select d.recorded, d.revoked into recorded, revoked from derive_call_evidence() d;
  end if;
end
$$;
comment on function attach_sources() is
  'Ties the recordings and sidecars that waited for the calls of a batch.';
