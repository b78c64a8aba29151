-- Purpose: an event for each piece of evidence, whoever records it.
create or replace trigger evidence_recorded
after insert on evidence
referencing new table as added
for each statement execute function announce('tollgate.evidence.recorded', 'evidence_id');
