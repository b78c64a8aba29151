-- Purpose: link the calls of call_work, write them, and bring the evidence in line.
-- Returns: the counts of the summary. Reads: call_work. Writes: call, evidence,
-- intake_card.
-- Safe to repeat: a second run on the same calls changes nothing.
create or replace function settle_calls(
  out calls_new bigint, out calls_changed bigint, out evidence_recorded bigint,
  out evidence_revoked bigint)
language plpgsql volatile as $$
declare
  part record;
begin
  perform link_calls();
  select s.calls_new, s.calls_changed into calls_new, calls_changed from store_calls() s;
  analyze deal_touched;
  analyze number_touched;
  perform derive_intake_cards();
  perform derive_suspicion();
  select * into part from derive_call_evidence();
  evidence_recorded := part.recorded;
  evidence_revoked := part.revoked;
  select * into part from derive_callback_evidence();
  evidence_recorded := evidence_recorded + part.recorded;
  evidence_revoked := evidence_revoked + part.revoked;
  select * into part from derive_meeting_evidence();
  evidence_recorded := evidence_recorded + part.recorded;
  evidence_revoked := evidence_revoked + part.revoked;
  select * into part from derive_source_evidence();
  evidence_recorded := evidence_recorded + part.recorded;
  evidence_revoked := evidence_revoked + part.revoked;
end
$$;
comment on function settle_calls() is
  'Links the calls of call_work, writes them, and brings the evidence in line.';
