-- Purpose: take what was found below a root: new files, files that changed, files that are gone.
-- Parameters: the root as the configuration names it; its exchange's name (null: not said); the
-- files found new or changed, a JSON array of objects with the keys path, name, call_key, around_at,
-- bytes, format, duration_seconds, modified_at, status; paths that are gone.
-- Returns: how many rows are new or changed, how many pieces of evidence were recorded and revoked.
-- Reads: pbx, call, leg. Writes: recording, evidence. Safe to repeat: yes.
create or replace function take_recordings(
  of_root text, exchange text, facts jsonb, gone text[],
  out changed bigint, out recorded bigint, out revoked bigint)
language plpgsql volatile as $$
declare
  touched bigint[];
  calls bigint[];
begin
  recorded := 0;
  revoked := 0;
  perform lock_links();
  with fact as (
    select distinct on (f.path) f.*
    from jsonb_to_recordset(facts) as f (
      path text, name text, call_key text, around_at timestamptz, bytes bigint, format text,
      duration_seconds integer, modified_at timestamptz, status text)
    order by f.path
  ),
  written as (
    insert into recording (
      root, path, pbx_id, name, call_key, around_at, bytes, format, duration_seconds,
      modified_at, status, sound_at)
    select of_root, f.path, (select p.pbx_id from pbx p where p.name = exchange), f.name,
      f.call_key, f.around_at, f.bytes, f.format, f.duration_seconds, f.modified_at, f.status,
      case when f.status = 'present' then now() end
    from fact f
    on conflict on constraint recording_key do update
    set bytes = excluded.bytes, duration_seconds = excluded.duration_seconds,
      pbx_id = excluded.pbx_id, around_at = excluded.around_at,
      modified_at = excluded.modified_at, status = excluded.status, checked_at = now(),
      sound_at = coalesce(recording.sound_at, excluded.sound_at)
    where (recording.bytes, recording.modified_at, recording.status)
      is distinct from (excluded.bytes, excluded.modified_at, excluded.status)
    returning recording_id
  ),
  lost as (
    update recording r
    set status = 'missing', checked_at = now()
    where r.root = of_root and r.path = any (gone) and r.status <> 'missing'
    returning r.recording_id
  )
  select array_agg(w.recording_id) into touched
  from (select w.recording_id from written w union select l.recording_id from lost l) w;
  changed := coalesce(cardinality(touched), 0);
  if changed = 0 then
    return;
  end if;
  calls := bind_recordings(touched);
  -- One that was tied before may have been found whole only now.
  calls := array(
    select c.call_id from unnest(calls) as c(call_id)
    union
    select r.call_id from recording r where r.recording_id = any (touched) and r.call_id is not null);
  if calls <> '{}' then
    perform load_calls(calls);
    select d.recorded, d.revoked into recorded, revoked from derive_call_evidence() d;
  end if;
end
$$;
comment on function take_recordings(text, text, jsonb, text[]) is
  'Takes what was found below a root of recordings.';
