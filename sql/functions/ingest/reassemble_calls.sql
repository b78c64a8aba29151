-- Purpose: assemble stored calls again from their legs as they are now, link them and bring the
-- evidence in line: after something in the legs was put right.
-- Parameters: the calls. Returns: as settle_calls.
-- Reads: leg, call. Writes: call, evidence, intake_card; the working tables, which it empties first.
-- Safe to repeat: a second run changes nothing. Locks: lock_links, after the exchanges
-- where the caller holds those (lock_exchanges).
create or replace function reassemble_calls(
  calls bigint[],
  out calls_new bigint, out calls_changed bigint, out evidence_recorded bigint,
  out evidence_revoked bigint)
language plpgsql volatile as $$
begin
  perform lock_links();
  perform prepare_batch();
  perform load_calls('{}');
  delete from leg_fresh;
  perform rework_calls(calls);
  select s.calls_new, s.calls_changed, s.evidence_recorded, s.evidence_revoked
  into calls_new, calls_changed, evidence_recorded, evidence_revoked
  from settle_calls() s;
end
$$;
comment on function reassemble_calls(bigint[]) is
  'Assembles stored calls again from their legs as they are now.';
