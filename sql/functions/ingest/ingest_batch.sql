-- Purpose: turn the staged legs into legs, calls, links and evidence, in the caller's transaction.
-- Parameters: the exchange and the file. Returns: the counts of the summary.
-- Reads: leg_stage and all that it touches. Writes: leg, call, evidence, pbx.
-- Safe to repeat: the same legs again are duplicates and change nothing.
-- Before it: prepare_batch and the COPY; a batch of an exchange holds its lock (lock_exchange).
-- Batches of several exchanges are copied side by side and linked one after the other (lock_links).
create or replace function ingest_batch(exchange integer, file bigint)
returns table (
  accepted bigint, accepted_bytes bigint, duplicate bigint, duplicate_bytes bigint,
  conflict bigint, conflict_bytes bigint, calls_new bigint, calls_changed bigint,
  linked bigint, ambiguous bigint, unmatched bigint, intake bigint,
  evidence_recorded bigint, evidence_revoked bigint)
language plpgsql volatile as $$
declare
  taken record;
  attached record;
  new_calls bigint := 0;
  changed_calls bigint := 0;
  recorded bigint := 0;
  revoked bigint := 0;
begin
  select * into taken from take_legs(exchange);
  if taken.accepted > 0 then
    perform lock_links();
    perform group_legs(exchange);
    perform name_fresh_mobiles(exchange);
    perform touch_calls(exchange);
    perform assemble_calls(exchange);
    select s.calls_new, s.calls_changed, s.evidence_recorded, s.evidence_revoked
    into new_calls, changed_calls, recorded, revoked
    from settle_calls() s;
    perform store_legs(exchange, file);
    select * into attached from attach_sources();
    recorded := recorded + attached.recorded;
    revoked := revoked + attached.revoked;
    perform refresh_statistics(taken.accepted);
  end if;
  return query
  select
    taken.accepted, taken.accepted_bytes, taken.duplicate, taken.duplicate_bytes,
    taken.conflict, taken.conflict_bytes,
    new_calls, changed_calls,
    count(*) filter (where l.deal_id is not null),
    count(*) filter (where l.ambiguous),
    count(*) filter (where l.link_method = 'unmatched'),
    count(*) filter (where l.link_method = 'intake'),
    recorded, revoked
  from link_work l
  where l.call_id in (select t.call_id from call_touched t);
end
$$;
comment on function ingest_batch(integer, bigint) is
  'Turns the staged legs into legs, calls, links and evidence.';
