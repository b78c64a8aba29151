-- Purpose: an event for each piece of evidence that is revoked when it is recorded. Its name comes
-- after that of evidence_recorded, and triggers run by their names.
create or replace trigger evidence_recorded_revoked
after insert on evidence
referencing new table as added
for each statement execute function announce_born_revoked();
