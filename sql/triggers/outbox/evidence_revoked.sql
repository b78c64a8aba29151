-- Purpose: an event for each piece of evidence that is revoked, whoever does it.
create or replace trigger evidence_revoked
after update on evidence
referencing old table as old_row new table as new_row
for each statement execute function announce_revocations();
