-- Purpose: write the events of evidence that a statement has added as revoked, which happens where
-- a deal's facts move to another and what a person withdrew stays withdrawn: a trigger after insert
-- on evidence, for each statement, that calls its new rows `added`, after that of the recording.
-- Returns: nothing of use. Reads: the new rows. Writes: outbox. Safe to repeat: each is an insert.
create or replace function announce_born_revoked()
returns trigger
language plpgsql volatile
-- Whoever writes facts, with whatever search path, writes events beside them.
set search_path from current
as $$
begin
  insert into outbox (type, first_subject, last_subject)
  select 'tollgate.evidence.revoked', a.evidence_id, a.evidence_id
  from added a
  where a.revoked_at is not null
  order by a.evidence_id;
  return null;
end
$$;
comment on function announce_born_revoked() is
  'Writes the events of evidence that a statement has added as revoked.';
