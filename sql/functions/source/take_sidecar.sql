-- Purpose: take what a sidecar says, find its call, and suggest.
-- Parameters: the document; vcon or json; ids, numbers in E.164, beginning and seconds (null: not
-- said), the time around which its call was; kinds that it suggests and their grounds side by side.
-- Returns: whether the sidecar is new or says something else now. Reads: call, leg.
-- Writes: sidecar, sidecar_party, sidecar_finding, suggestion. Safe to repeat: yes.
create or replace function take_sidecar(
  of_document bigint, which_format text, keys text[], numbers text[], began timestamptz,
  seconds integer, about timestamptz, kinds text[], grounds text[])
returns boolean
language plpgsql volatile as $$
declare
  taken bigint;
  is_other boolean;
begin
  perform lock_links();
  insert into sidecar (
    document_id, format, call_keys, started_at, duration_seconds, around_at)
  values (of_document, which_format, keys, began, seconds, about)
  on conflict on constraint sidecar_document_key do nothing
  returning sidecar_id into taken;
  is_other := taken is not null;
  if not is_other then
    select s.sidecar_id into taken from sidecar s where s.document_id = of_document;
  end if;
  insert into sidecar_party (sidecar_id, number)
  select taken, n.number from unnest(numbers) as n(number)
  on conflict on constraint sidecar_party_pkey do nothing;

  -- Other phrases may be in force than when it was read first.
  delete from sidecar_finding f where f.sidecar_id = taken and not f.kind = any (kinds);
  is_other := is_other or found;
  insert into sidecar_finding (sidecar_id, kind, ground)
  select taken, g.kind, g.ground from unnest(kinds, grounds) as g(kind, ground)
  on conflict on constraint sidecar_finding_pkey do update
  set ground = excluded.ground
  where sidecar_finding.ground <> excluded.ground;
  is_other := is_other or found;
  perform bind_sidecars(array[taken]);
  perform sync_suggestions(
    array(select s.call_id from sidecar s where s.sidecar_id = taken and s.call_id is not null), '{}');
  return is_other;
end
$$;
comment on function take_sidecar(
  bigint, text, text[], text[], timestamptz, integer, timestamptz, text[], text[]) is
  'Takes what a sidecar says, finds its call, and suggests.';
